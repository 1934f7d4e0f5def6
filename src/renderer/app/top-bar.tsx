import ArrowDropDownOutlined from '@mui/icons-material/ArrowDropDownOutlined';
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { ActionButton } from '../actions/action-button.tsx';
import {
  batches,
  importAction,
  profile,
  results,
  scan,
  stopCapture,
  submit,
} from '../actions/capture-actions.ts';
import { runningCapture } from '../actions/context.ts';
import { runAction, useActionContext, useWorkbench } from '../actions/workbench-provider.tsx';
import { useText } from '../components/text.tsx';

/** Capture on the left, submission on the right. */
export function TopBar() {
  const context = useActionContext();
  const workbench = useWorkbench();
  const text = useText();
  const { batch, ui, now } = context;
  const open = context.index.bills.filter((view) => view.bill.state === 'open').length;
  const { sides, dpi, colour } = ui.profile;
  const summary = text('scan.summary', {
    sides: text(`scan.sides.${sides}.short`),
    dpi,
    colour: text(`scan.colour.${colour}`),
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
      {runningCapture(batch) ? (
        <ActionButton
          action={stopCapture}
          look="key"
          emphasis="contained"
          label={text('scan.progress.stop')}
        />
      ) : (
        <ActionButton action={scan} look="key" emphasis="contained" />
      )}
      <Chooser
        variant="outlined"
        aria-label={text('action.profile')}
        aria-keyshortcuts="F4"
        onClick={() => runAction(workbench, profile)}
      >
        <span>{ui.device ? `${ui.device.name} · ${summary}` : text('scan.noDevice')}</span>
        <ArrowDropDownOutlined />
      </Chooser>
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
const Chooser = styled(Button)({
  paddingRight: 4,
  minWidth: 0,
  flexShrink: 1,
  '& span:not(.MuiTouchRipple-root)': { overflow: 'hidden', textOverflow: 'ellipsis' },
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
