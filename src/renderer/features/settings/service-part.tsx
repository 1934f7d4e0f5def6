import { styled } from '@mui/material/styles';
import type { StationStatus } from '../../../contract/queries.ts';
import type { Text } from '../../../i18n/text.ts';
import type { MessageKey } from '../../../i18n/zh-CN.ts';
import { RoleGate } from '../../actions/role-gate.tsx';
import { useStation } from '../../actions/workbench-provider.tsx';
import { Chip, type Tone } from '../../components/chip.tsx';
import { useText } from '../../components/text.tsx';
import { EnrolForm } from './enrol-form.tsx';

/** Which match service the bills go to, as whom this station is let in there, and the way to a token of its own. */
export function ServicePart() {
  const text = useText();
  const service = useStation((state) => state.status?.service ?? null);
  if (!service) return null;
  return (
    <>
      <fieldset>
        <legend>{text('service.title')}</legend>
        <Facts>
          <dt>{text('service.address')}</dt>
          <dd data-mono>{addressWords(service, text)}</dd>
          <dt>{text('service.reach')}</dt>
          <dd>
            <Chip tone={reachTones[service.state]}>{text(`service.reach.${service.state}`)}</Chip>
          </dd>
          <dt>{text('service.signIn')}</dt>
          <dd aria-live="polite">
            <Chip tone={signInTones[service.signIn]}>
              {text(signInKey(service), { station: service.station ?? '' })}
            </Chip>
          </dd>
        </Facts>
        <Todo data-tone={signInTones[service.signIn]}>{text(todoKey(service))}</Todo>
      </fieldset>
      <RoleGate command="service.enrol">
        <EnrolForm key={service.by === 'embedded' ? '' : service.address} service={service} />
      </RoleGate>
    </>
  );
}

type ServiceStatus = StationStatus['service'];

const reachTones: Readonly<Record<ServiceStatus['state'], Tone>> = {
  unknown: 'quiet',
  reachable: 'done',
  unreachable: 'warn',
};
const signInTones: Readonly<Record<ServiceStatus['signIn'], Tone>> = {
  shared: 'quiet',
  enrolled: 'done',
  none: 'warn',
  ended: 'bad',
  'other-account': 'warn',
};

function addressWords({ by, address }: ServiceStatus, text: Text): string {
  if (by === 'embedded') return text('service.embedded');
  return address ?? text('service.nowhere');
}

function signInKey({ by, signIn }: ServiceStatus): MessageKey {
  return by === 'embedded' ? 'service.signIn.embedded' : `service.signIn.${signIn}`;
}

function todoKey({ by, signIn }: ServiceStatus): MessageKey {
  return by === 'embedded' ? 'service.todo.embedded' : `service.todo.${signIn}`;
}

const Facts = styled('dl')({
  margin: 0,
  display: 'grid',
  gridTemplateColumns: '120px minmax(0, 1fr)',
  gap: '8px 0',
  alignItems: 'center',
  '& dt': { color: 'var(--ink2)' },
  '& dd': { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
});
const Todo = styled('div')({
  fontSize: 12,
  color: 'var(--ink2)',
  '&[data-tone=warn], &[data-tone=bad]': { padding: '8px 12px', borderRadius: 6 },
  '&[data-tone=warn]': { background: 'var(--warn-soft)', color: 'var(--warn)' },
  '&[data-tone=bad]': { background: 'var(--bad-soft)', color: 'var(--bad)' },
});
