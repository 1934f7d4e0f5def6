import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Controls, FeederFault } from '../../src/capture/virtual/controls.ts';
import type { Delivery } from '../../src/capture/virtual/delivery.ts';
import type { Fault } from '../../src/contract/errors.ts';
import { collect, duplex, never, pagesOf, simplex } from './driver-contract.ts';
import { openVirtualRig } from './virtual-rig.ts';

const faultTypes = {
  jam: 'PaperJam',
  coverOpen: 'CoverOpen',
  doubleFeed: 'DoubleFeed',
  mispick: 'Mispick',
  inputTray: 'Mispick',
  pageTooLong: 'Unknown',
} as const satisfies Partial<Record<FeederFault, Fault['type']>>;

/** What happens to one job; `at` may lie behind the stack. */
const trouble = fc.record(
  {
    fault: fc.record({
      at: fc.nat({ max: 8 }),
      type: fc.constantFrom(...(Object.keys(faultTypes) as (keyof typeof faultTypes)[])),
      http: fc.constantFrom(404, 409, 500, 503),
    }),
    drop: fc.record({ at: fc.nat({ max: 8 }) }),
    truncate: fc.record({ at: fc.nat({ max: 8 }) }),
    busy: fc.record({
      times: fc.integer({ min: 1, max: 4 }),
      at: fc.nat({ max: 8 }),
      retryAfterS: fc.constant(0),
    }),
    falseEmpty: fc.record({ at: fc.nat({ max: 8 }) }),
    forgetJob: fc.constant(true as const),
  },
  { requiredKeys: [] },
);

describe.each(['jpeg', 'pdf'] as const)(
  'any stack and any mix of troubles, delivered as %s',
  (delivery: Delivery) => {
    let rig: Awaited<ReturnType<typeof openVirtualRig>>;
    let spoolFolder: string;

    beforeAll(async () => {
      rig = await openVirtualRig({ delivery });
      spoolFolder = await mkdtemp(join(tmpdir(), 'platen-spool-'));
    });
    afterAll(async () => {
      await rig.close();
      await rm(spoolFolder, { recursive: true, force: true });
    });

    it('ESCL-10 exactly the complete sides are told, byte for byte, and then why it stopped', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 7 }),
          trouble,
          fc.constantFrom(simplex, duplex),
          async (sides, controls, profile) => {
            const hashes = await rig.load(sides);
            await rig.control(controls as Controls);
            const events = await collect(
              rig.driver.scan({ deviceId: rig.deviceId, profile, spoolFolder }, never),
            );
            const { at, type } = firstStop(controls as Controls, sides);
            expect(pagesOf(events).map(({ image }) => image.sha256)).toEqual(hashes.slice(0, at));
            expect(pagesOf(events).map(({ index }) => index)).toEqual(
              hashes.slice(0, at).map((_, index) => index),
            );
            if (type === 'end') expect(events.at(-1)).toMatchObject({ type: 'end', sides });
            else expect(events.at(-1)).toMatchObject({ type: 'fault', fault: { type, afterSide: at } });
          },
        ),
        { numRuns: 60 },
      );
    });
  },
);

/** Where a job ends by what was ordered: the feeder's fault comes before the side, a broken line with it. */
function firstStop(
  { fault, drop, truncate }: Controls,
  sides: number,
): { at: number; type: Fault['type'] | 'end' } {
  const stops: { at: number; type: Fault['type'] | 'end' }[] = [{ at: sides, type: 'end' }];
  if (fault && fault.at <= sides) {
    stops.unshift({ at: fault.at, type: faultTypes[fault.type as keyof typeof faultTypes] });
  }
  for (const line of [drop, truncate])
    if (line && line.at < sides) stops.push({ at: line.at, type: 'TruncatedPage' });
  return stops.reduce((first, stop) => (stop.at < first.at ? stop : first));
}
