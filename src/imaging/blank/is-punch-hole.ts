import type { Component } from '../ink/components.ts';
import type { PageArea } from '../page-box/page-area.ts';
import type { ReducedPage } from '../reduce/reduce-page.ts';

/** ISO 838 punches 6 mm holes 12 mm from the edge; others 4.5 to 8 mm. */
const holeMm = { smallest: 4, largest: 8.5, fromEdge: 22 } as const;

/** Round, filled, gray or black, of a punch's size and near an edge. */
export function isPunchHole(component: Component, area: PageArea, reduced: ReducedPage): boolean {
  const mm = reduced.dpi / 25.4;
  const wide = component.right - component.left + 1;
  const high = component.bottom - component.top + 1;
  if (Math.min(wide, high) < holeMm.smallest * mm || Math.max(wide, high) > holeMm.largest * mm) return false;
  if (Math.min(wide, high) / Math.max(wide, high) < 0.85) return false;
  const fill = component.area / (wide * high);
  if (fill < 0.72 || fill > 0.86) return false;
  const x = Math.floor((component.left + component.right) / 2);
  const y = Math.floor((component.top + component.bottom) / 2);
  const toEdge = Math.min(
    x - (area.left[y] as number),
    (area.right[y] as number) - x,
    y - area.top,
    area.bottom - y,
  );
  if (toEdge > holeMm.fromEdge * mm) return false;
  if (!reduced.rgb) return true;
  const at = (y * reduced.gray.width + x) * 3;
  const rgb = reduced.rgb.subarray(at, at + 3);
  return Math.max(...rgb) - Math.min(...rgb) < 30;
}
