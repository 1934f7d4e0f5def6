import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { CheckedBill } from '../../src/contract/check.ts';
import { err, ok } from '../../src/domain/result.ts';
import { openCheckPictures } from '../../src/station/sync/check-pictures.ts';

const bill: CheckedBill = { billId: 'bill:00000000-0000-4000-8000-000000000001', stationId: 'station-2' };
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A page of 10 MB, each another. */
function page(n: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(10 * 1024 * 1024).fill(n);
}

it('CHECK-32 a picture is fetched once, however often it is looked at, and the memory for them is bounded', async () => {
  const asked: string[] = [];
  const known = new Map([1, 2, 3, 4, 5].map((n) => [sha(page(n)), page(n)]));
  const pictures = openCheckPictures({
    async picture(_bill, sha256) {
      asked.push(sha256);
      const bytes = known.get(sha256);
      return bytes ? ok({ bytes, mime: 'image/jpeg' }) : err({ type: 'CheckRefused', reason: 'UnknownBill' });
    },
  });
  const [first = '', ...others] = known.keys();
  const both = await Promise.all([pictures.of(bill, first), pictures.of(bill, first)]);
  expect(both.map((one) => typeof one)).toEqual(['object', 'object']);
  await pictures.of(bill, first);
  expect(asked).toEqual([first]);
  // The same hash at another bill is another question: that bill may not have it.
  await pictures.of({ ...bill, stationId: 'station-3' }, first);
  expect(asked).toHaveLength(2);
  for (const other of others) await pictures.of(bill, other);
  asked.length = 0;
  await pictures.of(bill, others.at(-1) ?? '');
  expect(asked).toEqual([]);
  await pictures.of(bill, first);
  expect(asked).toEqual([first]);
  expect(await pictures.of(bill, sha(page(9)))).toBe('not-given');
});

it('CHECK-32 bytes that are not those of their hash are never shown, and asked for anew', async () => {
  const good = page(1);
  const answers = [ok({ bytes: page(2), mime: 'image/jpeg' }), ok({ bytes: good, mime: 'image/jpeg' })];
  const pictures = openCheckPictures({
    picture: async () => answers.shift() ?? err({ type: 'CheckOutOfReach', detail: '' }),
  });
  expect(await pictures.of(bill, sha(good))).toBe('out-of-reach');
  expect(await pictures.of(bill, sha(good))).toMatchObject({ mime: 'image/jpeg' });
  expect(await pictures.of(bill, sha(page(3)))).toBe('out-of-reach');
});
