import TextField from '@mui/material/TextField';

interface PinFieldProps {
  label: string;
  value: string;
  /** In words; marks the field as wrong. */
  refusal?: string | null;
  autoFocus?: boolean;
  onChange: (value: string) => void;
}

/** A PIN that is typed unseen, and that no browser offers to keep. */
export function PinField({ label, value, refusal = null, autoFocus = false, onChange }: PinFieldProps) {
  return (
    <TextField
      type="password"
      size="small"
      fullWidth
      autoFocus={autoFocus}
      label={label}
      value={value}
      error={refusal !== null}
      helperText={refusal}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{ htmlInput: { autoComplete: 'off', maxLength: 200 }, inputLabel: { shrink: true } }}
    />
  );
}
