import { expect, it } from 'vitest';
import type { Manifest } from '../../src/contract/wire.ts';
import type { MatchService } from '../../src/match-service/server.ts';
import { sha256Of } from '../sync/test-station.ts';
import { onBlobPlaces } from './blob-places.ts';
import { onBothEngines } from './engines.ts';
import { next, prepared } from './prepared.ts';
import { callerOf, putManifest, tempFolder, token } from './service-caller.ts';

/** As it is, with its bytes: a picture is no JSON. */
function get(service: MatchService, path: string, headers: Record<string, string> = {}) {
  return fetch(`${service.url}${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } });
}

const pathOf = ({ billUuid }: Manifest, hex: string, station = 'station-1') =>
  `/v1/stations/${station}/bills/${billUuid}/pictures/${hex}`;

/** The first page said to be of another type. */
function withMime(manifest: Manifest, mime: string): Manifest {
  const [document, ...others] = manifest.documents;
  const [page, ...pages] = document?.pages ?? [];
  if (!document || !page) throw new Error('the bill has a page');
  return { ...manifest, documents: [{ ...document, pages: [{ ...page, mime }, ...pages] }, ...others] };
}

onBothEngines('pictures of bills', (engine) => {
  onBlobPlaces('given out', (place) => {
    it('CHECK-30 are given out if the latest revision names them, and nothing else is', async () => {
      const blobs = await place.empty();
      const service = await engine.start(await tempFolder(), { blobs });
      const call = callerOf(service);
      const manifest = await prepared(call, { number: 'CL-2026-950001', pages: ['cover', 'invoice'] });
      await putManifest(call, manifest);
      const pages = manifest.documents.flatMap((document) => document.pages);
      const [first, second] = pages.map(({ sha256 }) => sha256);
      if (!first || !second) throw new Error('the bill has two pages');

      const picture = await get(service, pathOf(manifest, first));
      expect(picture.status).toBe(200);
      expect(sha256Of(Buffer.from(await picture.arrayBuffer()))).toBe(first);
      expect(picture.headers.get('content-type')).toBe(pages[0]?.mime);
      expect(picture.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
      expect(picture.headers.get('x-content-type-options')).toBe('nosniff');
      const known = await get(service, pathOf(manifest, first), { 'if-none-match': `"${first}"` });
      expect([known.status, await known.text()]).toEqual([304, '']);

      // A blob that is here, and that no revision names; and one of another bill.
      const stray = Buffer.from('nobody names it');
      await call('PUT', `/v1/blobs/sha256/${sha256Of(stray)}`, stray);
      const other = await prepared(call, { number: 'CL-2026-950002', pages: ['another'] });
      await putManifest(call, other);
      const foreign = other.documents[0]?.pages[0]?.sha256 ?? '';
      for (const path of [
        pathOf(manifest, sha256Of(stray)),
        pathOf(manifest, foreign),
        pathOf(manifest, sha256Of('not here at all')),
        pathOf(manifest, first, 'station-2'),
        pathOf(manifest, '..%2f..%2fmatch-service.db'),
        pathOf(manifest, first.toUpperCase()),
        `/v1/stations/station-1/bills/${manifest.billUuid}/pictures/..%2f..%2f${first}`,
      ]) {
        const refused = await get(service, path);
        expect([path, [404, 422].includes(refused.status)]).toEqual([path, true]);
        expect(refused.headers.get('content-type')).toContain('application/json');
        await refused.arrayBuffer();
      }
      expect((await get(service, pathOf(manifest, first), { authorization: 'Bearer no' })).status).toBe(401);

      // A page that the next revision no longer has, and one that is no picture.
      const documents = withMime(
        { ...manifest, documents: manifest.documents.slice(1) },
        'text/html',
      ).documents;
      await putManifest(call, next(manifest, { documents }));
      expect((await get(service, pathOf(manifest, first))).status).toBe(404);
      const plain = await get(service, pathOf(manifest, second));
      expect([plain.status, plain.headers.get('content-type')]).toEqual([200, 'application/octet-stream']);
    });
  });
});
