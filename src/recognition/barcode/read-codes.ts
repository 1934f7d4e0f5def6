import type { ReaderOptions, ReadResult } from 'zxing-wasm/reader';
import type { CodeFinding } from '../../domain/reading.ts';
import type { Corners, Point } from '../../domain/units.ts';
import { doubleLuma, halveLuma, type Luma } from '../luma.ts';
import { hasInk } from './has-ink.ts';
import { runZxing } from './zxing.ts';

type Formats = NonNullable<ReaderOptions['formats']>;

const linear: Formats = ['Code128', 'Code39', 'Code93', 'ITF', 'Codabar', 'EAN13', 'EAN8', 'UPCA', 'UPCE'];
const plain = { tryInvert: false, tryDownscale: false } as const;

/** Up to this size a page is looked at once more at double size: no more pixels than a 300 dpi A4 page has. */
const doubledPixelLimit = 2_250_000;

/**
 * All barcodes of a page, at its own resolution, each once. Corners run clockwise from the top left of the code as it
 * reads. Empty when there is none; never fails for an image.
 */
export async function readCodes(luma: Luma): Promise<CodeFinding[]> {
  if (!hasInk(luma)) return [];
  const found = once([
    ...(await find(luma, 1, { ...plain, formats: [...linear, 'QRCode'] })),
    // Turning the image for these costs as much as all other formats together and serves sideways codes only.
    ...(await find(luma, 1, { ...plain, formats: ['PDF417', 'DataMatrix'], tryRotate: false })),
  ]);
  const coarse = await readCoarse(luma);
  // Where the full size has spoken, a reading of the same spot from fewer pixels is worth nothing.
  const all = [...found, ...coarse.filter((code) => !found.some((other) => isSamePlace(other, code)))];
  if (all.length > 0 || luma.width * luma.height > doubledPixelLimit) return all;
  return once(await find(doubleLuma(luma), 2, { ...plain, formats: [...linear, 'QRCode', 'DataMatrix'] }));
}

/** What fewer pixels show better: needle and halftone print, codes light on dark, skewed PDF417, large sideways ones. */
async function readCoarse(luma: Luma): Promise<CodeFinding[]> {
  const half = halveLuma(luma);
  const quarter = halveLuma(half);
  return once([
    ...(await find(half, 1 / 2, { formats: ['QRCode', 'PDF417'], tryDenoise: true, tryDownscale: false })),
    ...(await find(quarter, 1 / 4, { ...plain, formats: [...linear, 'DataMatrix'] })),
  ]);
}

async function find(luma: Luma, scale: number, options: ReaderOptions): Promise<CodeFinding[]> {
  const results = await runZxing(luma, { ...options, tryHarder: true });
  return results.filter(isCredible).map((result) => toFinding(result, scale));
}

/** Interleaved 2 of 5 and Codabar have no checksum and are seen in ruled tables: they must be long and read often. */
function isCredible(result: ReadResult): boolean {
  if (!result.isValid || result.text === '') return false;
  if (result.symbology !== 'ITF' && result.symbology !== 'Codabar') return true;
  return result.text.length >= 6 && result.lineCount >= 4;
}

function toFinding(result: ReadResult, scale: number): CodeFinding {
  const { topLeft, topRight, bottomRight, bottomLeft } = result.position;
  const at = (point: Point): Point => ({ x: point.x / scale, y: point.y / scale });
  const corners: Corners = [at(topLeft), at(topRight), at(bottomRight), at(bottomLeft)];
  return { format: formatName(result), text: result.text, corners: clockwise(corners) };
}

/** A linear code upside down comes back with start and end right but top and bottom as on the page. */
function clockwise(corners: Corners): Corners {
  const [topLeft, topRight, bottomRight, bottomLeft] = corners;
  const turn =
    (topRight.x - topLeft.x) * (bottomLeft.y - topLeft.y) -
    (topRight.y - topLeft.y) * (bottomLeft.x - topLeft.x);
  return turn >= 0 ? corners : [bottomLeft, bottomRight, topRight, topLeft];
}

/** `Code39Std` and `QRCodeModel2` are `Code39` and `QRCode` to everybody outside. */
function formatName(result: ReadResult): string {
  return result.format.startsWith(result.symbology) ? result.symbology : result.format;
}

/** The same text in the same format at the same place is one code read twice. */
function once(found: readonly CodeFinding[]): CodeFinding[] {
  const kept: CodeFinding[] = [];
  for (const code of found) {
    const isKnown = kept.some(
      (other) => other.format === code.format && other.text === code.text && isSamePlace(other, code),
    );
    if (!isKnown) kept.push(code);
  }
  return kept;
}

function isSamePlace(a: CodeFinding, b: CodeFinding): boolean {
  return distance(centre(a.corners), centre(b.corners)) < span(a.corners) / 2;
}

function centre(corners: Corners): Point {
  const sum = corners.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }), { x: 0, y: 0 });
  return { x: sum.x / 4, y: sum.y / 4 };
}

function span(corners: Corners): number {
  return distance(corners[0], corners[1]);
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
