import { styled } from '@mui/material/styles';
import { type PointerEvent, useEffect, useRef } from 'react';
import type { Corners, Point, QuarterTurn } from '../../../domain/units.ts';
import { useText } from '../../components/text.tsx';
import { cornerHandles, cornersOfDraft, type Handle, handlesOf } from './adjust-draft.ts';
import { type Hand, seenHandle, unturned } from './adjust-keys.ts';
import type { Size } from './geometry.ts';

interface AdjustFrameProps {
  hand: Hand;
  original: Size;
  scale: number;
  turn: QuarterTurn;
  /** Thin lines to see by whether print lies straight. */
  showsGrid: boolean;
  onChoose: (handle: Handle) => void;
  /** By pixels of the original from where it was taken up, and where it was taken. */
  onDrag: (handle: Handle, from: Point, to: Point) => void;
  onDragStart: () => void;
  onDragEnd: () => void;
}

/** The rectangle that is kept, the rest dimmed, and its handles; drawn over the original as it is shown. */
export function AdjustFrame(props: AdjustFrameProps) {
  const { hand, original, scale, turn } = props;
  const text = useText();
  const box = useRef<HTMLDivElement>(null);
  const buttons = useRef(new Map<Handle, HTMLButtonElement>());
  const corners = cornersOfDraft(hand.draft);
  const [width, height] = [original.width * scale, original.height * scale];
  const outline = pathOf(corners, scale);

  useEffect(() => buttons.current.get(hand.chosen)?.focus({ preventScroll: true }), [hand.chosen]);

  function pointOf(event: { clientX: number; clientY: number }): Point {
    const rect = box.current?.getBoundingClientRect();
    if (!rect) return { x: 0, y: 0 };
    const fromMiddle = {
      x: event.clientX - (rect.left + rect.right) / 2,
      y: event.clientY - (rect.top + rect.bottom) / 2,
    };
    const step = unturned(fromMiddle, turn);
    return { x: step.x / scale + original.width / 2, y: step.y / scale + original.height / 2 };
  }

  function onPointerDown(event: PointerEvent<HTMLElement | SVGElement>, handle: Handle): void {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    props.onChoose(handle);
    const element = event.currentTarget;
    const from = pointOf(event);
    element.setPointerCapture(event.pointerId);
    props.onDragStart();
    const move = (moved: Event) => props.onDrag(handle, from, pointOf(moved as globalThis.PointerEvent));
    element.addEventListener('pointermove', move);
    element.addEventListener(
      'lostpointercapture',
      () => {
        element.removeEventListener('pointermove', move);
        props.onDragEnd();
      },
      { once: true },
    );
  }

  return (
    <Layer ref={box}>
      <svg width={width} height={height} aria-hidden="true">
        <path className="outside" fillRule="evenodd" d={`M0 0H${width}V${height}H0Z${outline}`} />
        {props.showsGrid && <path className="grid" d={gridOf(corners, scale)} />}
        <path className="halo" d={outline} />
        <path className="edge" d={outline} />
        <path className="inside" d={outline} onPointerDown={(event) => onPointerDown(event, 'whole')} />
        {hand.draft.shape === 'rectangle' && <path className="stem" d={stemOf(corners, scale)} />}
      </svg>
      {handlesOf(hand.draft).map((handle) => {
        const at = placeOf(handle, corners, scale);
        return (
          <Grip
            key={handle}
            type="button"
            tabIndex={-1}
            ref={(button) => void (button && buttons.current.set(handle, button))}
            aria-label={text(`adjust.handle.${seenHandle(handle, turn)}`)}
            aria-pressed={hand.chosen === handle}
            data-handle={handle}
            style={{ left: at.x, top: at.y }}
            onPointerDown={(event) => onPointerDown(event, handle)}
          />
        );
      })}
    </Layer>
  );
}

/** The rotation handle stands this far off the upper edge, CSS pixels. */
const stem = 28;

/** Where a handle stands, pixels of the original times `scale`. */
export function placeOf(handle: Handle, corners: Corners, scale: number): Point {
  const [a, b, c, d] = corners;
  const between = (p: Point, q: Point): Point => ({
    x: ((p.x + q.x) / 2) * scale,
    y: ((p.y + q.y) / 2) * scale,
  });
  switch (handle) {
    case 'top':
      return between(a, b);
    case 'right':
      return between(b, c);
    case 'bottom':
      return between(c, d);
    case 'left':
      return between(d, a);
    case 'turn':
      return stemEnd(corners, scale);
    case 'whole':
      return { x: ((a.x + b.x + c.x + d.x) / 4) * scale, y: ((a.y + b.y + c.y + d.y) / 4) * scale };
    default: {
      const { x, y } = corners[cornerHandles.indexOf(handle)] ?? a;
      return { x: x * scale, y: y * scale };
    }
  }
}

/** Inside the page: above it there may be no room. */
function stemEnd([a, b, c, d]: Corners, scale: number): Point {
  const top = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const bottom = { x: (c.x + d.x) / 2, y: (c.y + d.y) / 2 };
  const length = Math.max(1, Math.hypot(bottom.x - top.x, bottom.y - top.y) * scale);
  const share = Math.min(0.4, stem / length);
  return {
    x: (top.x + (bottom.x - top.x) * share) * scale,
    y: (top.y + (bottom.y - top.y) * share) * scale,
  };
}

function stemOf(corners: Corners, scale: number): string {
  const [a, b] = corners;
  const end = stemEnd(corners, scale);
  return `M${((a.x + b.x) / 2) * scale} ${((a.y + b.y) / 2) * scale}L${end.x} ${end.y}`;
}

function pathOf(corners: Corners, scale: number): string {
  return `M${corners.map(({ x, y }) => `${x * scale} ${y * scale}`).join('L')}Z`;
}

function gridOf([a, b, c, d]: Corners, scale: number): string {
  const at = (p: Point, q: Point, share: number) =>
    `${(p.x + (q.x - p.x) * share) * scale} ${(p.y + (q.y - p.y) * share) * scale}`;
  const lines: string[] = [];
  for (let line = 1; line < 16; line += 1) {
    lines.push(`M${at(a, d, line / 16)}L${at(b, c, line / 16)}`);
    if (line % 2 === 0) lines.push(`M${at(a, b, line / 16)}L${at(d, c, line / 16)}`);
  }
  return lines.join('');
}

// On paper, not on the window: the same in light and dark.
const Layer = styled('div')({
  position: 'absolute',
  inset: 0,
  '& svg': { position: 'absolute', inset: 0, overflow: 'visible' },
  '& .outside': { fill: 'rgba(12,16,20,.58)' },
  // The bed may be black.
  '& .halo': { fill: 'none', stroke: 'rgba(255,255,255,.75)', strokeWidth: 4 },
  '& .edge': { fill: 'none', stroke: '#0f6e78', strokeWidth: 2 },
  '& .inside': { fill: 'transparent', cursor: 'move', touchAction: 'none' },
  '& .grid': { fill: 'none', stroke: 'rgba(15,110,120,.5)', strokeWidth: 1 },
  '& .stem': { stroke: '#0f6e78', strokeWidth: 2 },
});
/** Seen small, taken hold of large: a finger covers 44 pixels. */
const Grip = styled('button')({
  position: 'absolute',
  width: 28,
  height: 28,
  padding: 0,
  border: 0,
  background: 'none',
  transform: 'translate(-50%, -50%)',
  touchAction: 'none',
  cursor: 'move',
  outline: 'none !important',
  '@media (pointer: coarse)': { width: 44, height: 44 },
  '&::after': {
    content: '""',
    position: 'absolute',
    left: '50%',
    top: '50%',
    width: 12,
    height: 12,
    transform: 'translate(-50%, -50%)',
    background: '#fff',
    border: '2px solid #0f6e78',
    borderRadius: 3,
    boxSizing: 'border-box',
  },
  '&[data-handle=turn]::after, &[data-handle=whole]::after': { borderRadius: '50%' },
  '&[data-handle=turn]': { cursor: 'grab' },
  '&[aria-pressed=true]::after': { background: '#0f6e78', boxShadow: '0 0 0 3px rgba(255,255,255,.9)' },
});
