import CloseOutlined from '@mui/icons-material/CloseOutlined';
import Checkbox from '@mui/material/Checkbox';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Tooltip from '@mui/material/Tooltip';

/* The fields of schemes and bill types: each says by its label whose it is, and its fault beside it. */

interface FieldProps {
  label: string;
  isShut: boolean;
  fault?: string | undefined;
}

export function TextCell(
  props: FieldProps & {
    id?: string;
    value: string;
    /** Why it cannot be changed though the others can. */
    fixed?: string | undefined;
    maxLength: number;
    onChange: (value: string) => void;
  },
) {
  return (
    <TextField
      {...(props.id ? { id: props.id } : {})}
      size="small"
      value={props.value}
      error={props.fault !== undefined}
      helperText={props.fault}
      onChange={({ target }) => props.onChange(target.value)}
      slotProps={{
        htmlInput: {
          'aria-label': props.label,
          readOnly: props.isShut || props.fixed !== undefined,
          title: props.isShut ? undefined : props.fixed,
          maxLength: props.maxLength,
          spellCheck: false,
          autoComplete: 'off',
        },
      }}
    />
  );
}

const digits = /^\s*(\d{1,7})(?:[.．](\d{1,2}))?\s*$/;

/** An amount with two decimals at most; below zero is told on as what is no amount. */
export function AmountCell(props: FieldProps & { minor: number; onChange: (minor: number) => void }) {
  return (
    <TextField
      size="small"
      defaultValue={props.minor < 0 ? '' : (props.minor / 100).toFixed(2)}
      error={props.fault !== undefined}
      helperText={props.fault}
      onChange={({ target }) => {
        const [, whole, cents = ''] = digits.exec(target.value) ?? [];
        props.onChange(whole === undefined ? -1 : Number(whole) * 100 + Number(cents.padEnd(2, '0')));
      }}
      slotProps={{
        htmlInput: {
          'aria-label': props.label,
          inputMode: 'decimal',
          readOnly: props.isShut,
          maxLength: 10,
          autoComplete: 'off',
          style: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
        },
      }}
    />
  );
}

export function SelectCell<V extends string>(
  props: FieldProps & {
    value: V | '';
    choices: readonly { readonly value: V; readonly words: string }[];
    onChange: (value: V) => void;
  },
) {
  return (
    <TextField
      select
      size="small"
      value={props.value}
      disabled={props.isShut}
      error={props.fault !== undefined}
      helperText={props.fault}
      onChange={({ target }) => {
        const chosen = props.choices.find(({ value }) => value === target.value);
        if (chosen) props.onChange(chosen.value);
      }}
      slotProps={{ select: { SelectDisplayProps: { 'aria-label': props.label } } }}
    >
      {props.choices.map(({ value, words }) => (
        <MenuItem key={value} value={value}>
          {words}
        </MenuItem>
      ))}
    </TextField>
  );
}

export function ActiveCell(props: FieldProps & { isActive: boolean; onChange: (isActive: boolean) => void }) {
  return (
    <Checkbox
      size="small"
      sx={{ height: 34 }}
      checked={props.isActive}
      disabled={props.isShut}
      onChange={(_, isActive) => props.onChange(isActive)}
      slotProps={{ input: { 'aria-label': props.label } }}
    />
  );
}

export function RemoveCell({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Tooltip title={label}>
      <IconButton size="small" aria-label={label} onClick={onClick}>
        <CloseOutlined fontSize="inherit" />
      </IconButton>
    </Tooltip>
  );
}
