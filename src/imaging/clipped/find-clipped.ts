import type { SheetEdge } from '../../domain/reading.ts';
import type { PageView } from '../view.ts';

/** Edges of the captured image that cut through content. */
export function findClipped(_view: PageView): readonly SheetEdge[] {
  return [];
}
