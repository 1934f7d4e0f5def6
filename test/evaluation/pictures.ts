import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Raster } from '../../src/imaging/raster.ts';

const sideWidth = 790;
const gap = 20;
const contactSheet = 'contact-sheet.png';

/** The page as captured and its rendition, side by side, at most 1600 pixels wide. */
export async function writePictures(
  folder: string,
  id: string,
  before: Raster,
  after: Raster,
): Promise<void> {
  const [left, right] = await Promise.all([small(before), small(after)]);
  const height = Math.max(left.height, right.height);
  const name = id.replace(/[^\w.-]+/g, '-');
  await sharp({ create: { width: sideWidth * 2 + gap, height, channels: 3, background: '#6f7f8f' } })
    .composite([
      { input: left.png, left: 0, top: 0 },
      { input: right.png, left: sideWidth + gap, top: 0 },
    ])
    .png()
    .toFile(join(folder, `${name}.png`));
}

async function small({ data, width, height, channels }: Raster): Promise<{ png: Buffer; height: number }> {
  const { data: png, info } = await sharp(data, { raw: { width, height, channels } })
    .resize({ width: sideWidth, height: 1200, fit: 'inside' })
    .toColourspace('srgb')
    .png()
    .toBuffer({ resolveWithObject: true });
  return { png, height: info.height };
}

const sheetColumns = 4;
const cellWidth = 400;
const cellHeight = 300;

/** All pictures of a folder on one sheet, `contact-sheet.png` beside them, in the order of their names. */
export async function writeContactSheet(folder: string): Promise<void> {
  const names = (await readdir(folder))
    .filter((name) => name.endsWith('.png') && name !== contactSheet)
    .sort();
  if (names.length === 0) return;
  const cells = await Promise.all(
    names.map(async (name, i) => ({
      input: await sharp(join(folder, name))
        .resize(cellWidth - 8, cellHeight - 8, { fit: 'inside' })
        .toBuffer(),
      left: (i % sheetColumns) * cellWidth + 4,
      top: Math.floor(i / sheetColumns) * cellHeight + 4,
    })),
  );
  const height = Math.ceil(names.length / sheetColumns) * cellHeight;
  await sharp({ create: { width: sheetColumns * cellWidth, height, channels: 3, background: '#ffffff' } })
    .composite(cells)
    .png()
    .toFile(join(folder, contactSheet));
}
