import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Raster } from '../../../src/imaging/raster.ts';
import { turnRaster } from '../../../src/imaging/render/turn-raster.ts';
import type { Captured } from '../shots/shoot.ts';
import type { Shot } from '../shots/shot.ts';
import { openLeptonica } from './leptonica.ts';
import { openImageMagick, openTesseract, openUnpaper } from './programs.ts';
import type { Tool, ToolPage } from './tool.ts';

/** Where each comes from. */
export const debianPackages: Readonly<Record<string, string>> = {
  Leptonica: 'liblept5',
  ImageMagick: 'imagemagick',
  unpaper: 'unpaper',
  tesseract: 'tesseract-ocr tesseract-ocr-chi-sim',
};

/** Every tool that is installed, and the names of those that are not. */
export function openTools(): { readonly tools: readonly Tool[]; readonly missing: readonly string[] } {
  const opened = {
    Leptonica: openLeptonica(),
    ImageMagick: openImageMagick(),
    unpaper: openUnpaper(),
    tesseract: openTesseract(),
  };
  return {
    tools: Object.values(opened).filter((tool) => tool !== null),
    missing: Object.entries(opened).flatMap(([name, tool]) => (tool === null ? [name] : [])),
  };
}

/** Hands a captured page to the tools: the sheet alone, its axis upright if `axis` says so. */
export function withToolPage(
  captured: Captured,
  shot: Shot,
  axis: 'upright' | 'as captured',
  work: (page: ToolPage) => void,
): void {
  const sheet = sheetAlone(captured);
  const turn = axis === 'upright' ? (((360 - shot.turn) % 360) as Shot['turn']) : 0;
  const gray = turnRaster(sheet, turn);
  const folder = mkdtempSync(join(tmpdir(), 'platen-eval-'));
  try {
    const pgm = join(folder, 'page.pgm');
    writeFileSync(pgm, Buffer.concat([Buffer.from(`P5\n${gray.width} ${gray.height}\n255\n`), gray.data]));
    work({ gray, dpi: captured.dpi, pgm });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Luma with white paper, and everything outside a millimetre within the true sheet as white. */
function sheetAlone({ data, width, height, corners, dpi }: Captured): Raster {
  const gray = new Uint8Array(width * height);
  const counts = new Uint32Array(256);
  for (let i = 0, j = 0; i < gray.length; i++, j += 3) {
    const luma =
      ((data[j] as number) * 77 + (data[j + 1] as number) * 150 + (data[j + 2] as number) * 29) >> 8;
    gray[i] = luma;
    counts[luma] = (counts[luma] as number) + 1;
  }
  let paper = 255;
  for (let sum = 0; paper > 0 && sum < gray.length * 0.2; paper--) sum += counts[paper] as number;
  const inset = dpi / 25.4;
  const edges = corners.map((a, i) => {
    const b = corners[(i + 1) % 4] as typeof a;
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    const [nx, ny] = [-(b.y - a.y) / length, (b.x - a.x) / length];
    return { nx, ny, off: nx * a.x + ny * a.y + inset };
  });
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const isOutside = edges.some(({ nx, ny, off }) => nx * x + ny * y < off);
      gray[i] = isOutside ? 255 : Math.min(255, ((gray[i] as number) * 255) / paper);
    }
  }
  return { data: gray, width, height, channels: 1 };
}
