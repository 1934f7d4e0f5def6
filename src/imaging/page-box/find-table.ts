import type { ReducedPage } from '../reduce/reduce-page.ts';
import { type Bed, brightEnd, rimPixels } from './find-bed.ts';

/** Levels by which a table must be darker than the sheet that was photographed on it. */
const leastContrast = 45;
/** Share of the rim that must be table. */
const leastRim = 0.93;

/**
 * What a sheet was photographed on, however coloured or grained: everything darker than halfway between its bright end
 * along the rim and the paper. Null where the rim is not dark all around. Only for a sheet whose quad is sure.
 */
export function findTable({ gray: { data, width, height } }: ReducedPage): Bed | null {
  if (width < 16 || height < 16) return null;
  const paper = brightEnd(data);
  const levels = Uint8Array.from(rimPixels(width, height), (i) => data[i] as number).sort();
  const table = levels[Math.floor((levels.length - 1) * leastRim)] as number;
  if (paper - table < leastContrast) return null;
  const reach = Math.round((paper + table) / 2);
  return { levels: [{ base: 0, perColumn: 0, perRow: 0 }], reach, roughness: 0 };
}
