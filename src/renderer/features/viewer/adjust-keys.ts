import type { Size } from '../../../domain/rules/kept-rectangle.ts';
import type { Point, QuarterTurn } from '../../../domain/units.ts';
import type { KeyPress } from '../../actions/keys.ts';
import {
  cornerHandles,
  type Draft,
  edgeHandles,
  type Handle,
  handlesOf,
  leant,
  moved,
  reshaped,
} from './adjust-draft.ts';

/** Where the hand stands: what is drawn, and the handle that is moved. */
export interface Hand {
  readonly draft: Draft;
  readonly chosen: Handle;
}

/** What a page is as it is drawn: its size as captured, and the turn it is shown with. */
export interface Drawn {
  readonly original: Size;
  readonly turn: QuarterTurn;
}

const arrows: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** The hand after a key; null for one that means nothing here. Arrows go as they look on the screen. */
export function afterKey(hand: Hand, press: KeyPress, drawn: Drawn): Hand | null {
  const { draft, chosen } = hand;
  const times = press.shiftKey ? 10 : 1;
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  const arrow = arrows[press.key];
  if (arrow) {
    const by = unturned({ x: arrow.x * times, y: arrow.y * times }, drawn.turn);
    const turned =
      chosen === 'turn' ? leant(draft, (-(arrow.x + arrow.y) * times) / 10, drawn.original) : null;
    return { ...hand, draft: turned ?? moved(draft, chosen, by, drawn.original) };
  }
  switch (press.key) {
    case 'Tab':
      return { ...hand, chosen: nextHandle(draft, chosen, press.shiftKey ? -1 : 1) };
    // With Shift the same keys give the braces.
    case '[':
    case '{':
      return { ...hand, draft: leant(draft, 0.1 * times, drawn.original) };
    case ']':
    case '}':
      return { ...hand, draft: leant(draft, -0.1 * times, drawn.original) };
    case 'c':
    case 'C':
      return withShape(hand, reshaped(draft, drawn.original));
    default:
      return null;
  }
}

/** Keeps the handle where the other shape has it too. */
export function withShape(hand: Hand, draft: Draft): Hand {
  return { draft, chosen: handlesOf(draft).includes(hand.chosen) ? hand.chosen : 'whole' };
}

/** What a handle of the original is where the original is shown turned clockwise: its top is then the right one. */
export function seenHandle(handle: Handle, turn: QuarterTurn): Handle {
  for (const round of [cornerHandles, edgeHandles] as const) {
    const at = (round as readonly Handle[]).indexOf(handle);
    if (at >= 0) return round[(at + turn / 90) % 4] ?? handle;
  }
  return handle;
}

/** A step on the screen as a step of the original, which is shown turned clockwise. */
export function unturned({ x, y }: Point, turn: QuarterTurn): Point {
  switch (turn) {
    case 0:
      return { x, y };
    case 90:
      return { x: y, y: -x };
    case 180:
      return { x: -x, y: -y };
    case 270:
      return { x: -y, y: x };
  }
}

/** A step of the original as it looks on the screen. */
export function turnedStep(step: Point, turn: QuarterTurn): Point {
  return unturned(step, ((360 - turn) % 360) as QuarterTurn);
}

function nextHandle(draft: Draft, chosen: Handle, step: 1 | -1): Handle {
  const handles = handlesOf(draft);
  const at = handles.indexOf(chosen);
  return handles[(at + step + handles.length) % handles.length] ?? 'whole';
}
