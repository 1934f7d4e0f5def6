import type { SheetEdge } from '../../domain/reading.ts';
import type { PageView } from '../view.ts';

/** Share of an edge of the frame that the sheet must lie against for that edge to be able to cut it. */
const leastShare = 0.25;

/** Whether the sheet runs out of the frame on that side: there its own edge is not seen. */
export function isAtFrame({ sheet, page }: PageView, edge: SheetEdge): boolean {
  if (!sheet) return true;
  const { width, height } = page.reduced.frame;
  const isBeyond: Readonly<Record<SheetEdge, (x: number, y: number) => boolean>> = {
    top: (_, y) => y < 1,
    right: (x) => x > width - 1,
    bottom: (_, y) => y > height - 1,
    left: (x) => x < 1,
  };
  const onFrame = sheet.outline.filter(({ x, y }) => isBeyond[edge](x, y));
  const along = onFrame.map(({ x, y }) => (edge === 'top' || edge === 'bottom' ? x : y));
  if (along.length < 2) return false;
  const length = edge === 'top' || edge === 'bottom' ? width : height;
  return Math.max(...along) - Math.min(...along) >= length * leastShare;
}
