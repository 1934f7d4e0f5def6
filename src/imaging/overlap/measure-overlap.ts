import type { PageView } from '../view.ts';

/** Signs that two sheets went through together, 0 to 1. */
export function measureOverlap(_view: PageView): number {
  return 0;
}
