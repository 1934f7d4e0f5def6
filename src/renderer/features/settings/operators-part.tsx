import { styled } from '@mui/material/styles';
import { RoleGate } from '../../actions/role-gate.tsx';
import { useStation } from '../../actions/workbench-provider.tsx';
import { useText } from '../../components/text.tsx';
import { IdleLockField } from './idle-lock-field.tsx';
import { NewOperator } from './new-operator.tsx';
import { OperatorLine } from './operator-line.tsx';

/** Who may work here and as what. The first one set up is an admin, and from then on everybody signs in. */
export function OperatorsPart() {
  const text = useText();
  const operators = useStation((state) => state.operators);
  if (operators.length === 0)
    return (
      <>
        <Quiet>{text('operators.none')}</Quiet>
        <NewOperator given="admin" />
      </>
    );
  return (
    <RoleGate command="operators.save">
      <List aria-label={text('settings.part.operators')}>
        {operators.map((operator) => (
          <OperatorLine key={operator.id} operator={operator} />
        ))}
      </List>
      <NewOperator given={null} />
      <IdleLockField />
    </RoleGate>
  );
}

const Quiet = styled('div')({ color: 'var(--ink2)' });
const List = styled('ul')({ listStyle: 'none', margin: 0, padding: 0 });
