import { styled } from '@mui/material/styles';

/* A form within a part of the settings: its heading, its fields side by side, and a line that ends with its button. */

export const EntryForm = styled('form')({ display: 'grid', gap: 16, '& > b': { fontWeight: 600 } });

/** `gridTemplateColumns` says how wide they are. */
export const EntryFields = styled('div')({ display: 'grid', gap: 12, alignItems: 'start' });

export const EntryLine = styled('div')({
  display: 'flex',
  justifyContent: 'space-between',
  alignItems: 'center',
  gap: 12,
  '& span': { fontSize: 12, color: 'var(--ink2)' },
  '& span[role=alert]': { color: 'var(--bad)' },
  '& > .MuiButton-root': { flex: 'none' },
});
