import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';

/** Amber needs a look, red blocks, green is done, teal is under way; quiet is none of these. */
export type Tone = 'quiet' | 'busy' | 'warn' | 'bad' | 'done';

export function Chip(props: { tone: Tone; children: ReactNode; title?: string }) {
  return (
    <Pill data-tone={props.tone} title={props.title}>
      {props.children}
    </Pill>
  );
}

const Pill = styled('span')({
  display: 'inline-flex',
  alignItems: 'center',
  flex: 'none',
  height: 20,
  borderRadius: 999,
  padding: '0 8px',
  fontSize: 12,
  lineHeight: '20px',
  whiteSpace: 'nowrap',
  color: 'var(--ink2)',
  boxShadow: 'inset 0 0 0 1px var(--line)',
  '&[data-tone=busy]': { background: 'var(--accent-soft)', color: 'var(--accent-ink)', boxShadow: 'none' },
  '&[data-tone=warn]': { background: 'var(--warn-soft)', color: 'var(--warn)', boxShadow: 'none' },
  '&[data-tone=bad]': { background: 'var(--bad-soft)', color: 'var(--bad)', boxShadow: 'none' },
  '&[data-tone=done]': { background: 'var(--done-soft)', color: 'var(--done)', boxShadow: 'none' },
});
