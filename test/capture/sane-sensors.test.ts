import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSaneLimits } from '../../src/capture/sane/limits.ts';
import { openPageBuffers } from '../../src/capture/sane/page-buffers.ts';
import { takeStack } from '../../src/capture/sane/stack.ts';
import type { ScanEvent } from '../../src/contract/workers.ts';
import type { ScanProfile } from '../../src/domain/rules/profile.ts';
import { duplex, never, pagesOf, simplex } from './driver-contract.ts';
import { fujitsu } from './sane/backends.ts';
import { applied } from './sane/scripted-device.ts';
import type { ScriptedFeed } from './sane/scripted-libsane.ts';

describe('stacks of devices that say more', () => {
  let spoolFolder: string;
  beforeAll(async () => {
    spoolFolder = await mkdtemp(join(tmpdir(), 'platen-spool-'));
  });
  afterAll(() => rm(spoolFolder, { recursive: true, force: true }));

  async function scanned(profile: ScanProfile, feed: readonly ScriptedFeed[]) {
    const { device, result } = await applied(fujitsu, profile, feed);
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    const stack = takeStack({
      device,
      request: { deviceId: 'sane:scripted:0', profile, spoolFolder },
      applied: result.value,
      limits: defaultSaneLimits,
      signal: never,
      buffers: openPageBuffers(),
      beforeSide: async () => undefined,
    });
    const events: ScanEvent[] = [];
    for (;;) {
      const step = await stack.next();
      if (step.done) return { events, end: step.value };
      events.push(step.value);
    }
  }

  const front = { type: 'side', sensors: { side: 'no' } } as const;
  const back = { type: 'side', sensors: { side: 'yes' } } as const;

  it('SANE-14 front and back are as the device says, sheet by sheet', async () => {
    const { events } = await scanned({ ...duplex, blankSides: 'skip' }, [front, front, back, back, front]);
    expect(pagesOf(events).map(({ sheet, side }) => [sheet, side])).toEqual([
      [1, 'front'],
      [2, 'front'],
      [2, 'back'],
      [3, 'back'],
      [4, 'front'],
    ]);
    expect(events.filter(({ type }) => type === 'note')).toEqual([]);
  });

  it('SANE-14 a back that does not come where none may be left out is told', async () => {
    const { events, end } = await scanned(duplex, [front, front, back, front]);
    expect(events.map((event) => (event.type === 'note' ? event.note : event.type))).toEqual([
      'page',
      { type: 'BackMissing', sheet: 1 },
      'page',
      'page',
      'page',
      { type: 'BackMissing', sheet: 3 },
    ]);
    expect(end).toMatchObject({ type: 'through' });
  });

  it('SANE-15 a jam with the double feed sensor is a double feed, with what the sensors say', async () => {
    const jam = {
      type: 'status',
      status: 'JAMMED',
      sensors: { 'double-feed': 'yes', 'error-code': '85' },
    } as const;
    const { events, end } = await scanned(simplex, [front, jam]);
    expect(pagesOf(events)).toHaveLength(1);
    expect(end).toEqual({
      type: 'fault',
      fault: { type: 'DoubleFeed', raw: 'SANE_STATUS_JAMMED at sane_start, double-feed=yes, error-code=85' },
    });
  });

  it('SANE-15 a jam without it is a jam', async () => {
    const { end } = await scanned(simplex, [
      { type: 'status', status: 'JAMMED', sensors: { 'error-code': '84' } },
    ]);
    expect(end).toEqual({
      type: 'fault',
      fault: { type: 'PaperJam', raw: 'SANE_STATUS_JAMMED at sane_start, double-feed=no, error-code=84' },
    });
  });
});
