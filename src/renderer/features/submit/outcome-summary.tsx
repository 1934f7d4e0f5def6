import { styled } from '@mui/material/styles';
import type { BillStatus } from '../../../contract/queue-shapes.ts';
import { sentStanding } from '../../../domain/rules/bill-standing.ts';
import { useText } from '../../components/text.tsx';
import { outcomeOf, outcomes } from './outcome-words.ts';

/** How the bills came out, one line an outcome, with what follows from it. Grows while answers come in. */
export function OutcomeSummary({ statuses }: { statuses: readonly BillStatus[] }) {
  const text = useText();
  const byOutcome = Map.groupBy(statuses, outcomeOf);
  const inErp = statuses.filter((status) => sentStanding(status) === 'submitted').length;
  const refused = statuses.filter((status) => sentStanding(status) === 'submitFailed').length;
  return (
    <List aria-label={text('results.outcomes')}>
      {outcomes.map((outcome) => {
        const bills = byOutcome.get(outcome)?.length ?? 0;
        return (
          bills > 0 && (
            <li key={outcome} data-outcome={outcome}>
              <b>{text(`results.outcome.${outcome}`, { bills })}</b>
              <span>
                {text(`results.outcome.${outcome}.do`, { inErp, refused, underWay: bills - inErp - refused })}
              </span>
            </li>
          )
        );
      })}
    </List>
  );
}

const List = styled('ul')({
  listStyle: 'none',
  margin: '0 0 8px',
  padding: '8px 12px',
  borderRadius: 6,
  background: 'var(--ground)',
  display: 'grid',
  gap: 4,
  fontSize: 12,
  '& li': { display: 'grid', gridTemplateColumns: 'minmax(150px, auto) minmax(0, 1fr)', gap: 12 },
  '& b': { fontWeight: 600, whiteSpace: 'nowrap' },
  '& span': { color: 'var(--ink2)' },
  '& [data-outcome=failed] b': { color: 'var(--warn)' },
});
