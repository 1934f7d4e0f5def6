import DarkModeOutlined from '@mui/icons-material/DarkModeOutlined';
import LightModeOutlined from '@mui/icons-material/LightModeOutlined';
import SettingsOutlined from '@mui/icons-material/SettingsOutlined';
import { styled } from '@mui/material/styles';
import { memo } from 'react';
import type { StationStatus } from '../../contract/queries.ts';
import { formatBytes } from '../../i18n/format.ts';
import type { Text } from '../../i18n/text.ts';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import type { Action } from '../actions/action.ts';
import { ActionKey } from '../actions/action-key.tsx';
import { help, matchService, settings, switchLanguage, switchTheme } from '../actions/app-actions.ts';
import { queue } from '../actions/capture-actions.ts';
import { deviceOf, profileFor } from '../actions/chosen-profile.ts';
import { cancelRerun } from '../actions/cleanup-actions.ts';
import { type ActionContext, latestCapture } from '../actions/context.ts';
import { ariaKeys } from '../actions/keys.ts';
import { runAction, useKeys, useNow, useWorkbench } from '../actions/workbench-provider.tsx';
import { spokenName } from '../components/spoken-name.ts';
import { useText } from '../components/text.tsx';

/** Says itself in both languages, whichever is shown. */
const languageSwitch = '中 / EN';
/** Below this an operator should know before the scanner stops for it. */
const lowDiskBytes = 5_000_000_000;

/** What is so now, never more than is known. */
export const StatusBar = memo(function StatusBar(props: { mode: 'light' | 'dark' }) {
  const workbench = useWorkbench();
  const text = useText();
  const keysNow = useKeys();
  const {
    status,
    connection,
    rerun,
    shell,
    scanner,
    scannerKey,
    scannerTone,
    hasCaptures,
    sheets,
    sides,
    blank,
  } = useNow(statusNow);
  const totals = { sheets, sides, blank };
  const press = (action: Action) => () => runAction(workbench, action);
  if (connection === 'lost') {
    return (
      <Bar role="contentinfo" aria-label={text('status.label')} data-lost="true">
        <Dot data-tone="bad" />
        {text('app.connection.lost')}
      </Bar>
    );
  }
  return (
    <Bar role="contentinfo" aria-label={text('status.label')}>
      <span>
        <Dot data-tone={scannerTone} />
        {text(scannerKey, { name: scanner })}
      </span>
      {hasCaptures && (
        <span>{text(totals.sheets > 0 ? 'status.counts' : 'status.counts.imported', totals)}</span>
      )}
      {rerun && (
        <span role="status">
          <Dot data-tone="busy" />
          {text('cleanup.progress', rerun)}{' '}
          <button
            type="button"
            aria-label={spokenName(text('cleanup.progress.stop'), text('action.cancelRerun'), text)}
            onClick={press(cancelRerun)}
          >
            {text('cleanup.progress.stop')}
          </button>
        </span>
      )}
      {status && (
        <>
          <button
            type="button"
            aria-label={spokenName(
              queueWords(status.queue, text)
                .map(({ words }) => words)
                .join(' '),
              text('action.queue'),
              text,
            )}
            aria-keyshortcuts={ariaKeys(keysNow(queue)[0])}
            onClick={press(queue)}
          >
            {queueWords(status.queue, text).map(({ words, isBad }) => (
              <span key={words} data-bad={isBad}>
                {words}
              </span>
            ))}
          </button>
          <button
            type="button"
            aria-label={spokenName(text(serviceKey(status.service)), text('action.service'), text)}
            aria-keyshortcuts={ariaKeys(keysNow(matchService)[0])}
            onClick={press(matchService)}
          >
            <span>
              <Dot data-tone={serviceTone(status.service)} />
              {text(serviceKey(status.service))}
            </span>
          </button>
          {status.deadJobs > 0 && (
            <span data-bad="true">{text('status.deadJobs', { count: status.deadJobs })}</span>
          )}
        </>
      )}
      {status && <HotFolderWords hotFolder={status.hotFolder} />}
      <Space />
      {status && (
        <span data-bad={status.diskFreeBytes < lowDiskBytes}>
          {text(status.diskFreeBytes < lowDiskBytes ? 'status.disk.low' : 'status.disk', {
            free: formatBytes(status.diskFreeBytes, text.language),
          })}
        </span>
      )}
      <span>{text(`app.shell.${shell}`)}</span>
      <button
        type="button"
        aria-label={text('action.help')}
        aria-keyshortcuts={ariaKeys(keysNow(help)[0])}
        onClick={press(help)}
      >
        {text('action.help')} <ActionKey action={help} />
      </button>
      <button type="button" aria-label={text('action.settings')} onClick={press(settings)}>
        <SettingsOutlined />
      </button>
      <button
        type="button"
        aria-label={text(props.mode === 'light' ? 'status.theme.dark' : 'status.theme.light')}
        aria-keyshortcuts={ariaKeys(keysNow(switchTheme)[0])}
        onClick={press(switchTheme)}
      >
        {props.mode === 'light' ? <DarkModeOutlined /> : <LightModeOutlined />}
      </button>
      <button
        type="button"
        aria-label={spokenName(languageSwitch, text('status.language'), text)}
        onClick={press(switchLanguage)}
      >
        {languageSwitch}
      </button>
    </Bar>
  );
});

function statusNow(context: ActionContext) {
  const { now, batch } = context;
  const { tone, key } = scannerWords(context);
  return {
    status: now.status,
    connection: now.connection,
    rerun: batch?.rerun ?? null,
    shell: context.station.client.shell,
    scanner: scannerName(context),
    scannerKey: key,
    scannerTone: tone,
    hasCaptures: latestCapture(batch) !== null,
    ...totalsOf(context),
  };
}

/** How many bills are where on their way, most urgent last; one word where there are none. */
function queueWords(
  { waiting, sending, parked, submitFailed, pace }: StationStatus['queue'],
  text: Text,
): readonly { words: string; isBad: boolean }[] {
  const all = [
    { key: 'queue.status.sending', count: sending, isBad: false },
    { key: 'queue.status.waiting', count: waiting, isBad: false },
    { key: 'queue.status.parked', count: parked, isBad: true },
    { key: 'queue.status.submitFailed', count: submitFailed, isBad: true },
  ] as const;
  const paused = pace.state === 'paused' ? [{ words: text('queue.status.paused'), isBad: true }] : [];
  const some = all.filter(({ count }) => count > 0);
  if (some.length === 0) return [{ words: text('queue.status.empty'), isBad: false }, ...paused];
  return [...some.map(({ key, count, isBad }) => ({ words: text(key, { count }), isBad })), ...paused];
}

/** Only where a folder is watched. */
function HotFolderWords({ hotFolder }: { hotFolder: StationStatus['hotFolder'] }) {
  const text = useText();
  if (hotFolder.state === 'off') return null;
  const isBad = hotFolder.state === 'unusable';
  return (
    <span data-bad={isBad} title={hotFolder.folder ?? undefined}>
      <Dot data-tone={isBad ? 'bad' : hotFolder.waiting > 0 ? 'busy' : 'quiet'} />
      {isBad
        ? text('status.hotFolder.unusable')
        : hotFolder.waiting > 0
          ? text('status.hotFolder.waiting', { count: hotFolder.waiting })
          : text('status.hotFolder.watching')}
    </span>
  );
}

function scannerWords(context: ActionContext): { tone: string; key: MessageKey } {
  const { ui, batch } = context;
  const job = latestCapture(batch);
  if (job?.state === 'running' && job.kind === 'import') return { tone: 'busy', key: 'status.importing' };
  if (scannerName(context) === '') return { tone: 'quiet', key: 'status.scanner.none' };
  if (job?.state === 'running') return { tone: 'busy', key: 'status.scanner.scanning' };
  if (job?.state === 'fault' && !ui.dismissedCaptures.has(job.id))
    return { tone: 'bad', key: 'status.scanner.fault' };
  return { tone: 'quiet', key: 'status.scanner.chosen' };
}

/** The scanner at work, else the one the next stack would go through. */
function scannerName(context: ActionContext): string {
  const job = latestCapture(context.batch);
  const { found } = context.now.scanners;
  const atWork = job?.state === 'running' && found?.devices.find((one) => one.id === job.deviceId);
  return (atWork || deviceOf(context, profileFor(context, 'stack')))?.name ?? '';
}

/** Over every capture of the batch: fed, kept and blank explain every sheet. Files were not fed. */
function totalsOf({ batch }: ActionContext): { sheets: number; sides: number; blank: number } {
  const totals = { sheets: 0, sides: 0, blank: 0 };
  for (const job of batch?.captureJobs.values() ?? []) {
    // A sheet put in again was fed before.
    if (job.kind === 'scan') totals.sheets += job.sheetsFed - job.refedSheets;
    totals.sides += job.sidesTaken;
    totals.blank += job.sidesBlank;
  }
  return totals;
}

type ServiceStatus = StationStatus['service'];

/** What keeps bills here whatever the network does is said first. */
function serviceKey({ address, by, state, signIn }: ServiceStatus): MessageKey {
  if (address === null) return by === 'embedded' ? 'status.service.notReady' : 'status.service.none';
  if (signIn === 'none') return 'status.service.notEnrolled';
  return signIn === 'ended' || signIn === 'other-account'
    ? `status.service.${signIn}`
    : `status.service.${state}`;
}

function serviceTone({ address, state, signIn }: ServiceStatus): string {
  if (address === null) return 'quiet';
  if (signIn === 'ended') return 'bad';
  if (signIn === 'none' || signIn === 'other-account') return 'warn';
  return state === 'unknown' ? 'quiet' : state === 'reachable' ? 'done' : 'warn';
}

const Bar = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 16,
  padding: '0 12px',
  background: 'var(--panel)',
  borderTop: '1px solid var(--line)',
  fontSize: 12,
  color: 'var(--ink2)',
  whiteSpace: 'nowrap',
  overflow: 'hidden',
  '&[data-lost=true]': { background: 'var(--bad-soft)', color: 'var(--bad)', gap: 4 },
  '& button': {
    display: 'inline-flex',
    gap: 6,
    alignItems: 'center',
    height: 24,
    padding: '0 6px',
    margin: '0 -6px',
    border: 0,
    borderRadius: 4,
    background: 'none',
    font: 'inherit',
    color: 'inherit',
    cursor: 'pointer',
  },
  '& button:hover': { background: 'var(--hover)', color: 'var(--ink)' },
  '& span > button': { margin: 0, color: 'var(--accent-ink)', textDecoration: 'underline' },
  '& svg': { fontSize: 16 },
  '& [data-bad=true]': { color: 'var(--bad)' },
});
const Space = styled('span')({ flex: 1 });
const Dot = styled('i')({
  display: 'inline-block',
  width: 8,
  height: 8,
  borderRadius: '50%',
  marginRight: 6,
  background: 'var(--ink3)',
  '&[data-tone=busy]': { background: 'var(--accent)' },
  '&[data-tone=done]': { background: 'var(--done)' },
  '&[data-tone=warn]': { background: 'var(--warn)' },
  '&[data-tone=bad]': { background: 'var(--bad)' },
});
