import MenuItem from '@mui/material/MenuItem';
import { styled } from '@mui/material/styles';
import TextField from '@mui/material/TextField';
import type { RefObject } from 'react';
import { type ListFilter, lineStates } from '../../../contract/bill-list.ts';
import { useText } from '../../components/text.tsx';
import { DayField } from './day-field.tsx';
import { dayAt, dayOf, startOfDay } from './days.ts';

interface ListFilterProps {
  filter: ListFilter;
  /** The field the keyboard goes to when something is to be looked for. */
  first: RefObject<HTMLInputElement | null>;
  onFilter: (filter: ListFilter) => void;
}

/** What a list is narrowed to. Everything takes effect as it is typed. */
export function ListFilterBar({ filter, first, onFilter }: ListFilterProps) {
  const text = useText();
  const field = (name: 'number' | 'batch' | 'operator') => (
    <TextField
      size="small"
      label={text(`list.filter.${name}`)}
      value={filter[name]}
      onChange={(event) => onFilter({ ...filter, [name]: event.target.value })}
      slotProps={{ htmlInput: { maxLength: 100, ...(name === 'number' ? { ref: first } : {}) } }}
    />
  );
  const [state = ''] = filter.state;
  return (
    <Bar role="search" aria-label={text('list.filter.label')}>
      {field('number')}
      <TextField
        select
        size="small"
        label={text('list.filter.state')}
        value={state}
        onChange={(event) => {
          const chosen = lineStates.find((one) => one === event.target.value);
          onFilter({ ...filter, state: chosen ? [chosen] : [] });
        }}
        slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
      >
        <MenuItem value="">{text('list.filter.anyState')}</MenuItem>
        {lineStates.map((one) => (
          <MenuItem key={one} value={one}>
            {text(`list.state.${one}`)}
          </MenuItem>
        ))}
      </TextField>
      {field('batch')}
      {field('operator')}
      <DayField
        label={text('list.filter.from')}
        day={filter.from === null ? null : dayOf(filter.from)}
        onDay={(day) => onFilter({ ...filter, from: day === null ? null : startOfDay(day) })}
      />
      <DayField
        label={text('list.filter.to')}
        day={filter.to === null ? null : dayOf(filter.to - 1)}
        onDay={(day) => onFilter({ ...filter, to: day === null ? null : startOfDay(dayAt(day, 1)) })}
      />
    </Bar>
  );
}

const Bar = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(150px, 1.3fr) 150px minmax(120px, 1fr) minmax(110px, 1fr) 150px 150px',
  gap: 8,
  alignItems: 'start',
  padding: '12px 16px',
  background: 'var(--panel)',
});
