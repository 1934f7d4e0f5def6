import DarkModeOutlined from '@mui/icons-material/DarkModeOutlined';
import LightModeOutlined from '@mui/icons-material/LightModeOutlined';
import SettingsOutlined from '@mui/icons-material/SettingsOutlined';
import { styled } from '@mui/material/styles';
import type { StationStatus } from '../../contract/queries.ts';
import { formatBytes } from '../../i18n/format.ts';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import type { Action } from '../actions/action.ts';
import { queue } from '../actions/capture-actions.ts';
import { deviceOf, profileFor } from '../actions/chosen-profile.ts';
import { cancelRerun } from '../actions/cleanup-actions.ts';
import { latestCapture } from '../actions/context.ts';
import { help, settings, switchLanguage } from '../actions/view-actions.ts';
import { runAction, useActionContext, useWorkbench } from '../actions/workbench-provider.tsx';
import { KeyCap } from '../components/key-cap.tsx';
import { useText } from '../components/text.tsx';

/** Below this an operator should know before the scanner stops for it. */
const lowDiskBytes = 5_000_000_000;

/** What is so now, never more than is known. */
export function StatusBar(props: { mode: 'light' | 'dark'; onToggleTheme: () => void }) {
  const context = useActionContext();
  const workbench = useWorkbench();
  const text = useText();
  const { now, batch } = context;
  const { status } = now;
  const job = latestCapture(batch);
  const totals = totalsOf(context);
  const press = (action: Action) => () => runAction(workbench, action);
  if (now.connection === 'lost') {
    return (
      <Bar role="contentinfo" aria-label={text('status.label')} data-lost="true">
        <Dot data-tone="bad" />
        {text('app.connection.lost')}
      </Bar>
    );
  }
  const scanner = scannerWords(context);
  return (
    <Bar role="contentinfo" aria-label={text('status.label')}>
      <span>
        <Dot data-tone={scanner.tone} />
        {text(scanner.key, { name: scannerName(context) })}
      </span>
      {job && <span>{text(totals.sheets > 0 ? 'status.counts' : 'status.counts.imported', totals)}</span>}
      {batch?.rerun && (
        <span role="status">
          <Dot data-tone="busy" />
          {text('cleanup.progress', batch.rerun)}{' '}
          <button type="button" aria-label={text('action.cancelRerun')} onClick={press(cancelRerun)}>
            {text('cleanup.progress.stop')}
          </button>
        </span>
      )}
      {status && (
        <>
          <button
            type="button"
            aria-label={text('action.queue')}
            aria-keyshortcuts="F7"
            onClick={press(queue)}
          >
            <QueueWords queue={status.queue} />
          </button>
          <span>
            <Dot data-tone={serviceTone(status.service)} />
            {text(
              status.service.address === null
                ? 'status.service.none'
                : `status.service.${status.service.state}`,
            )}
          </span>
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
      <span>{text(`app.shell.${context.station.client.shell}`)}</span>
      <button type="button" aria-label={text('action.help')} aria-keyshortcuts="F1" onClick={press(help)}>
        {text('action.help')} <KeyCap keys="?" />
      </button>
      <button type="button" aria-label={text('action.settings')} onClick={press(settings)}>
        <SettingsOutlined />
      </button>
      <button
        type="button"
        aria-label={text(props.mode === 'light' ? 'status.theme.dark' : 'status.theme.light')}
        onClick={props.onToggleTheme}
      >
        {props.mode === 'light' ? <DarkModeOutlined /> : <LightModeOutlined />}
      </button>
      <button type="button" aria-label={text('status.language')} onClick={press(switchLanguage)}>
        中 / EN
      </button>
    </Bar>
  );
}

function QueueWords({ queue: counts }: { queue: { waiting: number; sending: number; parked: number } }) {
  const text = useText();
  const { waiting, sending, parked } = counts;
  if (waiting + sending + parked === 0) return text('queue.status.empty');
  return (
    <>
      {sending > 0 && <span>{text('queue.status.sending', { count: sending })}</span>}
      {waiting > 0 && <span>{text('queue.status.waiting', { count: waiting })}</span>}
      {parked > 0 && <span data-bad="true">{text('queue.status.parked', { count: parked })}</span>}
    </>
  );
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

type Context = ReturnType<typeof useActionContext>;

function scannerWords(context: Context): { tone: string; key: MessageKey } {
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
function scannerName(context: Context): string {
  const job = latestCapture(context.batch);
  const { found } = context.now.scanners;
  const atWork = job?.state === 'running' && found?.devices.find((one) => one.id === job.deviceId);
  return (atWork || deviceOf(context, profileFor(context, 'stack')))?.name ?? '';
}

/** Over every capture of the batch: fed, kept and blank explain every sheet. Files were not fed. */
function totalsOf({ batch }: Context): { sheets: number; sides: number; blank: number } {
  const totals = { sheets: 0, sides: 0, blank: 0 };
  for (const job of batch?.captureJobs.values() ?? []) {
    // A sheet put in again was fed before.
    if (job.kind === 'scan') totals.sheets += job.sheetsFed - job.refedSheets;
    totals.sides += job.sidesTaken;
    totals.blank += job.sidesBlank;
  }
  return totals;
}

function serviceTone(service: {
  address: string | null;
  state: 'unknown' | 'reachable' | 'unreachable';
}): string {
  if (service.address === null || service.state === 'unknown') return 'quiet';
  return service.state === 'reachable' ? 'done' : 'warn';
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
