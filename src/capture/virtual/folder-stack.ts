import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { PaperStack, SideScan } from './stack.ts';

const imageNames = /\.(jpe?g|png|tiff?|webp|bmp)$/i;

/**
 * The image files of a folder by name. Simplex: a file a sheet; duplex: two files a sheet, front and back. JPEG files
 * are given byte for byte whatever resolution is asked for; others become JPEG.
 */
export async function openFolderStack(folder: string): Promise<PaperStack> {
  const names = (await readdir(folder)).filter((name) => imageNames.test(name)).sort();
  const scans = names.map(
    (name): SideScan =>
      () =>
        readAsJpeg(join(folder, name)),
  );
  return {
    sheetAt(position, sides) {
      const next = position + (sides === 'duplex' ? 2 : 1);
      return position < scans.length ? { sides: scans.slice(position, next), next } : null;
    },
  };
}

async function readAsJpeg(path: string): Promise<Buffer> {
  const bytes = await readFile(path);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return bytes;
  return sharp(bytes).flatten({ background: '#fff' }).jpeg({ quality: 90 }).toBuffer();
}
