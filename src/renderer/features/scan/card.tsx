import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';

/** A card over the page in view, for what has to be dealt with. It covers the page only: the tree stays at hand. */
export const Card = styled('div')({
  position: 'absolute',
  zIndex: 5,
  top: 12,
  left: '50%',
  transform: 'translateX(-50%)',
  width: 'min(560px, calc(100% - 24px))',
  maxHeight: 'calc(100% - 24px)',
  overflowY: 'auto',
  padding: 16,
  borderRadius: 10,
  background: 'var(--panel)',
  border: '1px solid var(--line)',
  borderTop: '3px solid var(--bad)',
  boxShadow: 'var(--shadow)',
  '&:focus': { outline: 'none' },
  '&[data-tone=warn]': { borderTopColor: 'var(--warn)' },
  '&[data-tone=done]': { borderTopColor: 'var(--done)' },
  '& ol, & ul': { margin: 0, paddingLeft: 20, display: 'grid', gap: 6 },
});

export const CardTitle = styled('h2')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  margin: '0 0 8px',
  fontSize: 16,
  fontWeight: 500,
  '& svg': { color: 'var(--bad)', fontSize: 22, flex: 'none' },
  '[data-tone=warn] > & svg': { color: 'var(--warn)' },
  '[data-tone=done] > & svg': { color: 'var(--done)' },
});

export const Quiet = styled('div')({ fontSize: 12, color: 'var(--ink2)', overflowWrap: 'anywhere' });
export const Buttons = styled('div')({ display: 'flex', gap: 8, marginTop: 12, flexWrap: 'wrap' });

/** A button that says beneath its name what pressing it means. */
export const Answer = styled(Button)({
  display: 'grid',
  gridTemplateColumns: 'auto minmax(0, 1fr) auto',
  justifyItems: 'start',
  alignItems: 'center',
  columnGap: 10,
  rowGap: 0,
  width: '100%',
  height: 'auto',
  minHeight: 40,
  padding: '7px 10px',
  textAlign: 'left',
  whiteSpace: 'normal',
  '& small': { gridColumn: '2 / -1', fontSize: 12, fontWeight: 400, opacity: 0.9 },
  '&:not(.MuiButton-contained) small': { color: 'var(--ink2)', opacity: 1 },
});
