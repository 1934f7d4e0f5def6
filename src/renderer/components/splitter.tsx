import { styled } from '@mui/material/styles';
import type { KeyboardEvent, PointerEvent } from 'react';

interface SplitterProps {
  label: string;
  width: number;
  min: number;
  max: number;
  /** Which side of the bar the pane it sizes is on. */
  pane: 'left' | 'right';
  onWidth: (width: number) => void;
}

const step = 16;

/** The bar between two panes; dragged, or moved with the arrow keys. */
export function Splitter(props: SplitterProps) {
  const towards = props.pane === 'left' ? 1 : -1;
  const give = (width: number) => props.onWidth(Math.round(Math.min(props.max, Math.max(props.min, width))));

  function onPointerDown(event: PointerEvent<HTMLDivElement>) {
    const bar = event.currentTarget;
    const from = event.clientX;
    const { width } = props;
    bar.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) => give(width + (moved.clientX - from) * towards);
    bar.addEventListener('pointermove', move);
    bar.addEventListener('lostpointercapture', () => bar.removeEventListener('pointermove', move), {
      once: true,
    });
  }

  function onKeyDown(event: KeyboardEvent) {
    const by = event.key === 'ArrowRight' ? step : event.key === 'ArrowLeft' ? -step : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    give(props.width + by * towards);
  }

  return (
    <Bar
      role="separator"
      aria-orientation="vertical"
      aria-label={props.label}
      aria-valuenow={props.width}
      aria-valuemin={props.min}
      aria-valuemax={props.max}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}

const Bar = styled('div')({
  width: 7,
  margin: '0 -3px',
  zIndex: 2,
  cursor: 'col-resize',
  touchAction: 'none',
  position: 'relative',
  '&::after': { content: '""', position: 'absolute', inset: '0 3px', background: 'var(--line)' },
  '&:hover::after, &:focus-visible::after': { background: 'var(--accent)', inset: '0 2px' },
  '&:focus-visible': { outline: 'none' },
});
