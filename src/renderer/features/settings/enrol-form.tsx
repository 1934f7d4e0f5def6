import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { type FormEvent, useState } from 'react';
import type { StationError } from '../../../contract/errors.ts';
import type { StationStatus } from '../../../contract/queries.ts';
import { isReadableOnTheWay, parseServiceAddress } from '../../../domain/rules/service-address.ts';
import type { Text } from '../../../i18n/text.ts';
import { useRoleRefusal, useWorkbench } from '../../actions/workbench-provider.tsx';
import { notify } from '../../actions/workbench-state.ts';
import { wordError } from '../../components/error-words.ts';
import { useText } from '../../components/text.tsx';
import { EntryFields, EntryForm, EntryLine } from './entry-form.ts';

/** Address and code: with both the station gets a token of its own. What IT has set is not typed. */
export function EnrolForm({ service }: { service: StationStatus['service'] }) {
  const text = useText();
  const { station, ui } = useWorkbench();
  const mayNot = useRoleRefusal('service.enrol') !== null;
  const [address, setAddress] = useState(service.by === 'embedded' ? '' : (service.address ?? ''));
  const [code, setCode] = useState('');
  const [error, setError] = useState<StationError | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const isGiven = service.by === 'given';
  const isReady = address.trim() !== '' && code.trim() !== '' && !isBusy && !mayNot;
  const parsed = parseServiceAddress(address);
  const isReadable = parsed.ok && isReadableOnTheWay(parsed.value);
  const button = isBusy
    ? 'service.enrolling'
    : service.signIn === 'enrolled'
      ? 'service.enrolAnew'
      : 'service.enrol';

  async function enrol(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isReady) return;
    setIsBusy(true);
    setError(null);
    const result = await station.client.run('service.enrol', { address, code });
    setIsBusy(false);
    if (!result.ok) return setError(result.error);
    setCode('');
    notify(ui, { type: 'done', key: 'service.enrolled', params: { station: result.value.station } });
  }

  /** What was told of the last try is not about what is typed now. */
  function type(set: (value: string) => void, value: string): void {
    set(value);
    setError(null);
  }

  return (
    <EntryForm onSubmit={(event) => void enrol(event)} aria-label={text('service.enrol.title')}>
      <b>{text('service.enrol.title')}</b>
      <EntryFields style={{ gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)' }}>
        <TextField
          size="small"
          label={text('service.enrol.address')}
          placeholder="https://match.example:8443"
          value={address}
          disabled={isGiven || mayNot}
          error={error !== null && ofAddress.has(error.type)}
          helperText={text(
            isGiven
              ? 'service.enrol.given'
              : isReadable
                ? 'service.enrol.readable'
                : 'service.enrol.addressHint',
          )}
          onChange={(event) => type(setAddress, event.target.value)}
          slotProps={{ htmlInput: { spellCheck: false, maxLength: 500 }, inputLabel: { shrink: true } }}
        />
        <TextField
          size="small"
          label={text('service.enrol.code')}
          placeholder="K7WF-3HTR"
          value={code}
          disabled={mayNot}
          error={error?.type === 'EnrolmentRefused'}
          helperText={text('service.enrol.codeHint')}
          onChange={(event) => type(setCode, event.target.value)}
          slotProps={{
            htmlInput: { spellCheck: false, autoComplete: 'off', maxLength: 100 },
            inputLabel: { shrink: true },
          }}
        />
      </EntryFields>
      <EntryLine>
        <span role="alert">{error && enrolWords(error, text)}</span>
        <Button type="submit" variant="outlined" disabled={!isReady}>
          {text(button)}
        </Button>
      </EntryLine>
    </EntryForm>
  );
}

/** What is put right in the address. */
const ofAddress: ReadonlySet<StationError['type']> = new Set([
  'ServiceAddressInvalid',
  'ServiceUnreachable',
  'ServiceGarbled',
]);

/** Nothing waits here to be sent by itself: an address that gives no answer, or a strange one, is to be looked at. */
function enrolWords(error: StationError, text: Text): string {
  if (error.type === 'ServiceUnreachable') return text('service.enrol.unreachable');
  if (error.type === 'ServiceGarbled') return text('service.enrol.garbled');
  const { what, todo } = wordError(error, text);
  return `${what} — ${todo}`;
}
