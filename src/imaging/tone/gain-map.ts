import type { Paper } from '../paper/estimate-paper.ts';

/** Paper is lifted a little over white, so that its grain and the scanner's noise disappear in it. */
const targetLevel = 262;
/** No channel is lifted more: what is darker than that is no paper, and noise would be lifted with it. */
const largestGain = 1.8;
/** Share of the page that must be paper before its tones are touched. */
const leastPaper = 0.15;
/** A sheet shows its paper in the margins; a page that is all photograph does not. */
const leastRim = 0.5;
/** Darker or stronger coloured than this it is wrapping, a form's colour code, or the sky of a photograph. */
const darkestPaper = 150;
const strongestColour = 75;

/** Gain of every tile and channel in 256ths; 256 leaves a tone as it is. */
export interface GainMap {
  readonly gains: Uint16Array;
  readonly columns: number;
  readonly rows: number;
  /** Side of a tile in pixels of the source. */
  readonly tileSize: number;
}

/** Whether lightening the paper can do good: there must be paper on the page. */
export function chooseTone(paper: Paper): { readonly value: 'none' | 'whiten'; readonly confidence: number } {
  const chroma = Math.max(...paper.colour) - Math.min(...paper.colour);
  const isPaper =
    paper.luma >= darkestPaper &&
    chroma <= strongestColour &&
    paper.confidence >= leastPaper &&
    paper.rimShare >= leastRim;
  if (!isPaper) return { value: 'none', confidence: 1 - paper.confidence };
  return { value: 'whiten', confidence: Math.min(1, paper.confidence * 1.5) };
}

/**
 * What each tile is multiplied by to make its paper white, channel by channel: yellowed paper turns neutral, shadows
 * lift. Pictures and coloured print keep their tones.
 */
export function gainMap(paper: Paper, factor: number): GainMap {
  const gains = new Uint16Array(paper.levels.length);
  for (let i = 0; i < gains.length; i++) {
    const isPicture = paper.isPicture[Math.floor(i / 3)] === 1;
    const gain = isPicture ? 1 : targetLevel / Math.max(1, paper.levels[i] as number);
    gains[i] = Math.round(256 * Math.max(1, Math.min(largestGain, gain)));
  }
  return { gains, columns: paper.columns, rows: paper.rows, tileSize: paper.tileSize * factor };
}

/** Gains between tile centres at a point of the source, written to `out` as red, green, blue. */
export function gainAt(map: GainMap, x: number, y: number, out: Int32Array): void {
  const { gains, columns, rows, tileSize } = map;
  const atX = Math.max(0, Math.min(columns - 1, x / tileSize - 0.5));
  const atY = Math.max(0, Math.min(rows - 1, y / tileSize - 0.5));
  const x0 = Math.floor(atX);
  const y0 = Math.floor(atY);
  const dx = atX - x0;
  const dy = atY - y0;
  const a = (y0 * columns + x0) * 3;
  const b = x0 + 1 < columns ? a + 3 : a;
  const down = y0 + 1 < rows ? columns * 3 : 0;
  for (let c = 0; c < 3; c++) {
    const top = (gains[a + c] as number) * (1 - dx) + (gains[b + c] as number) * dx;
    const bottom = (gains[a + down + c] as number) * (1 - dx) + (gains[b + down + c] as number) * dx;
    out[c] = top * (1 - dy) + bottom * dy;
  }
}
