import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { type FormEvent, useRef, useState } from 'react';
import type { Role } from '../../../domain/rules/operators.ts';
import { told } from '../../actions/context.ts';
import { contextOf, useRoleRefusal, useWorkbench } from '../../actions/workbench-provider.tsx';
import { notify } from '../../actions/workbench-state.ts';
import { isGoodPin, NewPinFields, noNewPin } from '../../components/new-pin.tsx';
import { useText } from '../../components/text.tsx';
import { EntryFields, EntryForm, EntryLine } from './entry-form.ts';
import { RoleSelect } from './role-select.tsx';

/** One more operator. `given`: the role it has to have; null lets choose. */
export function NewOperator({ given }: { given: Role | null }) {
  const text = useText();
  const workbench = useWorkbench();
  const mayNot = useRoleRefusal('operators.save') !== null;
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<Role>('operator');
  const [pin, setPin] = useState(noNewPin);
  const nameField = useRef<HTMLInputElement>(null);
  const isReady = name.trim() !== '' && isGoodPin(pin) && !mayNot;

  async function add(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isReady) return;
    const input = { operatorId: null, name, role: given ?? chosen, pin: pin.pin };
    const result = await workbench.station.client.run('operators.save', input);
    if (!told(contextOf(workbench), result)) return;
    setName('');
    // What the next one may do is said anew.
    setChosen('operator');
    setPin(noNewPin);
    nameField.current?.focus();
    notify(workbench.ui, { type: 'done', key: 'operators.added', params: { name: name.trim() } });
  }

  return (
    <EntryForm onSubmit={(event) => void add(event)} aria-label={text('operators.add')}>
      <b>{text(given ? 'operators.setUp' : 'operators.add')}</b>
      <EntryFields style={{ gridTemplateColumns: 'repeat(3, minmax(0, 1fr))' }}>
        <TextField
          size="small"
          inputRef={nameField}
          label={text('operators.name')}
          value={name}
          disabled={mayNot}
          onChange={(event) => setName(event.target.value)}
          slotProps={{ htmlInput: { autoComplete: 'off', maxLength: 100 }, inputLabel: { shrink: true } }}
        />
        <NewPinFields value={pin} onChange={setPin} />
      </EntryFields>
      <EntryLine>
        {given ? (
          <span>{text('operators.firstIsAdmin')}</span>
        ) : (
          <RoleSelect
            label={text('operators.role')}
            value={chosen}
            isDisabled={mayNot}
            onChange={setChosen}
          />
        )}
        <Button type="submit" variant="outlined" disabled={!isReady}>
          {text(given ? 'operators.setUp' : 'operators.add')}
        </Button>
      </EntryLine>
    </EntryForm>
  );
}
