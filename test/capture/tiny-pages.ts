import { createHash } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';

export interface TinyPages {
  readonly folder: string;
  /** In feed order. */
  readonly sha256: readonly string[];
}

/** A folder of small JPEG pages, each of its own colour. */
export async function tinyPages(count: number): Promise<TinyPages> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-pages-'));
  const sha256: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const bytes = await tinyJpeg(index);
    await writeFile(join(folder, `${String(index).padStart(3, '0')}.jpg`), bytes);
    sha256.push(createHash('sha256').update(bytes).digest('hex'));
  }
  return { folder, sha256 };
}

export function tinyJpeg(index: number): Promise<Buffer> {
  const background = { r: (index * 37) % 256, g: (index * 91) % 256, b: (index * 53) % 256 };
  return sharp({ create: { width: 60 + index, height: 80, channels: 3, background } })
    .jpeg()
    .toBuffer();
}
