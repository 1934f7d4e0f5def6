/** A row that is a button: what it does is seen when it is pointed at, not by a frame. */
export const rowButton = {
  display: 'grid',
  width: '100%',
  border: 0,
  borderRadius: 6,
  background: 'none',
  font: 'inherit',
  color: 'inherit',
  textAlign: 'left',
  cursor: 'pointer',
  '&:hover': { background: 'var(--hover)' },
  '&[aria-current=true]': { background: 'var(--accent-soft)' },
} as const;
