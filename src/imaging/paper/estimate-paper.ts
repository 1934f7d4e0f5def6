import type { PageArea } from '../page-box/page-area.ts';
import type { ReducedPage } from '../reduce/reduce-page.ts';
import { fillLevels } from './fill-levels.ts';
import { findPictures, flatSpread } from './find-pictures.ts';
import { measureTiles, type Tiles } from './measure-tiles.ts';

/** A tile must be larger than a letter's bowl and smaller than a shadow's slope. */
const tileMm = 5;
/** Below this luma there is nothing that could be called paper. */
const darkestPaper = 110;
/** Levels about the paper's own within which tiles have a say about its colour. */
const colourReach = 12;

/** What lies under the print, in tiles over the reduced page. */
export interface Paper {
  readonly tileSize: number;
  readonly columns: number;
  readonly rows: number;
  /** Paper colour of each tile, interleaved RGB; tiles without paper have that of their neighbours. */
  readonly levels: Float32Array;
  /** 1 where a tile is a picture or coloured print, 0 where it is paper. */
  readonly isPicture: Uint8Array;
  /** Colour of the paper of the whole page. */
  readonly colour: readonly [number, number, number];
  readonly luma: number;
  /** Share of tiles that are paper, 0 to 1; 0 where the page is too dark to have any. */
  readonly confidence: number;
  /** Share of the tiles along the page's rim that are paper: margins are, the edges of a photograph are not. */
  readonly rimShare: number;
}

/** Paper colour over the page and where pictures lie. Only pixels inside `area` are asked. */
export function estimatePaper(reduced: ReducedPage, area: PageArea): Paper {
  const tileSize = Math.max(4, Math.round((tileMm * reduced.dpi) / 25.4));
  const tiles = measureTiles(reduced, area, tileSize);
  const { columns, rows } = tiles;
  const luma = brightPaper(tiles);
  const colour = meanColour(tiles, luma);
  const isPicture = findPictures(tiles, luma, colour);
  const levels = fillLevels(tiles, isPicture, colour);
  return { tileSize, columns, rows, levels, isPicture, colour, luma, ...paperShares(tiles, isPicture) };
}

/** Level that a quarter of the even tiles lie above; 0 without any. */
function brightPaper({ luma, spread }: Tiles): number {
  const even = luma.filter((level, i) => level >= darkestPaper && (spread[i] as number) <= flatSpread).sort();
  return even.length > 0 ? (even[Math.floor((even.length - 1) * 0.75)] as number) : 0;
}

function meanColour({ luma, spread, rgb }: Tiles, paper: number): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  let count = 0;
  for (let i = 0; paper > 0 && i < luma.length; i++) {
    if (Math.abs((luma[i] as number) - paper) > colourReach || (spread[i] as number) > flatSpread) continue;
    count++;
    for (let c = 0; c < 3; c++) sums[c as 0] += rgb[i * 3 + c] as number;
  }
  return count === 0 ? [255, 255, 255] : [sums[0] / count, sums[1] / count, sums[2] / count];
}

/** How much of the page, and of its rim, is paper. */
function paperShares(tiles: Tiles, isPicture: Uint8Array): Pick<Paper, 'confidence' | 'rimShare'> {
  const { columns, rows, luma } = tiles;
  let asked = 0;
  let paper = 0;
  let rim = 0;
  let paperAtRim = 0;
  const isOutside = (x: number, y: number) =>
    x < 0 || y < 0 || x >= columns || y >= rows || (luma[y * columns + x] as number) < 0;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      if (isOutside(x, y)) continue;
      const isPaper = isPicture[y * columns + x] === 0 ? 1 : 0;
      asked++;
      paper += isPaper;
      if (isOutside(x - 1, y) || isOutside(x + 1, y) || isOutside(x, y - 1) || isOutside(x, y + 1)) {
        rim++;
        paperAtRim += isPaper;
      }
    }
  }
  return { confidence: asked > 0 ? paper / asked : 0, rimShare: rim > 0 ? paperAtRim / rim : 0 };
}
