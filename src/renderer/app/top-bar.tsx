import ArrowDropDownOutlined from '@mui/icons-material/ArrowDropDownOutlined';
import { styled } from '@mui/material/styles';
import { memo, useRef } from 'react';
import { ActionButton } from '../actions/action-button.tsx';
import { batches, handCount, results, scan, stopCapture, submit } from '../actions/capture-actions.ts';
import { deviceOf, profileFor } from '../actions/chosen-profile.ts';
import { type ActionContext, runningCapture } from '../actions/context.ts';
import { ariaKeys } from '../actions/keys.ts';
import { runAction, useKeys, useNow, useWorkbench } from '../actions/workbench-provider.tsx';
import { profileName } from '../components/profile-name.ts';
import { spokenName } from '../components/spoken-name.ts';
import { useText } from '../components/text.tsx';
import { HandCount } from '../features/scan/hand-count.tsx';
import { Chooser } from './chooser.ts';
import { ImportButton } from './import-button.tsx';
import { OperatorMenu } from './operator-menu.tsx';
import { ScanChooser } from './scan-chooser.tsx';

/** Capture on the left, submission on the right. */
export const TopBar = memo(function TopBar() {
  const workbench = useWorkbench();
  const text = useText();
  const { batchName, open, profile, deviceName, isCapturing, countedSheets, isCounting, hasResults } =
    useNow(captureNow);
  const keysNow = useKeys();
  const batchWords = batchName === null ? text('batch.none') : text('batch.label', { name: batchName });
  const scanButton = useRef<HTMLSpanElement>(null);
  const scansWith = text('scan.with', {
    profile: profileName(profile, text),
    device: deviceName ?? text('scan.noDevice'),
  });
  return (
    <Bar role="toolbar" aria-label={text('app.toolbar.main')}>
      <Brand>
        Pl<b>a</b>ten
      </Brand>
      <Chooser
        variant="outlined"
        aria-label={spokenName(batchWords, text('action.batches'), text)}
        aria-keyshortcuts={ariaKeys(keysNow(batches)[0])}
        onClick={() => runAction(workbench, batches)}
      >
        <span>{batchWords}</span>
        <ArrowDropDownOutlined />
      </Chooser>
      <Scan ref={scanButton}>
        {isCapturing ? (
          <ActionButton
            action={stopCapture}
            look="key"
            emphasis="contained"
            label={text('scan.progress.stop')}
          />
        ) : (
          <ActionButton action={scan} look="key" emphasis="contained" hint={scansWith} />
        )}
        {countedSheets === null ? (
          <ActionButton action={handCount} look="word" />
        ) : (
          <Counted>
            <ActionButton
              action={handCount}
              look="key"
              label={text('count.next', { count: countedSheets })}
            />
          </Counted>
        )}
      </Scan>
      {isCounting && scanButton.current && (
        <HandCount anchor={scanButton.current} onClose={() => workbench.ui.set({ panel: null })} />
      )}
      <ScanChooser />
      <ImportButton />
      <Space />
      {hasResults && <ActionButton action={results} look="key" />}
      <ActionButton
        action={submit}
        look="key"
        emphasis="outlined"
        label={open > 0 ? text('submit.action', { count: open }) : text('action.submit')}
      />
      <Line />
      <OperatorMenu />
    </Bar>
  );
});

function captureNow(context: ActionContext) {
  const { batch, ui } = context;
  const chosen = profileFor(context, 'stack');
  return {
    batchName: batch?.tree.batch.name ?? null,
    open: context.index.bills.filter((view) => view.bill.state === 'open').length,
    profile: chosen.settings,
    deviceName: deviceOf(context, chosen)?.name ?? null,
    isCapturing: runningCapture(batch) !== null,
    countedSheets: ui.countedSheets,
    isCounting: ui.panel?.type === 'hand-count',
    hasResults: (batch?.statuses.size ?? 0) > 0,
  };
}

const Bar = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  padding: '0 12px',
  background: 'var(--panel)',
  borderBottom: '1px solid var(--line)',
  minWidth: 0,
});
const Brand = styled('span')({
  fontWeight: 600,
  fontSize: 15,
  letterSpacing: '.2px',
  marginRight: 6,
  '& b': { color: 'var(--accent)', fontWeight: 'inherit' },
});
const Scan = styled('span')({ display: 'inline-flex', gap: 4, alignItems: 'center' });
const Counted = styled('span')({
  '& button': { color: 'var(--accent-ink)', background: 'var(--accent-soft)' },
});
const Space = styled('span')({ flex: 1 });
const Line = styled('span')({ width: 1, height: 20, background: 'var(--line)', margin: '0 4px' });
