import type { Quality } from '../../domain/reading.ts';
import { rectangleAround } from '../../domain/rules/kept-rectangle.ts';
import type { PageView } from '../view.ts';

/** Millimetres of the sheet as it lies straight; null where its edges are not seen. */
export function sheetSize({ page, sheet }: PageView): Quality['sheetMm'] {
  if (!sheet || sheet.degrees === null) return null;
  const mm = page.reduced.dpi / 25.4;
  const { width, height } = rectangleAround(sheet.outline, sheet.degrees);
  return { width: width / mm, height: height / mm };
}
