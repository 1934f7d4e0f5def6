import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { pictureWidths } from '../../src/contract/picture-widths.ts';
import { checkPictureRoutes } from '../../src/shell/check-picture-routes.ts';
import type { Station } from '../../src/station/station.ts';

const sha = 'a'.repeat(64);
const bill = encodeURIComponent('bill:00000000-0000-4000-8000-000000000001');
const address = `/checks/station-2/${bill}/${sha}`;

type Answer = Awaited<ReturnType<Station['checkPicture']>>;
const from = (answer: Answer) => checkPictureRoutes({ checkPicture: async () => answer });
const picture = async (format: 'jpeg' | 'tiff') =>
  new Uint8Array(
    await sharp({ create: { width: 900, height: 600, channels: 3, background: '#369' } })
      .toFormat(format)
      .toBuffer(),
  );

describe('pages of other stations’ bills', () => {
  it('CHECK-32 go out as they are, smaller where asked, and are kept by no browser', async () => {
    const bytes = await picture('jpeg');
    const routes = from({ bytes, mime: 'image/jpeg' });
    const whole = await routes.request(address);
    expect(whole.headers.get('content-type')).toBe('image/jpeg');
    expect(whole.headers.get('cache-control')).toBe('no-store');
    expect(Buffer.from(await whole.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
    const small = await routes.request(`${address}?width=${pictureWidths[0]}`);
    expect((await sharp(Buffer.from(await small.arrayBuffer())).metadata()).width).toBe(pictureWidths[0]);
    expect((await routes.request(`${address}?width=7`)).status).toBe(404);
  });

  it('CHECK-32 that no browser draws go out as PNG, and what is no picture not at all', async () => {
    const tiff = await from({ bytes: await picture('tiff'), mime: 'image/tiff' }).request(address);
    expect(tiff.headers.get('content-type')).toBe('image/png');
    const markup = { bytes: new TextEncoder().encode('<script>1</script>'), mime: 'text/html' };
    expect((await from(markup).request(address)).status).toBe(404);
    expect((await from({ ...markup, mime: 'image/tiff' }).request(address)).status).toBe(404);
  });

  it('CHECK-32 say whether there is none or it cannot be had now, and take no other address', async () => {
    expect((await from('not-given').request(address)).status).toBe(404);
    expect((await from('out-of-reach').request(address)).status).toBe(503);
    const routes = from({ bytes: await picture('jpeg'), mime: 'image/jpeg' });
    for (const wrong of [
      `/checks/..%2f..%2f/${bill}/${sha}`,
      `/checks/station-2/${bill}/..%2f${sha.slice(3)}`,
      `/checks/station-2/page%3A1/${sha}`,
    ])
      expect([wrong, (await routes.request(wrong)).status]).toEqual([wrong, 404]);
    expect((await routes.request(address, { method: 'POST' })).status).toBe(405);
  });
});
