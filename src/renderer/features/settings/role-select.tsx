import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { type Role, roles } from '../../../domain/rules/operators.ts';
import { useText } from '../../components/text.tsx';

/** One of the roles; `label` says whose. */
export function RoleSelect(props: {
  label: string;
  value: Role;
  isDisabled: boolean;
  onChange: (role: Role) => void;
}) {
  const text = useText();
  return (
    <TextField
      select
      size="small"
      sx={{ width: 120 }}
      value={props.value}
      disabled={props.isDisabled}
      onChange={(event) => {
        const role = roles.find((one) => one === event.target.value);
        if (role) props.onChange(role);
      }}
      slotProps={{ select: { SelectDisplayProps: { 'aria-label': props.label } } }}
    >
      {roles.map((role) => (
        <MenuItem key={role} value={role}>
          {text(`role.${role}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}
