import { styled } from '@mui/material/styles';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Fragment, type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useRef } from 'react';
import { lineAfter } from './walk-lines.ts';

interface WalkedListProps<L extends { readonly key: string }> {
  lines: readonly L[];
  label: string;
  selects: 'one' | 'many';
  /** The line the keyboard stands on. */
  current: string | null;
  idOf: (key: string) => string;
  heightOf: (line: L) => number;
  /** Whether the arrows stop there; a heading they pass is shown with the line behind it. */
  walks: (line: L) => boolean;
  onWalk: (line: L) => void;
  /** Any other key but those with Alt; true where it was taken. */
  onKey: (event: KeyboardEvent) => boolean;
  /** One line, `start` pixels from the top, `data-current` where the keyboard stands on it. */
  children: (line: L, start: number) => ReactNode;
}

/** Lines of known heights, drawn only where they are seen. It has the keyboard when it opens; arrows walk. */
export function WalkedList<L extends { readonly key: string }>(props: WalkedListProps<L>) {
  const { lines, current, idOf } = props;
  const list = useRef<HTMLDivElement>(null);
  const heightAt = (at: number) => {
    const line = lines[at];
    return line ? props.heightOf(line) : 0;
  };
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => list.current,
    estimateSize: heightAt,
    getItemKey: (at) => lines[at]?.key ?? at,
    overscan: 6,
  });

  useEffect(() => list.current?.focus(), []);
  const show = useEffectEvent(() => {
    const at = lines.findIndex((line) => line.key === current);
    const above = lines[at - 1];
    if (above && !props.walks(above)) virtual.scrollToIndex(at - 1, { align: 'auto' });
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  });
  useEffect(() => {
    if (current !== null) show();
  }, [current]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey) return;
    const isHeld = event.ctrlKey || event.metaKey;
    const next = isHeld ? null : lineAfter(lines.filter(props.walks), current, event.key);
    const goal = lines.find((line) => line.key === next);
    if (goal) props.onWalk(goal);
    else if (!props.onKey(event)) return;
    event.preventDefault();
  }

  return (
    <List
      ref={list}
      role="listbox"
      tabIndex={0}
      aria-label={props.label}
      aria-multiselectable={props.selects === 'many' ? true : undefined}
      aria-activedescendant={current === null ? undefined : idOf(current)}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const line = lines[index];
          return line && <Fragment key={key}>{props.children(line, start)}</Fragment>;
        })}
      </div>
    </List>
  );
}

const List = styled('div')({
  minHeight: 0,
  overflowY: 'auto',
  outline: 'none !important',
  '&:focus-visible [data-current=true]': { boxShadow: 'inset 0 0 0 2px var(--accent)' },
});
