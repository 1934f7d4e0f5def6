import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import LinearProgress from '@mui/material/LinearProgress';
import { styled } from '@mui/material/styles';
import type { BillStatus } from '../../../contract/queries.ts';
import type { MatchVerdict } from '../../../domain/rules/expected.ts';
import { stageTones } from '../../actions/bill-need.ts';
import { goToDocument } from '../../actions/navigation.ts';
import { contextOf, useActionContext, useWorkbench } from '../../actions/workbench-provider.tsx';
import { Chip } from '../../components/chip.tsx';
import { Empty } from '../../components/empty.tsx';
import { wordError } from '../../components/error-words.ts';
import { ResultList } from '../../components/result-list.tsx';
import { Note } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';

/** What the service said of each submitted bill; grows while answers come in. */
export function ResultsDialog({ onClose }: { onClose: () => void }) {
  const context = useActionContext();
  const workbench = useWorkbench();
  const text = useText();
  const statuses = context.index.bills.flatMap((view) => context.batch?.statuses.get(view.bill.id) ?? []);
  const matched = statuses.filter((status) => status.stage === 'matched').length;
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth aria-labelledby="results-title">
      <DialogTitle id="results-title">
        <Head>
          {text('results.title')}
          {statuses.length > 0 && <span>{text('results.summary', { matched, total: statuses.length })}</span>}
        </Head>
      </DialogTitle>
      <DialogContent>
        {statuses.length === 0 && <Empty title={text('results.empty')} />}
        {differencesFirst(statuses).map((status) => (
          <BillResult
            key={status.billId}
            status={status}
            expected={context.batch?.expected ?? []}
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
        <Button variant="contained" autoFocus onClick={onClose}>
          {text('results.continue')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

type Expected = Parameters<typeof ResultList>[0]['expected'];
type Show = Parameters<typeof ResultList>[0]['onShow'];

function BillResult({ status, expected, onShow }: { status: BillStatus; expected: Expected; onShow: Show }) {
  const text = useText();
  const words = status.error ? wordError(status.error, text) : null;
  return (
    <Bill aria-label={status.number}>
      <Line>
        <b>{status.number}</b>
        <Chip tone={stageTones[status.stage]}>{text(`stage.${status.stage}`)}</Chip>
      </Line>
      {status.results ? (
        <>
          <Counts>
            {countsOf(status).map(([verdict, count]) => (
              <span key={verdict}>
                {text('results.count', { verdict: text(`verdict.${verdict}`), count })}
              </span>
            ))}
          </Counts>
          <ResultList results={status.results} expected={expected} extent="full" onShow={onShow} />
        </>
      ) : words ? (
        <Note data-tone="warn">
          <b>{words.what}</b>
          <div>{words.todo}</div>
        </Note>
      ) : (
        <>
          <Quiet role="status">{text('results.pending')}</Quiet>
          <LinearProgress />
        </>
      )}
    </Bill>
  );
}

function countsOf(status: BillStatus): readonly (readonly [MatchVerdict, number])[] {
  const verdicts = Map.groupBy(status.results ?? [], (result) => result.verdict);
  return [...verdicts].map(([verdict, results]) => [verdict, results.length] as const);
}

/** Bills with something to look at come before those that agree. */
function differencesFirst(statuses: readonly BillStatus[]): readonly BillStatus[] {
  const isQuiet = (status: BillStatus) => Number(status.stage === 'matched');
  return statuses.toSorted((a, b) => isQuiet(a) - isQuiet(b));
}

const Head = styled('div')({
  display: 'flex',
  justifyContent: 'space-between',
  alignItems: 'baseline',
  '& span': { fontSize: 13, fontWeight: 400, color: 'var(--ink2)' },
});
const Bill = styled('section')({
  padding: '12px 0',
  borderTop: '1px solid var(--line)',
  display: 'grid',
  gap: 6,
});
const Line = styled('div')({
  display: 'flex',
  gap: 12,
  alignItems: 'center',
  '& b': { fontWeight: 600, fontSize: 14 },
});
const Quiet = styled('div')({ fontSize: 12, color: 'var(--ink2)' });
const Counts = styled(Quiet)({ display: 'flex', gap: 12 });
