import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import type { BillId } from '../../../domain/ids.ts';
import { ActionKey } from '../../actions/action-key.tsx';
import { countsOf } from '../../actions/bill-counts.ts';
import { needOf } from '../../actions/bill-need.ts';
import { submit as submitAction } from '../../actions/capture-actions.ts';
import { type ActionContext, runningCapture, told } from '../../actions/context.ts';
import { contextOf, useActionContext, useIsKeyOf, useWorkbench } from '../../actions/workbench-provider.tsx';
import { Chip, type Tone } from '../../components/chip.tsx';
import { Note } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';
import { openProblems } from '../../station/attention.ts';
import { billMatch } from '../../station/matches.ts';
import type { OpenBatch } from '../../station/projection.ts';
import type { BillView } from '../../station/tree-index.ts';
import { BlockedBills } from './blocked-bills.tsx';

/** What is ready, what is not and how to mend it, and off with the ready ones. */
export function SubmitDialog({ onClose }: { onClose: () => void }) {
  const context = useActionContext();
  const workbench = useWorkbench();
  const text = useText();
  const isKeyOf = useIsKeyOf();
  const [left, setLeft] = useState<ReadonlySet<BillId>>(new Set());
  const [isSending, setIsSending] = useState(false);
  const { ready, differing, blocked, submitted } = sorted(context);
  const chosen = ready.filter((view) => !left.has(view.bill.id));
  const { service } = context.now.status ?? {};

  const submitWords =
    chosen.length > 0 ? text('submit.action', { count: chosen.length }) : text('action.submit');

  async function submit(): Promise<void> {
    const batchId = context.batch?.tree.batch.id;
    if (!batchId || chosen.length === 0 || isSending) return;
    setIsSending(true);
    const billIds = chosen.map((view) => view.bill.id);
    const result = await workbench.station.client.run('bill.submit', { batchId, billIds });
    setIsSending(false);
    // Another window was quicker: what was asked for is done, and how it goes on stands in the results.
    const isDone = result.ok ? result.value.submitted.length > 0 : result.error.type === 'BillSubmitted';
    if (isDone) workbench.ui.set({ panel: { type: 'results' } });
    else told(contextOf(workbench), result);
  }

  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="md"
      fullWidth
      aria-labelledby="submit-title"
      onKeyDown={(event) => {
        if (isKeyOf(submitAction, event) || (event.key === 'Enter' && event.ctrlKey)) void submit();
      }}
    >
      <DialogTitle id="submit-title">{text('submit.title')}</DialogTitle>
      <DialogContent>
        <Body>
          {service?.state === 'unreachable' && <Note data-tone="warn">{text('submit.offline')}</Note>}
          {runningCapture(context.batch) && <Note data-tone="warn">{text('submit.running')}</Note>}
          {ready.length === 0 && (
            <Note data-tone="quiet">
              <b>{text('submit.none.title')}</b>
              {blocked.length > 0 && <div>{text('submit.none.hint')}</div>}
            </Note>
          )}
          {ready.length > 0 && (
            <Ready>
              <h3>
                {text('submit.ready.count', { count: ready.length })}
                {differing > 0 && <b>{text('submit.ready.differing', { count: differing })}</b>}
              </h3>
              {ready.map((view) => (
                <ReadyLine
                  key={view.bill.id}
                  view={view}
                  context={context}
                  isChosen={!left.has(view.bill.id)}
                  onChoose={(isChosen) => {
                    const next = new Set(left);
                    if (isChosen) next.delete(view.bill.id);
                    else next.add(view.bill.id);
                    setLeft(next);
                  }}
                />
              ))}
            </Ready>
          )}
          {blocked.length > 0 && <BlockedBills blocked={blocked} onFollow={onClose} />}
          {submitted > 0 && <Quiet>{text('submit.submitted.count', { count: submitted })}</Quiet>}
        </Body>
      </DialogContent>
      <DialogActions>
        <Quiet>{text('submit.undoLost')}</Quiet>
        <span style={{ flex: 1 }} />
        <Button onClick={onClose}>{text('app.dialog.cancel')}</Button>
        <Button
          variant="contained"
          autoFocus
          disabled={chosen.length === 0 || isSending}
          aria-label={submitWords}
          onClick={() => void submit()}
        >
          {submitWords}
          <ActionKey action={submitAction} />
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function ReadyLine(props: {
  view: BillView;
  context: ActionContext;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
}) {
  const text = useText();
  const { view, context } = props;
  if (!context.batch) return null;
  const match = billMatch(context.batch, view.bill.id);
  const need = needOf(context.batch, view);
  const outlook: { tone: Tone; words: string } =
    match.from === 'unknown'
      ? { tone: 'quiet', words: text('submit.warning.unknown') }
      : need.tone === 'done'
        ? { tone: 'done', words: text('submit.warning.none') }
        : { tone: need.tone, words: text(need.key, need.params) };
  return (
    <Line>
      <FormControlLabel
        control={
          <Checkbox
            checked={props.isChosen}
            onChange={(_, isChosen) => props.onChoose(isChosen)}
            slotProps={{
              input: { 'aria-label': text('submit.include', { number: view.bill.number ?? '' }) },
            }}
          />
        }
        label={<b>{view.bill.number}</b>}
      />
      <Quiet>
        {countsOf(context.batch, view)
          .filter(({ kind }) => kind !== 'signed' && kind !== 'blank')
          .map(({ key, params }) => text(key, params))
          .join('  ')}
      </Quiet>
      <Chip tone={outlook.tone}>{outlook.words}</Chip>
    </Line>
  );
}

/** What the ERP expects of it is known, and it is not that. */
function isDiffering(batch: OpenBatch, view: BillView): boolean {
  return billMatch(batch, view.bill.id).from !== 'unknown' && needOf(batch, view).tone !== 'done';
}

function sorted(context: ActionContext) {
  const { batch, index } = context;
  const open = index.bills.filter((view) => view.bill.state === 'open');
  const problems = batch ? openProblems(batch) : [];
  const byBill = Map.groupBy(problems, (problem) => problem.billId);
  const ready = open.filter((view) => !byBill.has(view.bill.id));
  const differing = ready.filter((view) => batch && isDiffering(batch, view));
  const isOff = new Set(differing);
  return {
    // What has to be looked at stands on top: nobody finds it among hundreds.
    ready: [...differing, ...ready.filter((view) => !isOff.has(view))],
    differing: differing.length,
    blocked: open.flatMap((view) => {
      const own = byBill.get(view.bill.id);
      return own ? [{ view, problems: own }] : [];
    }),
    submitted: index.bills.length - open.length,
  };
}

const Body = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr)',
  gap: 16,
  '& h3': { margin: '0 0 8px', fontSize: 12, fontWeight: 500, color: 'var(--ink3)' },
});
/** Counts stand below counts, whatever the words behind them. */
const Ready = styled('section')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) auto auto',
  columnGap: 16,
  '& h3': { gridColumn: '1 / -1' },
  '& h3 b': { marginLeft: 12, fontWeight: 500, color: 'var(--warn)' },
});
const Line = styled('div')({
  gridColumn: '1 / -1',
  display: 'grid',
  gridTemplateColumns: 'subgrid',
  alignItems: 'center',
  minHeight: 36,
  borderBottom: '1px solid var(--line)',
  '& b': { fontWeight: 600 },
  '& > :last-child': { justifySelf: 'start' },
});
const Quiet = styled('span')({ fontSize: 12, color: 'var(--ink2)', whiteSpace: 'pre-wrap' });
