import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageRoutes } from '../../src/shell/page-routes.ts';
import { knownPage } from './station-double.ts';

const sha256 = 'a'.repeat(64);

describe('a page no larger than it is shown', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'platen-smaller-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const drawn = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#ddd' } });
  const ask = (path: string, mime: string, query: string) =>
    pageRoutes({ pageFile: () => ({ path, mime, sha256 }) }).request(`/pages/${knownPage}/rendition${query}`);

  it('SHELL-15 a page goes out at one of a few widths, in its own shape, and is kept as long as the page is', async () => {
    const path = join(folder, 'page.jpg');
    await drawn(1240, 1754).jpeg().toFile(path);
    const answer = await ask(path, 'image/jpeg', `?v=${sha256}&width=480`);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(answer.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect(answer.headers.get('etag')).not.toBe(`"${sha256}"`);
    const { width, height } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
    expect([width, height]).toEqual([480, 679]);
  });

  it('SHELL-15 one that is smaller already is not enlarged, other widths are not given out', async () => {
    const path = join(folder, 'small.png');
    await drawn(300, 200).png().toFile(path);
    const answer = await ask(path, 'image/png', '?width=480');
    const { width } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
    expect(width).toBe(300);
    for (const odd of ['481', '0', '1e9', '480abc', ''])
      expect((await ask(path, 'image/png', `?width=${odd}`)).status).toBe(404);
  });

  it('SHELL-15 it stands upright as the page itself does in a browser', async () => {
    const path = join(folder, 'turned.jpg');
    await drawn(1500, 1000).jpeg().withMetadata({ orientation: 6 }).toFile(path);
    const answer = await ask(path, 'image/jpeg', '?width=480');
    const { width, height } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
    expect([width, height]).toEqual([480, 720]);
  });

  it('SHELL-15 what is no picture is not found, and ends nothing', async () => {
    const path = join(folder, 'broken.jpg');
    await writeFile(path, 'no picture at all');
    expect((await ask(path, 'image/jpeg', '?width=480')).status).toBe(404);
    expect((await ask(path, 'application/pdf', '?width=480')).status).toBe(404);
  });
});
