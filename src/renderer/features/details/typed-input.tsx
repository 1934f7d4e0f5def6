import { styled } from '@mui/material/styles';
import { useId } from 'react';
import type { TypedField } from '../../../domain/rules/invoice-fields.ts';

/** One field of an invoice: its name, its input or its choices, and what is wrong with it. */
export function TypedInput(props: {
  field: TypedField;
  label: string;
  value: string;
  fault: string | null;
  /** Null where it is typed. */
  choices: readonly { type: string; words: string }[] | null;
  onChange: (value: string) => void;
  onLeave: () => void;
}) {
  const { field, fault, choices } = props;
  const id = useId();
  const faultId = `${id}-fault`;
  const shared = {
    id,
    name: field,
    value: props.value,
    'aria-invalid': fault !== null,
    'aria-describedby': fault === null ? undefined : faultId,
    onBlur: props.onLeave,
  };
  return (
    <Row>
      <label htmlFor={id}>{props.label}</label>
      {choices ? (
        <select {...shared} onChange={(event) => props.onChange(event.target.value)}>
          {choices.map(({ type, words }) => (
            <option key={type} value={type}>
              {words}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          maxLength={100}
          spellCheck={false}
          autoComplete="off"
          placeholder={field === 'date' ? '2026-03-18' : undefined}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
      {fault !== null && (
        <Fault id={faultId} role="alert">
          {fault}
        </Fault>
      )}
    </Row>
  );
}

const Row = styled('div')({
  display: 'grid',
  gridTemplateColumns: '96px minmax(0, 1fr)',
  columnGap: 8,
  alignItems: 'center',
  '& label': { color: 'var(--ink2)' },
  '& input, & select': {
    font: 'inherit',
    color: 'var(--ink)',
    background: 'var(--panel)',
    border: '1px solid var(--edge)',
    borderRadius: 4,
    height: 28,
    padding: '0 6px',
    minWidth: 0,
    width: '100%',
  },
  '& input:focus, & select:focus': {
    borderColor: 'var(--accent)',
    outline: '2px solid var(--accent-soft)',
  },
  '& [aria-invalid=true]': { borderColor: 'var(--bad)' },
});
const Fault = styled('div')({ gridColumn: 2, fontSize: 12, color: 'var(--bad)', marginTop: 2 });
