import RestartAltOutlined from '@mui/icons-material/RestartAltOutlined';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import { styled } from '@mui/material/styles';
import TextField from '@mui/material/TextField';
import type { DriverOption } from '../../../contract/device-shapes.ts';
import { useRoleRefusal } from '../../actions/workbench-provider.tsx';
import { useText } from '../../components/text.tsx';

interface OptionFieldProps {
  option: DriverOption;
  /** What the profile sets it to; null leaves it to the driver. */
  value: string | null;
  onChange: (value: string | null) => void;
}

/** One option of a driver by its kind, with the driver's own words. */
export function OptionField({ option, value, onChange }: OptionFieldProps) {
  const text = useText();
  return (
    <Line>
      <div>
        {option.title || option.name} <code>{option.name}</code>
        {option.description && <small>{option.description}</small>}
      </div>
      <OptionControl option={option} value={value} onChange={onChange} />
      {value === null ? (
        <span />
      ) : (
        <IconButton
          aria-label={text('profiles.options.reset', { title: option.title || option.name })}
          title={text('profiles.options.reset', { title: option.title || option.name })}
          onClick={() => onChange(null)}
        >
          <RestartAltOutlined />
        </IconButton>
      )}
    </Line>
  );
}

function OptionControl({ option, value, onChange }: OptionFieldProps) {
  const text = useText();
  const mayNot = useRoleRefusal('profiles.save') !== null;
  const label = option.title || option.name;
  const now = value ?? option.value ?? '';
  if (option.access === 'sensor') {
    return (
      <Quiet>
        {option.unit ? text('profiles.options.value', { value: now, unit: option.unit }) : now}{' '}
        <i>{text('profiles.options.sensor')}</i>
      </Quiet>
    );
  }
  switch (option.type) {
    case 'button':
      return <Quiet>{text('profiles.options.button')}</Quiet>;
    case 'switch': {
      const [off, on] = switchWords(option);
      return (
        <Switch
          size="small"
          checked={now === on}
          onChange={(_, isOn) => onChange(isOn ? on : off)}
          slotProps={{ input: { 'aria-label': label } }}
        />
      );
    }
    case 'choice':
      return (
        <TextField
          select
          size="small"
          disabled={mayNot}
          value={option.choices.includes(now) ? now : ''}
          onChange={(event) => onChange(event.target.value)}
          slotProps={{ htmlInput: { 'aria-label': label } }}
        >
          {option.choices.map((choice) => (
            <MenuItem key={choice} value={choice}>
              {option.unit ? text('profiles.options.value', { value: choice, unit: option.unit }) : choice}
            </MenuItem>
          ))}
        </TextField>
      );
    case 'number':
      return (
        <TextField
          size="small"
          value={now}
          error={!isWithin(now, option.range)}
          onChange={(event) => onChange(event.target.value)}
          helperText={
            option.range
              ? `${option.range.least} – ${option.range.most}${option.unit ? ` ${option.unit}` : ''}`
              : (option.unit ?? undefined)
          }
          slotProps={{ htmlInput: { 'aria-label': label, inputMode: 'decimal' } }}
        />
      );
    case 'text':
      return (
        <TextField
          size="small"
          value={now}
          onChange={(event) => onChange(event.target.value)}
          slotProps={{ htmlInput: { 'aria-label': label, maxLength: 1000, spellCheck: false } }}
        />
      );
  }
}

/** Off and on as this driver writes them. */
function switchWords(option: DriverOption): readonly [string, string] {
  const pairs = [
    ['no', 'yes'],
    ['off', 'on'],
    ['false', 'true'],
    ['0', '1'],
  ] as const;
  return pairs.find((pair) => pair.some((word) => word === option.value)) ?? pairs[0];
}

function isWithin(value: string, range: DriverOption['range']): boolean {
  const number = Number(value);
  if (value.trim() === '' || Number.isNaN(number)) return false;
  return range === null || (number >= range.least && number <= range.most);
}

const Line = styled('li')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) 208px 32px',
  gap: 12,
  alignItems: 'center',
  minHeight: 44,
  padding: '4px 0',
  borderBottom: '1px solid var(--line)',
  '& code': { fontSize: 11, color: 'var(--ink3)', marginLeft: 4 },
  '& small': { display: 'block', fontSize: 12, color: 'var(--ink2)', lineHeight: 1.35 },
  '& .MuiFormHelperText-root': { margin: '1px 0 0' },
});
const Quiet = styled('span')({
  color: 'var(--ink2)',
  '& i': { fontStyle: 'normal', fontSize: 12, color: 'var(--ink3)' },
});
