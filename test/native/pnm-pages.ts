import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A page as the virtual source reads it from disk. */
export interface PnmPage {
  readonly width: number;
  readonly height: number;
  readonly format: 'bitonal' | 'gray' | 'colour';
  /** Rows without padding but to the byte; bitonal 1 is black. */
  readonly pixels: Buffer;
  /** Lines of the file beside it: `patch N` (TWPCH), `code TYPE TEXT` (TWBT). */
  readonly words?: readonly string[];
}

const magic = { bitonal: 'P4', gray: 'P5', colour: 'P6' } as const;

/** Pages of odd sizes, each with other pixels: a swapped channel, row or page shows. */
export function somePages(count: number, format: PnmPage['format'] = 'colour'): PnmPage[] {
  return Array.from({ length: count }, (_, index) => {
    const [width, height] = [61 + index, 83 - index];
    const stride = format === 'bitonal' ? Math.ceil(width / 8) : width * (format === 'gray' ? 1 : 3);
    const pixels = Buffer.alloc(stride * height);
    for (let at = 0; at < pixels.length; at += 1) pixels[at] = (at * 7 + (at >> 5) * 11 + index * 53) & 0xff;
    if (format === 'bitonal') clearPadding(pixels, width, stride);
    return { width, height, format, pixels };
  });
}

export function whitePage(): PnmPage {
  return { width: 60, height: 80, format: 'gray', pixels: Buffer.alloc(60 * 80, 255) };
}

/** A new folder with the pages in their order. */
export async function pagesInFolder(pages: readonly PnmPage[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-pnm-'));
  for (const [index, page] of pages.entries()) {
    const name = join(folder, String(index).padStart(4, '0'));
    const depth = page.format === 'bitonal' ? '' : '255\n';
    const head = Buffer.from(`${magic[page.format]}\n${page.width} ${page.height}\n${depth}`);
    await writeFile(
      `${name}.p${{ bitonal: 'b', gray: 'g', colour: 'p' }[page.format]}m`,
      Buffer.concat([head, page.pixels]),
    );
    if (page.words) await writeFile(`${name}.txt`, page.words.map((line) => `${line}\n`).join(''));
  }
  return folder;
}

function clearPadding(pixels: Buffer, width: number, stride: number): void {
  if (width % 8 === 0) return;
  const mask = (0xff << (8 - (width % 8))) & 0xff;
  for (let at = stride - 1; at < pixels.length; at += stride) pixels[at] = (pixels[at] ?? 0) & mask;
}
