import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import type { CommandName } from '../../contract/commands.ts';
import { useText } from '../components/text.tsx';
import { useRoleRefusal } from './workbench-provider.tsx';

/**
 * What can be looked at by all and changed by those who may run `command`; the others are told why. Sliders and drop-downs
 * do not heed it by themselves: they ask `useRoleRefusal` too.
 */
export function RoleGate({ command, children }: { command: CommandName; children: ReactNode }) {
  const text = useText();
  const refusal = useRoleRefusal(command);
  return (
    <Gate data-gate disabled={refusal !== null} aria-label={refusal ? text(refusal) : undefined}>
      {refusal && <Why role="note">{text(refusal)}</Why>}
      {children}
    </Gate>
  );
}

const Gate = styled('fieldset')({
  border: 'none',
  padding: 0,
  margin: 0,
  minWidth: 0,
  display: 'grid',
  alignContent: 'start',
  gap: 24,
  '&:disabled :is(button, input, label)': { cursor: 'default', color: 'var(--ink3)' },
  // Drawn as what cannot be pressed, and still to be read: paler words would be too faint.
  '&:disabled .MuiButton-root': { background: 'transparent', borderColor: 'var(--line)', boxShadow: 'none' },
});
const Why = styled('div')({
  padding: '8px 12px',
  borderRadius: 6,
  background: 'var(--warn-soft)',
  color: 'var(--warn)',
  fontSize: 12,
});
