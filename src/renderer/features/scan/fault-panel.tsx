import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import type { CaptureJob } from '../../../contract/queries.ts';
import { resumeScan } from '../../actions/capturing.ts';
import { type ActionContext, latestCapture } from '../../actions/context.ts';
import { goToPage } from '../../actions/navigation.ts';
import { contextOf, useActionContext, useWorkbench } from '../../actions/workbench-provider.tsx';
import { wordError } from '../../components/error-words.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import { useText } from '../../components/text.tsx';

/** What stopped the feeder, what is safe, what to do with the sheets, and on with it. Stays until dealt with. */
export function FaultPanel() {
  const context = useActionContext();
  const workbench = useWorkbench();
  const text = useText();
  const job = latestCapture(context.batch);
  if (!job || context.ui.dismissedCaptures.has(job.id)) return null;
  const dismiss = () =>
    context.workbench.set(({ dismissedCaptures }) => ({
      dismissedCaptures: new Set([...dismissedCaptures, job.id]),
    }));
  if (job.state === 'fault' && job.fault) {
    const words = wordError(job.fault, text);
    const last = lastPageOf(context, job);
    return (
      <Card role="alertdialog" aria-labelledby="fault-title" aria-describedby="fault-todo">
        <WarningAmberOutlined />
        <div>
          <h2 id="fault-title">{text('scan.fault.title', { what: words.what })}</h2>
          <ol id="fault-todo">
            <li>{words.todo}</li>
            {job.sidesTaken > 0 ? (
              <>
                <li>{text('scan.fault.safe', { sheets: job.sheetsFed, sides: job.sidesTaken })}</li>
                <li>{text('scan.fault.sheets', { next: job.sheetsFed + 1 })}</li>
              </>
            ) : (
              <li>{text('scan.fault.safe.none')}</li>
            )}
          </ol>
          {job.fault.raw && <Raw>{text('scan.fault.raw', { raw: job.fault.raw })}</Raw>}
          <Buttons>
            <Button
              variant="contained"
              aria-label={text('scan.fault.resume')}
              onClick={() => {
                dismiss();
                void resumeScan(contextOf(workbench), job.id);
              }}
            >
              {text('scan.fault.resume')}
              <KeyCap keys="F2" />
            </Button>
            {last && (
              <Button variant="outlined" onClick={() => goToPage(contextOf(workbench), last)}>
                {text('scan.fault.lastPage')}
              </Button>
            )}
            <Button onClick={dismiss}>{text('scan.fault.dismiss')}</Button>
          </Buttons>
        </div>
      </Card>
    );
  }
  if (job.failures.length > 0 && job.state !== 'running')
    return <FailedFiles job={job} onDismiss={dismiss} />;
  return null;
}

function FailedFiles({ job, onDismiss }: { job: CaptureJob; onDismiss: () => void }) {
  const text = useText();
  return (
    <Card role="alertdialog" aria-labelledby="failures-title">
      <WarningAmberOutlined />
      <div>
        <h2 id="failures-title">{text('scan.import.failures', { count: job.failures.length })}</h2>
        <ul>
          {job.failures.map((failure) => {
            const words = wordError(failure, text);
            return (
              <li key={JSON.stringify(failure)}>
                {words.what}
                <Raw>{words.todo}</Raw>
              </li>
            );
          })}
        </ul>
        <Buttons>
          <Button variant="outlined" onClick={onDismiss}>
            {text('app.notice.dismiss')}
          </Button>
        </Buttons>
      </div>
    </Card>
  );
}

function lastPageOf(context: ActionContext, job: CaptureJob) {
  let last: { feed: number; id: Parameters<typeof goToPage>[1] } | null = null;
  for (const page of context.batch?.tree.pages.values() ?? []) {
    if (page.captureJobId !== job.id || page.isDeleted) continue;
    if (!last || page.feed > last.feed) last = { feed: page.feed, id: page.id };
  }
  return last?.id ?? null;
}

const Card = styled('div')({
  position: 'absolute',
  zIndex: 5,
  top: 44,
  left: '50%',
  transform: 'translateX(-50%)',
  width: 'min(520px, calc(100% - 48px))',
  maxHeight: 'calc(100% - 120px)',
  overflowY: 'auto',
  display: 'grid',
  gridTemplateColumns: '24px minmax(0, 1fr)',
  gap: 12,
  padding: 16,
  borderRadius: 10,
  background: 'var(--panel)',
  border: '1px solid var(--line)',
  borderTop: '3px solid var(--bad)',
  boxShadow: 'var(--shadow)',
  '& > svg': { color: 'var(--bad)', fontSize: 24 },
  '& h2': { margin: '0 0 8px', fontSize: 15, fontWeight: 500 },
  '& ol, & ul': { margin: 0, paddingLeft: 18 },
  '& li': { marginBottom: 4 },
});
const Raw = styled('div')({ fontSize: 12, color: 'var(--ink3)', marginTop: 4, overflowWrap: 'anywhere' });
const Buttons = styled('div')({ display: 'flex', gap: 8, marginTop: 12, flexWrap: 'wrap' });
