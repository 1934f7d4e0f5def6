import { styled } from '@mui/material/styles';
import TextField from '@mui/material/TextField';
import { type KeyboardEvent, useState } from 'react';
import { useRoleRefusal, useWorkbench } from '../../actions/workbench-provider.tsx';
import { useText } from '../../components/text.tsx';
import { setLimit } from './queue-actions.ts';

/** How fast pages may go out; empty: as fast as it goes. Taken with Enter, or when the field is left. */
export function LimitField({ limit }: { limit: number | null }) {
  const text = useText();
  const workbench = useWorkbench();
  const refusal = useRoleRefusal('queue.setLimit');
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (limit === null ? '' : String(limit));

  function take(): void {
    if (typed === null) return;
    setTyped(null);
    const wished = typed.trim() === '' ? null : Math.max(1, Math.min(1_000_000, Number(typed)));
    if (wished !== limit) void setLimit(workbench, wished);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') take();
    // Gives up what was typed; the page stays open.
    if (event.key === 'Escape' && typed !== null) {
      setTyped(null);
      event.stopPropagation();
    }
  }
  return (
    <Line title={refusal ? text(refusal) : text('queue.limit.hint')}>
      <span aria-hidden="true">{text('queue.limit')}</span>
      <TextField
        size="small"
        sx={{ width: 96 }}
        disabled={refusal !== null}
        value={shown}
        placeholder={text('queue.limit.none')}
        onChange={(event) => setTyped(event.target.value.replace(/\D/g, '').slice(0, 7))}
        onBlur={take}
        onKeyDown={onKeyDown}
        slotProps={{ htmlInput: { inputMode: 'numeric', 'aria-label': text('queue.limit') } }}
      />
    </Line>
  );
}

const Line = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  fontSize: 12,
  color: 'var(--ink2)',
});
