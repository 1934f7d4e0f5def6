import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { type RefObject, useEffect, useState } from 'react';
import type { CheckedBill, CheckReply, DecisionContent } from '../../../contract/check.ts';
import { erpPageOf } from '../../../domain/rules/bill-standing.ts';
import { told } from '../../actions/context.ts';
import { recaptureBill } from '../../actions/list-actions.ts';
import { openMatchPage } from '../../actions/match-page-actions.ts';
import { dueForErp, useSubmitToErp } from '../../actions/submit-to-erp.tsx';
import { contextOf, useRoleRefusal, useWorkbench } from '../../actions/workbench-provider.tsx';
import { notify } from '../../actions/workbench-state.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { useText } from '../../components/text.tsx';
import { type ExpectedLine, mayPair, type ScanLine } from './check-sides.ts';
import { SubmitQuestion } from './submit-question.tsx';
import type { OpenedCheck } from './use-check.ts';

interface CheckButtonsProps {
  bill: CheckedBill;
  check: CheckReply;
  opened: OpenedCheck;
  expected: ExpectedLine | null;
  scan: ScanLine | null;
  /** Set to what confirms the pair, for the keys of the lists. */
  confirm: RefObject<() => void>;
  onClose: () => void;
}

type Asking = 'submit' | 'no-paper' | 'set-aside' | 'return';

/** What may be done about the chosen two, and about the bill. */
export function CheckButtons(props: CheckButtonsProps) {
  const { bill, check, opened, expected, scan } = props;
  const { billId, stationId } = bill;
  // Paper is fetched, and a bill submitted, where it was scanned.
  const isOwn = stationId === undefined;
  const workbench = useWorkbench();
  const text = useText();
  const refusal = useRoleRefusal('check.decide');
  const [asking, setAsking] = useState<Asking | null>(null);
  const isShut = refusal !== null || opened.isBusy || check.state.returned !== null;
  const canPair = !isShut && mayPair(expected, scan);
  const canLeave = !isShut && expected !== null && !expected.isSettled && !expected.isHeld;
  const canSetAside =
    !isShut && scan !== null && !scan.isSettled && !scan.isHeld && scan.result?.expectedId === null;
  const undoable = expected?.decisionId ?? scan?.decisionId ?? null;
  const { handOver } = check.state;
  const erp = useSubmitToErp();
  const due = dueForErp(
    isOwn ? [{ billId, number: check.billNumber, stage: check.state.outcome, handOver }] : [],
  );
  const submit = () => erp.submit(due);
  const isOut = handOver !== null && handOver.state !== 'waiting';

  const pair = () => {
    if (!canPair || expected === null || scan === null) return;
    void decide({
      type: 'pair',
      expectedId: expected.invoice.id,
      scan: scan.scan.name,
      reason: null,
    });
  };
  useEffect(() => {
    props.confirm.current = pair;
  });

  /** When nothing is left to do, the next question is the ERP. */
  async function decide(decision: DecisionContent): Promise<void> {
    const after = await opened.decide(decision);
    if (after?.state.outcome !== 'matched') return;
    if (isOwn && after.state.handOver?.state === 'waiting') setAsking('submit');
    else notify(workbench.ui, { type: 'done', key: 'check.done', params: { number: after.billNumber } });
  }

  async function because(reason: string): Promise<void> {
    setAsking(null);
    if (asking === 'no-paper' && expected)
      await decide({ type: 'no-paper', expectedId: expected.invoice.id, reason });
    else if (asking === 'set-aside' && scan)
      await decide({ type: 'set-aside', scan: scan.scan.name, reason });
    else if (asking === 'return') await sendBack(reason);
  }

  async function sendBack(reason: string): Promise<void> {
    const revision = check.state.latestRevision;
    const answer = await workbench.station.client.run('bill.return', {
      billId,
      stationId,
      revision,
      reason,
    });
    if (!told(contextOf(workbench), answer)) return;
    notify(workbench.ui, { type: 'done', key: 'return.done', params: { number: check.billNumber } });
    props.onClose();
  }

  return (
    <Foot>
      <Button variant="contained" disabled={!canPair} onClick={pair}>
        {text('check.confirm')}
        <KeyCap keys={confirmKeys} />
      </Button>
      <Button
        variant="outlined"
        disabled={isShut || undoable === null || isOut}
        onClick={() => undoable && void opened.undo(undoable)}
      >
        {text('check.undo')}
      </Button>
      <Button disabled={!canLeave} onClick={() => setAsking('no-paper')}>
        {text('check.noPaper')}
      </Button>
      <Button disabled={!canSetAside} onClick={() => setAsking('set-aside')}>
        {text('check.setAside')}
      </Button>
      <Why>{refusal && text(refusal)}</Why>
      {isOwn && (
        <Button disabled={isOut} onClick={() => void recaptureBill(contextOf(workbench), billId)}>
          {text('action.recapture')}
        </Button>
      )}
      <Button disabled={isShut} onClick={() => setAsking('return')}>
        {text('return.action')}
      </Button>
      {erpPageOf(handOver) === 'there' && (
        <Button onClick={() => void openMatchPage(contextOf(workbench), bill)}>
          {text('action.openMatchPage')}
        </Button>
      )}
      {due.length > 0 && (
        <Button variant="outlined" disabled={erp.isAsking} onClick={submit}>
          {text('erp.submit')}
        </Button>
      )}
      <Button variant="outlined" onClick={props.onClose}>
        {text('app.dialog.close')}
      </Button>
      {asking === 'submit' && (
        <SubmitQuestion
          number={check.billNumber}
          byHand={check.decisions.filter(({ state }) => state === 'in-force').length}
          onSubmit={() => {
            setAsking(null);
            submit();
          }}
          onClose={() => setAsking(null)}
        />
      )}
      {erp.question}
      {asking && asking !== 'submit' && (
        <ReasonDialog
          title={text(`check.ask.${asking}`, {
            number: (asking === 'no-paper' ? expected?.invoice.number : scan?.scan.invoice.number) ?? '',
            bill: check.billNumber,
          })}
          hint={text(`check.ask.${asking}.hint`)}
          confirm={text(`check.ask.${asking}.do`)}
          onConfirm={(reason) => void because(reason)}
          onClose={() => setAsking(null)}
        />
      )}
    </Foot>
  );
}

/** Of this dialog alone, and not changed in the list of keys. */
const confirmKeys = 'Ctrl Enter';

const Foot = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  padding: '0 16px',
  borderTop: '1px solid var(--line)',
});
const Why = styled('span')({ flex: 1, fontSize: 12, color: 'var(--ink2)' });
