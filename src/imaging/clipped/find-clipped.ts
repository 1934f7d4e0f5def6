import type { SheetEdge } from '../../domain/reading.ts';
import type { Component } from '../ink/components.ts';
import type { PageView } from '../view.ts';
import { isAtFrame } from './is-at-frame.ts';
import { strokesAtFrame } from './strokes-at-frame.ts';

/** A letter, millimetres: less is dust, more a drawing, a picture or a shadow. */
const letterMm = { least: 0.7, most: 12 } as const;
/** Print stands out from the paper by so much; what is fainter may be the paper's own pattern. */
const leastPeak = 90;
/** Letters of a line of print follow each other within this. */
const gapMm = 5;
/** A line cut lengthwise leaves so many pieces along the edge, over so much of it. */
const leastPieces = 6;
const leastRunMm = 12;
/** So many lines must be cut across, each with so many letters further in. */
const leastLines = 3;
const leastFollowers = 3;
/** With less paper than this, or less of it at the rim, the page is a picture, and runs to its edge by itself. */
const leastPaper = 0.4;

/** A letter at an edge of the frame: its extent along the edge and how deep it reaches. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  readonly component: Component;
}

/**
 * Edges of the captured image that cut through lines of print: letters end in mid-stroke at the frame where no edge of
 * the sheet is seen, several in a line along it, or the first of several lines across it. Quiet unless sure: a picture,
 * a coloured band, a rule or a shadow may run to the edge of the paper.
 */
export function findClipped(view: PageView): readonly SheetEdge[] {
  const { paper } = view;
  if (paper.luma === 0 || paper.confidence < leastPaper) return [];
  const letters = view.components.list.filter((component) => isLetter(component, view));
  return (['top', 'right', 'bottom', 'left'] as const).filter((edge) => isCut(view, edge, letters));
}

function isLetter({ left, top, right, bottom, peak }: Component, { page }: PageView): boolean {
  const mm = page.reduced.dpi / 25.4;
  const long = Math.max(right - left, bottom - top) + 1;
  return peak >= leastPeak && long >= letterMm.least * mm && long <= letterMm.most * mm;
}

function isCut(view: PageView, edge: SheetEdge, letters: readonly Component[]): boolean {
  if (!isAtFrame(view, edge)) return false;
  const mm = view.page.reduced.dpi / 25.4;
  const pieces = letters
    .filter((letter) => touches(view, edge, letter))
    .map((letter) => pieceOf(edge, letter))
    .filter(({ from, to }) => strokesAtFrame(view, edge, from, to))
    .sort((a, b) => a.from - b.from);
  if (hasLineAlong(pieces, mm)) return true;
  const cut = pieces.filter((piece) => followers(edge, piece.component, letters, mm) >= leastFollowers);
  return countApart(cut) >= leastLines;
}

/** Whether a letter reaches the rim of the area on that side; a pixel may be missing. */
function touches({ area }: PageView, edge: SheetEdge, { left, top, right, bottom }: Component): boolean {
  if (edge === 'top') return top <= area.top + 1;
  if (edge === 'bottom') return bottom >= area.bottom - 2;
  for (let y = top; y <= bottom; y++) {
    if (edge === 'left' && left <= (area.left[y] as number) + 1) return true;
    if (edge === 'right' && right >= (area.right[y] as number) - 2) return true;
  }
  return false;
}

function pieceOf(edge: SheetEdge, component: Component): Piece {
  const { left, top, right, bottom } = component;
  return edge === 'top' || edge === 'bottom'
    ? { from: left, to: right + 1, depth: bottom - top + 1, component }
    : { from: top, to: bottom + 1, depth: right - left + 1, component };
}

/** Pieces side by side as the letters of one line are: of different widths at different distances, unlike teeth and holes. */
function hasLineAlong(pieces: readonly Piece[], mm: number): boolean {
  let first = 0;
  for (let i = 1; i <= pieces.length; i++) {
    const isEnd = i === pieces.length || (pieces[i] as Piece).from - (pieces[i - 1] as Piece).to > gapMm * mm;
    if (!isEnd) continue;
    const run = pieces.slice(first, i);
    first = i;
    const length = (run.at(-1) as Piece).to - (run[0] as Piece).from;
    if (run.length >= leastPieces && length >= leastRunMm * mm && !isEven(run)) return true;
  }
  return false;
}

/** Teeth of a torn edge and sprocket holes stand at one distance, all of one size. */
function isEven(run: readonly Piece[]): boolean {
  const pitches = run.slice(1).map((piece, i) => piece.from - (run[i] as Piece).from);
  const mean = pitches.reduce((sum, pitch) => sum + pitch, 0) / pitches.length;
  const off = pitches.filter((pitch) => Math.abs(pitch - mean) > Math.max(1.5, mean * 0.12)).length;
  return off * 5 <= pitches.length;
}

/** Letters that go on inwards from a cut one, in its line. */
function followers(edge: SheetEdge, cut: Component, letters: readonly Component[], mm: number): number {
  const isAcross = edge === 'left' || edge === 'right';
  if (!isAcross) return 0;
  const sign = edge === 'left' ? 1 : -1;
  let end = edge === 'left' ? cut.right : -cut.left;
  const inLine = letters
    .filter((l) => l !== cut && Math.min(l.bottom, cut.bottom) - Math.max(l.top, cut.top) >= 0)
    .map((l) => ({ start: sign === 1 ? l.left : -l.right, end: sign === 1 ? l.right : -l.left }))
    .sort((a, b) => a.start - b.start);
  let count = 0;
  for (const { start, end: next } of inLine) {
    if (start - end > gapMm * mm) break;
    count++;
    end = Math.max(end, next);
  }
  return count;
}

/** Pieces that lie beside each other along the edge, not over one another. */
function countApart(pieces: readonly Piece[]): number {
  let count = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const { from, to } of pieces) {
    if (from < end) continue;
    count++;
    end = to;
  }
  return count;
}
