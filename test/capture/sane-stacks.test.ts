import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect, never, pagesOf, simplex } from './driver-contract.ts';
import { openPnmRig, pnmStatus } from './sane/pnm-rig.ts';

const faultBySwitch = {
  'status-eof': 'TruncatedPage',
  'status-jammed': 'PaperJam',
  'status-coveropen': 'CoverOpen',
  'status-ioerror': 'CommunicationError',
  'status-nomem': 'OutOfMemory',
  'status-accessdenied': 'AccessDenied',
} as const;

describe('stacks of our own pages', () => {
  let rig: Awaited<ReturnType<typeof openPnmRig>>;
  let spoolFolder: string;
  beforeAll(async () => {
    rig = await openPnmRig();
    spoolFolder = await mkdtemp(join(tmpdir(), 'platen-spool-'));
  });
  afterAll(async () => {
    await rig.close();
    await rm(spoolFolder, { recursive: true, force: true });
  });

  it('SANE-37 whatever happens wherever: exactly the complete sides, pixel by pixel, then its fault', async () => {
    const troubles = fc.record({
      sides: fc.integer({ min: 1, max: 6 }),
      at: fc.nat({ max: 5 }),
      status: fc.constantFrom(...(Object.keys(faultBySwitch) as (keyof typeof faultBySwitch)[])),
      passes: fc.constantFrom('no', 'yes'),
    });
    await fc.assert(
      fc.asyncProperty(troubles, async ({ sides, at, status, passes }) => {
        const digests = (await rig.load(sides)).slice(0, at);
        if (at < sides) rig.play(pnmStatus(at, status));
        const profile = { ...simplex, storage: 'lossless', options: { 'three-pass': passes } } as const;
        const events = await collect(
          rig.driver.scan({ deviceId: rig.deviceId, profile, spoolFolder }, never),
        );
        expect(await Promise.all(pagesOf(events).map(({ image }) => rig.digest(image)))).toEqual(digests);
        expect(pagesOf(events).map(({ index }) => index)).toEqual(digests.map((_, index) => index));
        expect(events.at(-1)).toMatchObject(
          at < sides
            ? { type: 'fault', fault: { type: faultBySwitch[status], afterSide: at } }
            : { type: 'end', sides },
        );
        expect((await readdir(spoolFolder)).filter((name) => name.endsWith('.part'))).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });
});
