import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { styled } from '@mui/material/styles';
import type { ComponentProps } from 'react';
import type { BillStatus } from '../../../contract/queue-shapes.ts';
import { erpPageOf, sentStanding } from '../../../domain/rules/bill-standing.ts';
import type { MatchVerdict } from '../../../domain/rules/expected.ts';
import { standingTones } from '../../actions/bill-need.ts';
import { dueForErp } from '../../actions/submit-to-erp.tsx';
import { Chip } from '../../components/chip.tsx';
import { wordError } from '../../components/error-words.ts';
import { ResultList } from '../../components/result-list.tsx';
import { Note } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';
import { erpWords } from './outcome-words.ts';

interface BillResultProps
  extends Pick<ComponentProps<typeof ResultList>, 'expected' | 'scannedInvoice' | 'onShow'> {
  status: BillStatus;
  isAsking: boolean;
  /** The service cannot be reached now. */
  isOffline: boolean;
  onSubmitToErp: () => void;
  /** How the ERP itself matched it. */
  onMatchPage: () => void;
}

/** What the service made of one submitted bill, and how it stands at the ERP. */
export function BillResult({ status, isAsking, onSubmitToErp, onMatchPage, ...shown }: BillResultProps) {
  const text = useText();
  const standing = sentStanding(status);
  const erp = erpWords(status, text);
  const isDue = dueForErp([status]).length > 0;
  return (
    <Bill aria-label={status.number}>
      <Line>
        <b>{status.number}</b>
        <Chip tone={standingTones[standing]}>{text(`standing.${standing}`)}</Chip>
        <span style={{ flex: 1 }} />
        {erpPageOf(status.handOver) === 'there' && (
          <Button onClick={onMatchPage}>{text('action.openMatchPage')}</Button>
        )}
        {isDue && (
          <Button variant="outlined" disabled={isAsking} onClick={onSubmitToErp}>
            {text(standing === 'submitFailed' ? 'erp.again' : 'erp.submit')}
          </Button>
        )}
      </Line>
      {erp && (
        <Note data-tone={erp.tone}>
          {erp.reason && <b>{erp.reason}</b>}
          <div>{erp.todo}</div>
        </Note>
      )}
      <Verdicts status={status} {...shown} />
    </Bill>
  );
}

function Verdicts({
  status,
  isOffline,
  ...shown
}: Omit<BillResultProps, 'isAsking' | 'onSubmitToErp' | 'onMatchPage'>) {
  const text = useText();
  // Nobody told this service what to expect, and the ERP has the bill: every invoice would seem to be too many here.
  if (status.stage === 'accepted' && status.handOver !== null)
    return <Quiet>{text('erpWay.matchesItself')}</Quiet>;
  if (status.results) {
    return (
      <>
        <Counts>
          {countsOf(status).map(([verdict, count]) => (
            <span key={verdict}>{text('results.count', { verdict: text(`verdict.${verdict}`), count })}</span>
          ))}
        </Counts>
        <ResultList results={status.results} extent="full" {...shown} />
      </>
    );
  }
  const words = status.error ? wordError(status.error, text) : null;
  if (words) {
    return (
      <Note data-tone="warn">
        <b>{words.what}</b>
        <div>{words.todo}</div>
      </Note>
    );
  }
  // Nothing moves while there is no service: neither does a bar.
  if (isOffline) return <Quiet role="status">{text('standing.queued.explain')}</Quiet>;
  return (
    <>
      <Quiet role="status">{text('results.pending')}</Quiet>
      <LinearProgress aria-hidden="true" />
    </>
  );
}

function countsOf(status: BillStatus): readonly (readonly [MatchVerdict, number])[] {
  const verdicts = Map.groupBy(status.results ?? [], (result) => result.verdict);
  return [...verdicts].map(([verdict, results]) => [verdict, results.length] as const);
}

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
  minHeight: 32,
  '& b': { fontWeight: 600, fontSize: 14 },
});
const Quiet = styled('div')({ fontSize: 12, color: 'var(--ink2)' });
const Counts = styled(Quiet)({ display: 'flex', gap: 12 });
