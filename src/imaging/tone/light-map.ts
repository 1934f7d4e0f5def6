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
  const { columns, rows, levels } = paper;
  const { factor } = page.reduced;
  const tone = recipe.tone.value;
  const gains = tone === 'none' ? null : gainMap(paper, factor, tone).gains;
  const papers = tone === 'whiten' ? null : litPaper(levels, gains);
  return { gains, papers, columns, rows, tileSize: paper.tileSize * factor };
}

function litPaper(levels: Float32Array, gains: Uint16Array | null): Uint16Array {
  const papers = new Uint16Array(levels.length);
  for (let i = 0; i < papers.length; i++) {
    papers[i] = Math.min(255, ((levels[i] as number) * (gains ? (gains[i] as number) : 256)) / 256);
  }
  return papers;
}
