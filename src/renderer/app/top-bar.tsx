import ArrowDropDownOutlined from '@mui/icons-material/ArrowDropDownOutlined';
import { styled } from '@mui/material/styles';
import { useRef } from 'react';
import { ActionButton } from '../actions/action-button.tsx';
import {
  batches,
  handCount,
  importAction,
  results,
  scan,
  stopCapture,
  submit,
} from '../actions/capture-actions.ts';
import { deviceOf, profileFor } from '../actions/chosen-profile.ts';
import { runningCapture } from '../actions/context.ts';
import { runAction, useActionContext, useWorkbench } from '../actions/workbench-provider.tsx';
import { profileName } from '../components/profile-name.ts';
import { useText } from '../components/text.tsx';
import { HandCount } from '../features/scan/hand-count.tsx';
import { Chooser } from './chooser.ts';
import { ScanChooser } from './scan-chooser.tsx';

/** Capture on the left, submission on the right. */
export function TopBar() {
  const context = useActionContext();
  const workbench = useWorkbench();
  const text = useText();
  const { batch, ui, now } = context;
  const open = context.index.bills.filter((view) => view.bill.state === 'open').length;
  const chosen = profileFor(context, 'stack');
  const device = deviceOf(context, chosen);
  const scanButton = useRef<HTMLSpanElement>(null);
  const scansWith = text('scan.with', {
    profile: profileName(chosen.settings, text),
    device: device?.name ?? text('scan.noDevice'),
  });
  return (
    <Bar role="toolbar" aria-label={text('app.toolbar.main')}>
      <Brand>
        Pl<b>a</b>ten
      </Brand>
      <Chooser
        variant="outlined"
        aria-label={text('action.batches')}
        aria-keyshortcuts="Control+O"
        onClick={() => runAction(workbench, batches)}
      >
        <span>{batch ? text('batch.label', { name: batch.tree.batch.name }) : text('batch.none')}</span>
        <ArrowDropDownOutlined />
      </Chooser>
      <Scan ref={scanButton}>
        {runningCapture(batch) ? (
          <ActionButton
            action={stopCapture}
            look="key"
            emphasis="contained"
            label={text('scan.progress.stop')}
          />
        ) : (
          <ActionButton action={scan} look="key" emphasis="contained" hint={scansWith} />
        )}
        {ui.countedSheets === null ? (
          <ActionButton action={handCount} look="word" />
        ) : (
          <Counted>
            <ActionButton
              action={handCount}
              look="key"
              label={text('count.next', { count: ui.countedSheets })}
            />
          </Counted>
        )}
      </Scan>
      {ui.panel?.type === 'hand-count' && scanButton.current && (
        <HandCount
          anchor={scanButton.current}
          onClose={() => ui.panel && workbench.ui.set({ panel: null })}
        />
      )}
      <ScanChooser />
      <ActionButton action={importAction} look="key" emphasis="outlined" />
      <Space />
      {(batch?.statuses.size ?? 0) > 0 && <ActionButton action={results} look="key" />}
      <ActionButton
        action={submit}
        look="key"
        emphasis="outlined"
        label={open > 0 ? text('submit.action', { count: open }) : text('action.submit')}
      />
      <Line />
      <Operator>{now.status?.operator ?? ''}</Operator>
    </Bar>
  );
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
const Operator = styled('span')({
  color: 'var(--ink2)',
  whiteSpace: 'nowrap',
  maxWidth: 160,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
});
