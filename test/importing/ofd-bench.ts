import sharp from 'sharp';
import { afterEach, beforeEach, expect } from 'vitest';
import { type OfdSpec, ofdOf } from './ofd-files.ts';
import { paperOf } from './pixels.ts';
import { type Bench, openBench, runImport } from './run-import.ts';

export const white = [255, 255, 255];
export const black = [0, 0, 0];
export const red = [255, 0, 0];
export const blue = [0, 0, 255];

/** A bench anew for each test of a file, and imports of an OFD on it. */
export function onOfdBench() {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.remove());

  async function importBytes(bytes: Buffer, dpi = 100) {
    return await runImport(bench, await bench.write('file.ofd', bytes), 'file.ofd', dpi);
  }

  async function drawn(spec: OfdSpec) {
    const { pages, errors } = await importBytes(ofdOf(spec));
    expect(errors).toEqual([]);
    return { page: pages[0], paper: await paperOf(pages[0]) };
  }
  return { importBytes, drawn };
}

export const onePage = (content: string, more: Partial<OfdSpec> = {}): OfdSpec => ({
  pages: [{ content }],
  ...more,
});

export async function picture(colour: string, width = 20, height = 20): Promise<Buffer> {
  return await sharp({ create: { width, height, channels: 3, background: colour } })
    .png()
    .toBuffer();
}

export const media = (id: number, file: string) =>
  `<ofd:MultiMedias><ofd:MultiMedia ID="${id}" Type="Image"><ofd:MediaFile>${file}</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>`;
