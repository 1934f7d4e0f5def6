import type { Paper } from '../paper/estimate-paper.ts';

/** Paper is lifted a little over white, so that its grain and the scanner's noise disappear in it. */
const targetLevel = 262;
/** No channel is lifted more: what is darker than that is no paper, and noise would be lifted with it. */
const largestGain = 1.8;
/** A lamp's glare is evened, a white label on brown paper is not made brown. */
const leastGain = 0.9;
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
 * What each tile is multiplied by. `whiten` makes its paper white, channel by channel: yellowed paper turns neutral,
 * shadows lift. `even` gives it the light of the page's own paper, all channels alike: its colour stays. Pictures and
 * coloured print keep their tones.
 */
export function gainMap(paper: Paper, factor: number, tone: 'even' | 'whiten'): GainMap {
  const { levels, isPicture, columns, rows } = paper;
  const gains = new Uint16Array(levels.length).fill(256);
  for (let tile = 0, at = 0; tile < isPicture.length; tile++, at += 3) {
    if (isPicture[tile] === 1) continue;
    const red = levels[at] as number;
    const green = levels[at + 1] as number;
    const blue = levels[at + 2] as number;
    if (tone === 'even') {
      const luma = red * 0.299 + green * 0.587 + blue * 0.114;
      gains.fill(gainTo(paper.luma, luma, leastGain), at, at + 3);
    } else {
      gains[at] = gainTo(targetLevel, red, 1);
      gains[at + 1] = gainTo(targetLevel, green, 1);
      gains[at + 2] = gainTo(targetLevel, blue, 1);
    }
  }
  return { gains, columns, rows, tileSize: paper.tileSize * factor };
}

function gainTo(target: number, level: number, least: number): number {
  return Math.round(256 * Math.max(least, Math.min(largestGain, target / Math.max(1, level))));
}
