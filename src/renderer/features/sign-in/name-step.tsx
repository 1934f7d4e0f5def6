import PersonOutlined from '@mui/icons-material/PersonOutlined';
import { styled } from '@mui/material/styles';
import { useEffect, useState } from 'react';
import type { OperatorEntry } from '../../../contract/queries.ts';
import { operatorKey } from '../../../domain/rules/operators.ts';
import { useStation } from '../../actions/workbench-provider.tsx';
import { useText } from '../../components/text.tsx';
import { TypeAhead } from '../../components/type-ahead.tsx';

const listId = 'sign-in-names';

/** Who it is: letters narrow the list, arrows walk it, Enter takes the name. */
export function NameStep({ onChoose }: { onChoose: (operator: OperatorEntry) => void }) {
  const text = useText();
  const operators = useStation((state) => state.operators);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const key = operatorKey(typed);
  const found = operators.filter(({ name, isActive }) => isActive && operatorKey(name).includes(key));
  const current = found[at] ?? null;
  const currentId = current && lineId(current);
  useEffect(() => {
    if (currentId) document.getElementById(currentId)?.scrollIntoView({ block: 'nearest' });
  }, [currentId]);
  return (
    <>
      <TypeAhead
        value={typed}
        placeholder={text('signIn.name.hint')}
        icon={<PersonOutlined />}
        name={{ label: text('signIn.name') }}
        listId={listId}
        currentId={currentId}
        maxLength={100}
        onType={(value) => {
          setTyped(value);
          setAt(0);
        }}
        onStep={(by) => setAt(Math.max(0, Math.min(at + by, found.length - 1)))}
        onEnter={() => current && onChoose(current)}
      />
      <List id={listId} role="listbox" aria-label={text('signIn.name')}>
        {found.map((operator) => (
          <Line
            key={operator.id}
            id={lineId(operator)}
            role="option"
            aria-selected={operator === current}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(operator)}
          >
            <span>{operator.name}</span>
            <small>{text(`role.${operator.role}`)}</small>
          </Line>
        ))}
      </List>
      {found.length === 0 && <Note role="status">{text('signIn.name.none')}</Note>}
    </>
  );
}

function lineId({ id }: OperatorEntry): string {
  return `sign-in-${id}`;
}

const List = styled('div')({ maxHeight: 288, overflowY: 'auto', padding: '4px 0' });
const Line = styled('div')({
  display: 'flex',
  justifyContent: 'space-between',
  alignItems: 'center',
  gap: 16,
  minHeight: 36,
  padding: '4px 24px',
  cursor: 'default',
  '& span': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& small': { color: 'var(--ink2)', whiteSpace: 'nowrap' },
  '&:hover': { background: 'var(--hover)' },
  '&[aria-selected=true]': { background: 'var(--accent-soft)', boxShadow: 'inset 3px 0 0 var(--accent)' },
});
const Note = styled('div')({ padding: '8px 24px 12px', fontSize: 12, color: 'var(--ink2)' });
