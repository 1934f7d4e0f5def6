import { styled } from '@mui/material/styles';
import type { KeyboardEvent } from 'react';
import type { PageId } from '../../../domain/ids.ts';
import { useText } from '../../components/text.tsx';
import { WalkedList } from '../../components/walked-list.tsx';
import { DocumentLine, domId, PageLine } from './bin-line.tsx';
import { type BinLine, type BinPage, binHeights } from './bin-lines.ts';
import type { Deletions } from './use-deletions.ts';

interface BinListProps {
  lines: readonly BinLine[];
  current: BinPage | null;
  ticked: ReadonlySet<PageId>;
  deletions: Deletions;
  onChoose: (line: BinPage) => void;
  onTick: (line: BinPage) => void;
  onTickAll: () => void;
  onRestore: () => void;
}

/** The bin, drawn only where it is seen. Arrows walk over pages, Space ticks, Ctrl+A ticks all, Enter restores. */
export function BinList(props: BinListProps) {
  const { lines, current } = props;
  const text = useText();

  function onKey(event: KeyboardEvent): boolean {
    const isHeld = event.ctrlKey || event.metaKey;
    if (isHeld && event.key.toLowerCase() === 'a') props.onTickAll();
    else if (!isHeld && event.key === ' ' && current) props.onTick(current);
    else if (!isHeld && event.key === 'Enter') props.onRestore();
    else return false;
    return true;
  }

  return (
    <Side>
      <WalkedList
        lines={lines}
        label={text('bin.list')}
        selects="many"
        current={current?.key ?? null}
        idOf={domId}
        heightOf={(line) => binHeights[line.type]}
        walks={(line) => line.type === 'page'}
        onWalk={(line) => line.type === 'page' && props.onChoose(line)}
        onKey={onKey}
      >
        {(line, start) =>
          line.type === 'document' ? (
            <DocumentLine line={line} start={start} />
          ) : (
            <PageLine
              line={line}
              start={start}
              isCurrent={line.key === current?.key}
              isTicked={props.ticked.has(line.key)}
              deletion={props.deletions.get(line.key) ?? null}
              onChoose={() => props.onChoose(line)}
              onTick={() => props.onTick(line)}
            />
          )
        }
      </WalkedList>
    </Side>
  );
}

const Side = styled('div')({
  display: 'grid',
  gridTemplateRows: 'minmax(0, 1fr)',
  minHeight: 0,
  minWidth: 0,
  borderRight: '1px solid var(--line)',
});
