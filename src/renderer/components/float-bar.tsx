import { styled } from '@mui/material/styles';

/** Where tools float below what they work on. */
export const FloatPlace = styled('div')({ display: 'grid', placeItems: 'center', minWidth: 0 });

/** Tools that float on the canvas, not over the text. */
export const FloatBar = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 2,
  height: 40,
  padding: '0 6px',
  background: 'var(--panel)',
  border: '1px solid var(--line)',
  borderRadius: 10,
  boxShadow: 'var(--shadow)',
  whiteSpace: 'nowrap',
});

/** Between groups of tools. */
export const FloatRule = styled('span')({
  width: 1,
  height: 20,
  background: 'var(--line)',
  margin: '0 4px',
});
