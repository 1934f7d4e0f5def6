import { styled } from '@mui/material/styles';
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect } from 'react';
import { Chip } from '../../components/chip.tsx';
import { Empty } from '../../components/empty.tsx';
import { verdictTones } from '../../components/result-list.tsx';
import { useText } from '../../components/text.tsx';
import { lineAfter } from '../../components/walk-lines.ts';
import type { CheckLine } from './check-sides.ts';

interface SideListProps<L extends CheckLine> {
  id: string;
  title: string;
  empty: string;
  lines: readonly L[];
  current: string | null;
  list: RefObject<HTMLDivElement | null>;
  /** What stands in a line, and what a reader says of it. */
  line: (line: L) => { readonly words: ReactNode; readonly label: string };
  onChoose: (key: string) => void;
  onEnter: () => void;
}

/** One side of a check. Arrows walk, Enter confirms the pair. */
export function SideList<L extends CheckLine>(props: SideListProps<L>) {
  const { id, lines, current } = props;
  const text = useText();
  const domId = (at: number) => `${id}-${at}`;
  const at = lines.findIndex(({ key }) => key === current);
  useEffect(() => {
    if (at >= 0) document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, at]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const next = lineAfter(lines, current, event.key);
    if (next !== null) props.onChoose(next);
    else if (event.key === 'Enter') props.onEnter();
    else return;
    event.preventDefault();
  }

  return (
    <Side aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{props.title}</h3>
      {lines.length === 0 ? (
        <Empty title={props.empty} />
      ) : (
        <div
          ref={props.list}
          role="listbox"
          tabIndex={0}
          aria-labelledby={`${id}-title`}
          aria-activedescendant={at >= 0 ? domId(at) : undefined}
          onKeyDown={onKeyDown}
        >
          {lines.map((line, index) => {
            const { words, label } = props.line(line);
            const said = line.result && text(`verdict.${line.result.verdict}`);
            const byHand = line.decisionId === null ? null : text('check.byHand');
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list hears the keys
              // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus, a line is its active descendant
              <div
                key={line.key}
                id={domId(index)}
                role="option"
                aria-selected={line.key === current}
                aria-label={[label, said, byHand].filter(Boolean).join(text('effect.join'))}
                data-settled={line.isSettled}
                onClick={() => props.onChoose(line.key)}
              >
                {words}
                <Chips>
                  {byHand && <Chip tone="busy">{byHand}</Chip>}
                  {line.result && (
                    <Chip tone={line.isSettled ? 'done' : verdictTones[line.result.verdict]}>{said}</Chip>
                  )}
                </Chips>
              </div>
            );
          })}
        </div>
      )}
    </Side>
  );
}

const Side = styled('section')({
  minHeight: 0,
  minWidth: 0,
  display: 'grid',
  gridTemplateRows: '36px minmax(0, 1fr)',
  borderRight: '1px solid var(--line)',
  '& h3': {
    margin: 0,
    padding: '0 16px',
    lineHeight: '36px',
    fontSize: 12,
    fontWeight: 500,
    color: 'var(--ink2)',
    background: 'var(--ground)',
    borderBottom: '1px solid var(--line)',
  },
  '& [role=listbox]': { overflowY: 'auto', outline: 'none !important' },
  '& [role=option]': {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: 8,
    alignItems: 'center',
    minHeight: 64,
    padding: '6px 16px',
    borderBottom: '1px solid var(--line)',
    cursor: 'pointer',
  },
  '& [role=option]:hover': { background: 'var(--hover)' },
  '& [role=option][aria-selected=true]': { background: 'var(--accent-soft)' },
  '& [role=listbox]:focus-visible [aria-selected=true]': { boxShadow: 'inset 0 0 0 2px var(--accent)' },
});
const Chips = styled('span')({ display: 'grid', justifyItems: 'end', gap: 4 });
