import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spoolRawSide } from '../../src/capture/spool-raw-side.ts';
import { pageRoutes } from '../../src/shell/page-routes.ts';
import { knownPage } from './station-double.ts';

describe('an original no browser draws', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'platen-tiff-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const original = (path: string) =>
    pageRoutes({ pageFile: () => ({ path, mime: 'image/tiff', sha256: '0'.repeat(64) }) }).request(
      `/pages/${knownPage}/original`,
    );

  it('SHELL-14 a G4 TIFF goes out as PNG, pixel for pixel', async () => {
    const pixels = Uint8Array.from({ length: 13 * 40 }, (_, at) => (at * 37) & 0xf8);
    const side = { width: 101, height: 40, dpi: 300, format: 'bitonal' as const, pixels };
    const { path } = await spoolRawSide(folder, side, 'compact');
    const answer = await original(path);
    expect(answer.headers.get('content-type')).toBe('image/png');
    const sent = await sharp(Buffer.from(await answer.arrayBuffer()))
      .toColourspace('b-w')
      .raw()
      .toBuffer();
    const kept = await sharp(path).toColourspace('b-w').raw().toBuffer();
    expect(sent.equals(kept)).toBe(true);
    expect(kept[0]).toBe((pixels[0] ?? 0) & 0x80 ? 0 : 255);
  });

  it('SHELL-14 one that cannot be decoded is not found, and ends nothing', async () => {
    const path = join(folder, 'broken.tif');
    await writeFile(path, 'II*\0 and no more');
    expect((await original(path)).status).toBe(404);
  });
});
