import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';

/** A titled part of a pane. */
export function Section(props: { title: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <Box>
      <Head>
        <h3>{props.title}</h3>
        {props.aside}
      </Head>
      {props.children}
    </Box>
  );
}

/** One fact: its name, its value, and where it is from. */
export function Fact(props: {
  name: string;
  value: ReactNode;
  aside?: ReactNode;
  isBad?: boolean;
  title?: string;
}) {
  return (
    <Row>
      <dt>{props.name}</dt>
      <dd data-bad={props.isBad ?? false} title={props.title}>
        {props.value}
      </dd>
      {/* A value of its own to a reader, and always there: it holds the third column. */}
      <Aside>{props.aside}</Aside>
    </Row>
  );
}

export const Facts = styled('dl')({
  margin: 0,
  display: 'grid',
  gridTemplateColumns: 'fit-content(96px) minmax(0, 1fr) auto',
  columnGap: 8,
});

/** One sentence about a difference. */
export const Note = styled('div')({
  borderRadius: 6,
  padding: '7px 10px',
  margin: '6px 0 2px',
  fontSize: 12,
  background: 'var(--bad-soft)',
  color: 'var(--bad)',
  '&[data-tone=warn]': { background: 'var(--warn-soft)', color: 'var(--warn)' },
  '&[data-tone=quiet]': { background: 'var(--ground)', color: 'var(--ink2)' },
});

const Box = styled('section')({
  padding: '12px 16px 10px',
  borderBottom: '1px solid var(--line)',
  '&:last-of-type': { borderBottom: 0 },
});
const Head = styled('div')({
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'space-between',
  gap: 8,
  marginBottom: 6,
  minHeight: 20,
  '& h3': { margin: 0, fontSize: 12, fontWeight: 500, color: 'var(--ink3)', minWidth: 0 },
});
const Row = styled('div')({
  display: 'grid',
  gridColumn: '1 / -1',
  gridTemplateColumns: 'subgrid',
  padding: '4px 0',
  alignItems: 'baseline',
  '& dt': { color: 'var(--ink2)', whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' },
  '& dd': { margin: 0, fontWeight: 500, minWidth: 0, overflowWrap: 'anywhere', userSelect: 'text' },
  '& dd[data-bad=true]': { color: 'var(--bad)' },
});
const Aside = styled('dd')({
  '&&': { fontSize: 11, fontWeight: 400, color: 'var(--ink3)', whiteSpace: 'nowrap' },
});
