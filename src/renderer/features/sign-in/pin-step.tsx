import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { type FormEvent, type KeyboardEvent, useEffect, useState } from 'react';
import type { StationError } from '../../../contract/errors.ts';
import type { OperatorEntry } from '../../../contract/queries.ts';
import { useWorkbench } from '../../actions/workbench-provider.tsx';
import { wordError } from '../../components/error-words.ts';
import { PinField } from '../../components/pin-field.tsx';
import { useText } from '../../components/text.tsx';

interface PinStepProps {
  operator: OperatorEntry;
  /** The one who locked goes on; else this one signs in. */
  unlocks: boolean;
  onBack: () => void;
}

/** The PIN of the one chosen. A wrong one says how many tries are left, or how long to wait. */
export function PinStep({ operator, unlocks, onBack }: PinStepProps) {
  const text = useText();
  const { station } = useWorkbench();
  const [pin, setPin] = useState('');
  const [isTrying, setIsTrying] = useState(false);
  const [error, setError] = useState<StationError | null>(null);

  async function enter(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (pin === '' || isTrying) return;
    setIsTrying(true);
    const { client } = station;
    const result = await (unlocks
      ? client.run('session.unlock', { pin })
      : client.run('session.signIn', { name: operator.name, pin }));
    setIsTrying(false);
    setPin('');
    setError(result.ok ? null : result.error);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') onBack();
  }

  // When the time to wait is over, nothing says any more that one has to.
  useEffect(() => {
    if (error === null || !('waitMs' in error) || error.waitMs === 0) return;
    const timer = setTimeout(() => setError(null), error.waitMs);
    return () => clearTimeout(timer);
  }, [error]);

  const words = error && wordError(error, text);
  return (
    <Form onSubmit={(event) => void enter(event)} onKeyDown={onKeyDown}>
      <b>{operator.name}</b>
      <PinField label={text('signIn.pin')} value={pin} onChange={setPin} autoFocus />
      {words && (
        <Bad role="alert">
          <b>{words.what}</b>
          <div>{words.todo}</div>
        </Bad>
      )}
      <Buttons>
        <Button onClick={onBack}>{text('signIn.other')}</Button>
        <Button type="submit" variant="contained" disabled={pin === '' || isTrying}>
          {text(unlocks ? 'signIn.unlock' : 'signIn.enter')}
        </Button>
      </Buttons>
    </Form>
  );
}

const Form = styled('form')({
  display: 'grid',
  gap: 16,
  padding: '4px 24px 20px',
  '& b': { fontWeight: 500, overflowWrap: 'anywhere' },
});
const Bad = styled('div')({
  padding: '8px 12px',
  borderRadius: 6,
  background: 'var(--bad-soft)',
  color: 'var(--bad)',
  fontSize: 12,
});
const Buttons = styled('div')({
  display: 'flex',
  justifyContent: 'space-between',
  gap: 8,
  // Its words stand where the field begins.
  '& > :first-of-type': { marginLeft: -10 },
});
