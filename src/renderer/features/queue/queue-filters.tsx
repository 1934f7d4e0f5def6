import { styled } from '@mui/material/styles';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import type { QueueTotals } from '../../../contract/queue-shapes.ts';
import { useText } from '../../components/text.tsx';
import { countIn, type QueueFilter, queueFilterNames } from './queue-filter.ts';

interface QueueFiltersProps {
  chosen: QueueFilter;
  totals: QueueTotals;
  onChoose: (filter: QueueFilter) => void;
}

/** All bills, and each state some bill is in. */
export function QueueFilters({ chosen, totals, onChoose }: QueueFiltersProps) {
  const text = useText();
  const offered = queueFilterNames.filter(
    (filter) => filter === 'all' || filter === chosen || countIn(filter, totals) > 0,
  );
  return (
    <Bar>
      <ToggleButtonGroup
        exclusive
        value={chosen}
        aria-label={text('queue.filter')}
        onChange={(_, filter: QueueFilter | null) => filter && onChoose(filter)}
      >
        {offered.map((filter) => (
          <ToggleButton key={filter} value={filter}>
            {text('queue.filter.count', {
              name: text(`queue.filter.${filter}`),
              count: countIn(filter, totals),
            })}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </Bar>
  );
}

const Bar = styled('div')({ padding: '8px 16px', overflowX: 'auto', borderBottom: '1px solid var(--line)' });
