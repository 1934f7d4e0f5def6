import type { Component } from '../ink/components.ts';
import type { PageArea } from '../page-box/page-area.ts';

/** A fold shades the paper this wide. */
const widestMm = 2.5;
/** Its pieces, where it is faint; shorter ones are left to be marks. */
const shortestMm = 3;
/** From one piece to the next it may leave its line by so much, and by a twentieth of the gap between them. */
const strayMm = 1;
const steepest = 0.05;
/** Gaps along it, and between it and the sheet's edge. */
const gapMm = 15;
/** Share of the sheet's length that is seen. */
const leastSeen = 0.3;
/** It runs from edge to edge; print does not, and paper that is ruled so far has more lines than this. */
const mostLines = 4;

interface Piece {
  readonly component: Component;
  readonly from: number;
  readonly to: number;
  readonly across: number;
}

/** Lines that run straight over the whole sheet: folds of the paper, streaks of dirt on the scanner's glass. */
export function foldsAndStreaks(
  components: readonly Component[],
  area: PageArea,
  mm: number,
): ReadonlySet<Component> {
  const thin = components.filter(({ left, top, right, bottom, area: size }) => {
    const long = Math.hypot(right - left + 1, bottom - top + 1);
    return long >= shortestMm * mm && size / long <= widestMm * mm;
  });
  const left = Math.min(...area.left.subarray(area.top, area.bottom));
  const right = Math.max(...area.right);
  const across = thin
    .filter((c) => c.right - c.left > 3 * (c.bottom - c.top))
    .map((c) => ({ component: c, from: c.left, to: c.right + 1, across: (c.top + c.bottom) / 2 }));
  const down = thin
    .filter((c) => c.bottom - c.top > 3 * (c.right - c.left))
    .map((c) => ({ component: c, from: c.top, to: c.bottom + 1, across: (c.left + c.right) / 2 }));
  const found = [...linesOf(across, left, right, mm), ...linesOf(down, area.top, area.bottom, mm)];
  if (found.length === 0 || found.length > mostLines) return new Set();
  const lines = found.flat();
  const stray = strayMm * mm;
  const crumbs = components.filter(
    (crumb) =>
      crumb.right - crumb.left < shortestMm * mm &&
      crumb.bottom - crumb.top < shortestMm * mm &&
      lines.some((line) => isBeside(crumb, line, stray, gapMm * mm)),
  );
  return new Set([...lines, ...crumbs]);
}

/** Whether a crumb lies on a line or in the gap behind one of its pieces. */
function isBeside(crumb: Component, line: Component, stray: number, gap: number): boolean {
  const x = (crumb.left + crumb.right) / 2;
  const y = (crumb.top + crumb.bottom) / 2;
  const isAcross = line.right - line.left > line.bottom - line.top;
  const reachX = isAcross ? gap : stray;
  const reachY = isAcross ? stray : gap;
  return (
    x >= line.left - reachX && x <= line.right + reachX && y >= line.top - reachY && y <= line.bottom + reachY
  );
}

/** Chains of pieces that lead from one edge to the other. */
function linesOf(pieces: Piece[], start: number, end: number, mm: number): Component[][] {
  const lines: Component[][] = [];
  const rest = new Set(pieces.sort((a, b) => a.from - b.from));
  for (const first of pieces) {
    if (first.from - start > gapMm * mm) break;
    if (!rest.has(first)) continue;
    const chain = [first];
    for (const next of pieces) {
      const last = chain.at(-1) as Piece;
      const gap = next.from - last.to;
      if (!rest.has(next) || next === first || gap < -mm || gap > gapMm * mm) continue;
      // The middle of a long piece lies half its length from where the next one begins.
      const between = gap + (last.to - last.from + next.to - next.from) / 2;
      if (Math.abs(next.across - last.across) <= strayMm * mm + steepest * between) chain.push(next);
    }
    const seen = chain.reduce((sum, piece) => sum + piece.to - piece.from, 0);
    const reachesEnd = end - (chain.at(-1) as Piece).to <= gapMm * mm;
    if (!reachesEnd || seen < (end - start) * leastSeen) continue;
    for (const piece of chain) rest.delete(piece);
    lines.push(chain.map((piece) => piece.component));
  }
  return lines;
}
