import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';

/** A place with nothing in it says why, and what to do. */
export function Empty(props: { icon?: ReactNode; title: string; hint?: string; children?: ReactNode }) {
  return (
    <Box>
      {props.icon}
      <Title>{props.title}</Title>
      {props.hint && <Hint>{props.hint}</Hint>}
      {props.children}
    </Box>
  );
}

const Box = styled('div')({
  height: '100%',
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'center',
  justifyContent: 'center',
  textAlign: 'center',
  gap: 8,
  padding: 24,
  '& > .MuiSvgIcon-root': { fontSize: 40, color: 'var(--ink3)', opacity: 0.7, marginBottom: 8 },
});
const Title = styled('div')({ fontSize: 14, fontWeight: 500, color: 'var(--ink)' });
const Hint = styled('div')({ color: 'var(--ink2)', maxWidth: 340, textWrap: 'balance' });
