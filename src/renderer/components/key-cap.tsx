import { styled } from '@mui/material/styles';

/** A key as printed on the keyboard. Hidden from screen readers: the control itself announces its shortcut. */
export function KeyCap(props: { keys: string }) {
  return <Cap aria-hidden="true">{props.keys}</Cap>;
}

/** The same where no control announces it: in a list of keys. */
export function KeyName(props: { keys: string }) {
  return <Cap>{props.keys}</Cap>;
}

const Cap = styled('kbd')({
  font: '11px/1 ui-monospace, "DejaVu Sans Mono", Consolas, monospace',
  color: 'inherit',
  border: '1px solid currentColor',
  borderColor: 'color-mix(in srgb, currentColor 40%, transparent)',
  borderRadius: 4,
  padding: '2px 4px',
  whiteSpace: 'nowrap',
});
