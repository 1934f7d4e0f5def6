import type { Box } from '../domain/units.ts';
import { findSheet, type Sheet } from './page-box/find-sheet.ts';
import { findSheetByShadow } from './page-box/find-sheet-by-shadow.ts';
import { areaOf, clip, type PageArea, polygonOf } from './page-box/page-area.ts';
import { estimatePaper, type Paper } from './paper/estimate-paper.ts';
import type { ReducedPage } from './reduce/reduce-page.ts';

/** Shadow and blur at the sheet's edge are no content. */
const edgeMm = 1;

/** What every stage needs to know of a page: where the sheet lies, which pixels are it, what its paper is like. */
export interface Survey {
  readonly sheet: Sheet | null;
  readonly area: PageArea;
  readonly paper: Paper;
}

/** Surveys a page; only inside `drawn` (pixels of the source), if a person drew a crop. */
export function surveyPage(reduced: ReducedPage, drawn: Box | null): Survey {
  const { width, height } = reduced.gray;
  const sheet = findSheet(reduced) ?? findSheetByShadow(reduced);
  const outline = sheet ? sheet.outline : polygonOf({ x: 0, y: 0, ...reduced.frame });
  const inset = sheet ? (edgeMm * reduced.dpi) / 25.4 : 0;
  const within = drawn ? clipToBox(outline, drawn, reduced.factor) : outline;
  const area = areaOf(within, width, height, inset);
  // A crop that leaves nothing of the sheet is still what the person wants to see.
  const whole = area.size > 0 ? area : areaOf(polygonOf({ x: 0, y: 0, width, height }), width, height, 0);
  return { sheet, area: whole, paper: estimatePaper(reduced, whole) };
}

function clipToBox(outline: Sheet['outline'], box: Box, factor: number): Sheet['outline'] {
  const left = box.x / factor;
  const top = box.y / factor;
  const right = (box.x + box.width) / factor;
  const bottom = (box.y + box.height) / factor;
  let kept = outline;
  kept = clip(kept, (p) => p.x - left);
  kept = clip(kept, (p) => right - p.x);
  kept = clip(kept, (p) => p.y - top);
  return clip(kept, (p) => bottom - p.y);
}
