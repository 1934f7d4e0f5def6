import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { styled } from '@mui/material/styles';
import type { BillStatus } from '../../../contract/queue-shapes.ts';
import type { Action } from '../../actions/action.ts';
import { actionById } from '../../actions/all-actions.ts';
import { openMatchPage } from '../../actions/match-page-actions.ts';
import { goToDocument } from '../../actions/navigation.ts';
import { dueForErp, useSubmitToErp } from '../../actions/submit-to-erp.tsx';
import { contextOf, runAction, useActionContext, useWorkbench } from '../../actions/workbench-provider.tsx';
import { Empty } from '../../components/empty.tsx';
import { useText } from '../../components/text.tsx';
import { scannedInvoice } from '../../station/scanned-invoice.ts';
import { BillResult } from './bill-result.tsx';
import { OutcomeSummary } from './outcome-summary.tsx';
import { outcomeOf } from './outcome-words.ts';

/** What came of each submitted bill of the batch, at the service and at the ERP; grows while answers come in. */
export function ResultsDialog({ onClose }: { onClose: () => void }) {
  const context = useActionContext();
  const workbench = useWorkbench();
  const text = useText();
  const erp = useSubmitToErp();
  const statuses = context.index.bills.flatMap((view) => context.batch?.statuses.get(view.bill.id) ?? []);
  const matched = statuses.filter((status) => isMatched(status)).length;
  const due = dueForErp(statuses);
  const lists = ['lists.match', 'lists.signoff'].flatMap((id) => actionById(id) ?? []);
  const leave = (action: Action) => () => {
    onClose();
    runAction(workbench, action);
  };
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth aria-labelledby="results-title">
      {/* The figures beside the title change while answers come; the name of the dialog stays. */}
      <DialogTitle id="results-head">
        <Head>
          <div id="results-title">{text('results.title')}</div>
          {statuses.length > 0 && <span>{text('results.summary', { matched, total: statuses.length })}</span>}
        </Head>
      </DialogTitle>
      <DialogContent>
        {statuses.length === 0 ? (
          <Empty title={text('results.empty')} />
        ) : (
          <OutcomeSummary statuses={statuses} />
        )}
        {differencesFirst(statuses).map((status) => (
          <BillResult
            key={status.billId}
            status={status}
            expected={context.batch?.expected ?? []}
            scannedInvoice={(documentId, number) => scannedInvoice(context.index, documentId, number)}
            isAsking={erp.isAsking}
            isOffline={context.now.status?.service.state === 'unreachable' && status.stage === 'queued'}
            onSubmitToErp={() => erp.submit([status])}
            onMatchPage={() => void openMatchPage(contextOf(workbench), { billId: status.billId })}
            onShow={(documentId) => {
              onClose();
              goToDocument(contextOf(workbench), documentId);
            }}
          />
        ))}
      </DialogContent>
      <DialogActions>
        <Button onClick={() => workbench.ui.set({ panel: { type: 'queue' } })}>
          {text('results.openQueue')}
        </Button>
        {lists.map((action) => (
          <Button key={action.id} onClick={leave(action)}>
            {text(action.labelKey)}
          </Button>
        ))}
        <span style={{ flex: 1 }} />
        {due.length > 0 && (
          <Button variant="outlined" disabled={erp.isAsking} onClick={() => erp.submit(due)}>
            {text('erp.submit.count', { count: due.length })}
          </Button>
        )}
        <Button variant="contained" autoFocus onClick={onClose}>
          {text('results.continue')}
        </Button>
      </DialogActions>
      {erp.question}
    </Dialog>
  );
}

function isMatched(status: BillStatus): boolean {
  return status.stage === 'matched';
}

/** Bills with something to look at or to do come before those that agree. */
function differencesFirst(statuses: readonly BillStatus[]): readonly BillStatus[] {
  const order = (status: BillStatus) => {
    const outcome = outcomeOf(status);
    if (outcome === 'failed' || status.handOver?.state === 'submit-failed') return 0;
    return outcome === 'pending' ? 1 : outcome === 'manual' ? 2 : 3;
  };
  return statuses.toSorted((a, b) => order(a) - order(b));
}

const Head = styled('div')({
  display: 'flex',
  justifyContent: 'space-between',
  alignItems: 'baseline',
  '& span': { fontSize: 13, fontWeight: 400, color: 'var(--ink2)' },
});
