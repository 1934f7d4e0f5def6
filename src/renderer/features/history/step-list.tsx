import { styled } from '@mui/material/styles';
import { type KeyboardEvent, useState } from 'react';
import { formatDateTime } from '../../../i18n/format.ts';
import { useCategoryName } from '../../actions/categories.ts';
import { Chip } from '../../components/chip.tsx';
import { actWords, effectWords, subjectWords } from '../../components/effect-words.ts';
import { useText } from '../../components/text.tsx';
import { WalkedList } from '../../components/walked-list.tsx';
import type { HistoryLine } from './history-lines.ts';

const lineHeight = 76;

interface StepListProps {
  lines: readonly HistoryLine[];
  onGo: (line: HistoryLine) => void;
}

/** The steps, drawn only where they are seen. Arrows walk, Enter goes there; the keyboard begins at the present. */
export function StepList({ lines, onGo }: StepListProps) {
  const text = useText();
  const present = lines.find((line) => line.isPresent)?.key ?? lines[0]?.key ?? null;
  const [chosen, setChosen] = useState(present);
  const current = lines.some((line) => line.key === chosen) ? chosen : present;

  function onKey(event: KeyboardEvent): boolean {
    const line = lines.find((one) => one.key === current);
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || !line) return false;
    onGo(line);
    return true;
  }

  return (
    <WalkedList
      lines={lines}
      label={text('history.list')}
      selects="one"
      current={current}
      idOf={domId}
      heightOf={() => lineHeight}
      walks={() => true}
      onWalk={(line) => setChosen(line.key)}
      onKey={onKey}
    >
      {(line, start) => (
        <Line
          id={domId(line.key)}
          role="option"
          aria-selected={line.key === current}
          aria-current={line.isPresent ? 'step' : undefined}
          aria-disabled={line.step?.state === 'dropped'}
          data-current={line.key === current}
          data-state={line.step?.state ?? 'start'}
          style={{ transform: `translateY(${start}px)` }}
          onClick={() => {
            setChosen(line.key);
            onGo(line);
          }}
        >
          <LineWords line={line} />
        </Line>
      )}
    </WalkedList>
  );
}

function LineWords({ line }: { line: HistoryLine }) {
  const text = useText();
  const categoryName = useCategoryName();
  const { step } = line;
  const changes = step ? effectWords(step.effects, text, categoryName).join(text('effect.join')) : '';
  const what = step
    ? [subjectWords(step.subject, text, categoryName), changes].filter(Boolean).join(' · ')
    : '';
  return (
    <>
      <Top>
        <b>{step ? actWords(step.label, text) : text('history.start')}</b>
        {line.isPresent && <Chip tone="busy">{text('history.now')}</Chip>}
        {step?.state === 'undone' && <Chip tone="quiet">{text('history.undone')}</Chip>}
        {step?.state === 'dropped' && <Chip tone="quiet">{text('history.dropped')}</Chip>}
      </Top>
      {step && <What title={what}>{what}</What>}
      {step && (
        <Who>
          {step.at !== null && step.operator !== null
            ? text('history.entry', {
                operator: step.operator,
                time: formatDateTime(step.at),
              })
            : text('history.unknown')}
        </Who>
      )}
    </>
  );
}

function domId(key: string): string {
  return `history-${key}`;
}

const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
const Line = styled('div')({
  position: 'absolute',
  insetInline: 0,
  top: 0,
  height: lineHeight,
  padding: '6px 16px',
  display: 'grid',
  alignContent: 'center',
  cursor: 'pointer',
  borderBottom: '1px solid var(--line)',
  '&:hover': { background: 'var(--hover)' },
  '&[aria-selected=true]': { background: 'var(--accent-soft)' },
  '&[aria-disabled=true]': { cursor: 'default' },
  '&[data-state=undone] b, &[data-state=dropped] b': { color: 'var(--ink3)' },
});
const Top = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  minWidth: 0,
  '& b': { fontWeight: 500, ...cut },
  '& b::first-letter': { textTransform: 'uppercase' },
});
const What = styled('div')({ ...cut, color: 'var(--ink2)' });
const Who = styled('div')({ ...cut, fontSize: 12, color: 'var(--ink3)' });
