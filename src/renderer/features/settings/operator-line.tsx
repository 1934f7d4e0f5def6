import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { type FormEvent, useState } from 'react';
import type { StationError } from '../../../contract/errors.ts';
import type { OperatorEntry } from '../../../contract/queries.ts';
import type { Result } from '../../../domain/result.ts';
import type { Role } from '../../../domain/rules/operators.ts';
import { told } from '../../actions/context.ts';
import { contextOf, useRoleRefusal, useWorkbench } from '../../actions/workbench-provider.tsx';
import { notify } from '../../actions/workbench-state.ts';
import { Chip } from '../../components/chip.tsx';
import { isGoodPin, NewPinFields, noNewPin } from '../../components/new-pin.tsx';
import { useText } from '../../components/text.tsx';
import { RoleSelect } from './role-select.tsx';

/** One operator: role, PIN, and whether they may work here. */
export function OperatorLine({ operator }: { operator: OperatorEntry }) {
  const text = useText();
  const workbench = useWorkbench();
  const mayNot = useRoleRefusal('operators.save') !== null;
  const [isSettingPin, setIsSettingPin] = useState(false);
  const { id: operatorId, name, role, isActive } = operator;
  const { client } = workbench.station;

  async function run(command: Promise<Result<unknown, StationError>>): Promise<void> {
    if (!told(contextOf(workbench), await command)) return;
    setIsSettingPin(false);
    notify(workbench.ui, { type: 'done', key: 'settings.saved', params: {} });
  }
  const save = (wished: Role) =>
    run(client.run('operators.save', { operatorId, name, role: wished, pin: null }));

  return (
    <Item>
      <Line>
        <Name>{name}</Name>
        {isActive ? <span /> : <Chip tone="quiet">{text('operators.inactive')}</Chip>}
        <RoleSelect
          label={text('operators.roleOf', { name })}
          value={role}
          isDisabled={mayNot || !isActive}
          onChange={(wished) => void save(wished)}
        />
        <Button disabled={mayNot} aria-expanded={isSettingPin} onClick={() => setIsSettingPin(!isSettingPin)}>
          {text('operators.setPin')}
        </Button>
        {isActive ? (
          <Button
            disabled={mayNot}
            color="error"
            onClick={() => void run(client.run('operators.deactivate', { operatorId }))}
          >
            {text('operators.deactivate')}
          </Button>
        ) : (
          <Button disabled={mayNot} onClick={() => void save(role)}>
            {text('operators.activate')}
          </Button>
        )}
      </Line>
      {isSettingPin && (
        <PinForm name={name} onPin={(pin) => void run(client.run('operators.setPin', { operatorId, pin }))} />
      )}
    </Item>
  );
}

function PinForm({ name, onPin }: { name: string; onPin: (pin: string) => void }) {
  const text = useText();
  const [pin, setPin] = useState(noNewPin);
  const isReady = isGoodPin(pin);
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isReady) onPin(pin.pin);
  }
  return (
    <Form onSubmit={submit} aria-label={text('operators.pinOf', { name })}>
      <NewPinFields value={pin} onChange={setPin} />
      <Button type="submit" variant="outlined" disabled={!isReady}>
        {text('settings.save')}
      </Button>
    </Form>
  );
}

const Item = styled('li')({ borderBottom: '1px solid var(--line)', padding: '4px 0' });
const Line = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) auto auto auto 96px',
  alignItems: 'center',
  gap: 8,
});
const Name = styled('span')({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' });
const Form = styled('form')({
  display: 'grid',
  gridTemplateColumns: '1fr 1fr auto',
  gap: 12,
  padding: '12px 0',
  alignItems: 'start',
});
