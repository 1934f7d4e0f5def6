import CloseOutlined from '@mui/icons-material/CloseOutlined';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import type { StationError } from '../../../contract/errors.ts';
import { useStation, useWorkbench } from '../../actions/workbench-provider.tsx';
import { wordError } from '../../components/error-words.ts';
import { useText } from '../../components/text.tsx';
import { Field, Hint } from './fields.tsx';

/** Network scanners that do not announce themselves, by their addresses. They are the station's, not the profile's. */
export function Addresses() {
  const text = useText();
  const { station } = useWorkbench();
  const addresses = useStation((state) => state.settings?.scannerAddresses ?? none);
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<StationError | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function change(
    name: 'scanners.addAddress' | 'scanners.removeAddress',
    address: string,
  ): Promise<void> {
    setIsBusy(true);
    const result = await station.client.run(name, { address });
    setError(result.ok ? null : result.error);
    if (result.ok) {
      if (name === 'scanners.addAddress') setTyped('');
      await station.refreshSettings();
      void station.lookForScanners();
    }
    setIsBusy(false);
  }

  const add = () => void change('scanners.addAddress', typed.trim());
  return (
    <Field name="">
      <TextField
        size="small"
        sx={{ width: 320 }}
        label={text('profiles.address')}
        placeholder={text('profiles.address.hint')}
        value={typed}
        error={error !== null}
        onChange={(event) => {
          setError(null);
          setTyped(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          if (typed.trim() !== '') add();
        }}
        slotProps={{
          htmlInput: {
            spellCheck: false,
            maxLength: 500,
            'aria-describedby': error === null ? undefined : 'address-fault',
          },
          inputLabel: { shrink: true },
        }}
      />
      <Button variant="outlined" disabled={isBusy || typed.trim() === ''} onClick={add}>
        {text('profiles.address.add')}
      </Button>
      {error && (
        <Hint id="address-fault" data-tone="bad" role="alert">
          {`${wordError(error, text).what} — ${wordError(error, text).todo}`}
        </Hint>
      )}
      {addresses.map(({ address, by }) => (
        <Kept key={address}>
          {address}
          {by === 'given' ? (
            <small>{text('profiles.address.given')}</small>
          ) : (
            <IconButton
              aria-label={text('profiles.address.remove', { address })}
              disabled={isBusy}
              onClick={() => void change('scanners.removeAddress', address)}
            >
              <CloseOutlined />
            </IconButton>
          )}
        </Kept>
      ))}
    </Field>
  );
}

const none: readonly { readonly address: string; readonly by: 'given' | 'typed' }[] = [];

const Kept = styled('span')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 6,
  height: 26,
  padding: '0 4px 0 10px',
  borderRadius: 13,
  fontSize: 12,
  boxShadow: 'inset 0 0 0 1px var(--line)',
  '& small': { fontSize: 11, color: 'var(--ink3)', paddingRight: 6 },
  '& button': { width: 20, height: 20 },
  '& svg': { fontSize: 14 },
});
