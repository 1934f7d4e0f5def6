import type { Recipe } from '../../domain/reading.ts';
import type { PageView } from '../view.ts';
import { gainMap } from './gain-map.ts';

/** What the pass over the full-size page does to light, in tiles of the source; interleaved red, green, blue. */
export interface LightMap {
  /** What each tile is multiplied by, in 256ths; null leaves tones as captured. */
  readonly gains: Uint16Array | null;
  /** What is painted over with, levels of 255; null is white. */
  readonly papers: Uint16Array | null;
  readonly columns: number;
  readonly rows: number;
  readonly tileSize: number;
}

/** Light as the recipe wants it: where paper does not become white, paint has the colour of the paper around it. */
export function lightMap({ page, paper }: PageView, recipe: Recipe): LightMap {
  const { columns, rows } = paper;
  const { factor } = page.reduced;
  const map = recipe.tone.value === 'none' ? null : gainMap(paper, factor);
  const papers = recipe.tone.value === 'whiten' ? null : Uint16Array.from(paper.levels);
  return { gains: map?.gains ?? null, papers, columns, rows, tileSize: paper.tileSize * factor };
}
