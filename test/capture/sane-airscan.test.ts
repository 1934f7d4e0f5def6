import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { airscanFault } from '../../src/capture/sane/airscan-end.ts';
import type { StackEnd } from '../../src/capture/sane/stack.ts';
import type { ScanEvent } from '../../src/contract/workers.ts';
import { collect, never, pagesOf, simplex } from './driver-contract.ts';
import { openAirscanRig } from './sane/airscan-rig.ts';
import { saneConfig } from './sane/config.ts';

describe('network scanners through sane-airscan', () => {
  let rig: Awaited<ReturnType<typeof openAirscanRig>>;
  let spoolFolder: string;
  beforeAll(async () => {
    rig = await openAirscanRig();
    spoolFolder = await mkdtemp(join(tmpdir(), 'platen-spool-'));
  });
  afterAll(async () => {
    await rig.close();
    await rm(spoolFolder, { recursive: true, force: true });
  });

  const scanWith = ({ driver, deviceId }: typeof rig) =>
    driver.scan({ deviceId, profile: simplex, spoolFolder }, never);
  const scan = () => scanWith(rig);
  const hidden = [
    ['coverOpen', 'CoverOpen'],
    ['doubleFeed', 'DoubleFeed'],
    ['mispick', 'Mispick'],
    ['inputTray', 'Mispick'],
  ] as const;

  it.each(
    ([404, 409, 500] as const).flatMap((http) =>
      [...hidden, ['jam', 'PaperJam'] as const].map(([trouble, type]) => [trouble, http, type] as const),
    ),
  )(
    'SANE-40 %s with HTTP %i at the third side is told, not taken for the end',
    async (trouble, http, type) => {
      await rig.load(5);
      await rig.control({ fault: { at: 2, type: trouble, http } });
      const events = await collect(scan());
      expect(pagesOf(events)).toHaveLength(2);
      expect(events.at(-1)).toMatchObject({ type: 'fault', fault: { type, afterSide: 2 } });
    },
  );

  it('SANE-40 the four with HTTP 503, which airscan asks again for half a minute', {
    timeout: 90_000,
  }, async () => {
    const ends = hidden.map(async ([trouble]) => {
      const own = await openAirscanRig();
      try {
        await own.load(5);
        await own.control({ fault: { at: 2, type: trouble, http: 503 } });
        return (await collect(scanWith(own))).at(-1);
      } finally {
        await own.close();
      }
    });
    expect(await Promise.all(ends)).toMatchObject(
      hidden.map(([, type]) => ({ type: 'fault', fault: { type, afterSide: 2 } })),
    );
  });

  it('SANE-40 a feeder that stands open before the first side is not called empty', async () => {
    await rig.load(2);
    await rig.control({ fault: { at: 0, type: 'coverOpen', http: 404 } });
    expect((await collect(scan())).at(-1)).toMatchObject({
      type: 'fault',
      fault: { type: 'CoverOpen', afterSide: 0 },
    });
  });

  it('SANE-41 where the scanner cannot be asked, the end is not believed', async () => {
    const other = await saneConfig([], {
      'airscan.conf': [
        '[devices]',
        'Gone = http://127.0.0.1:9/eSCL',
        '# "Out" = http://127.0.0.1:9/eSCL',
        '"W" = http://127.0.0.1:9/, wsd',
        '',
      ].join('\n'),
    });
    const configPath = `${rig.config.folder}:${other.folder}`;
    const ended = (deviceName: string, sides: number, end: StackEnd) =>
      airscanFault({ deviceName, configPath, sides, end }, never);
    const through = { type: 'through', raw: 'SANE_STATUS_NO_DOCS at sane_start' } as const;
    const empty = { type: 'FeederEmpty', raw: null } as const;
    try {
      for (const name of [
        'airscan:e1:Found by itself',
        'airscan:w0:Platen ADF',
        'airscan:e1:Out',
        'airscan:e1:W',
      ]) {
        expect(await ended(name, 2, through)).toEqual({
          type: 'Unknown',
          raw: "airscan cannot tell the end from a fault; use the scanner's eSCL device",
        });
        // Where nothing was taken nothing can be lost.
        expect(await ended(name, 0, { type: 'fault', fault: empty })).toEqual(empty);
      }
      expect(await ended('airscan:e0:Gone', 2, through)).toMatchObject({ type: 'Offline' });
    } finally {
      await other.remove();
    }
  });

  it('SANE-42 a second process finds the device busy while the first one scans', async () => {
    await rig.load(4);
    await rig.pace(300);
    const first: ScanEvent[] = [];
    let second: ScanEvent[] = [];
    for await (const event of scan()) {
      first.push(event);
      if (event.type === 'page' && event.index === 0) second = await collect(scan());
    }
    expect(second.at(-1)).toMatchObject({ type: 'fault', fault: { type: 'Busy', afterSide: 0 } });
    expect(first.at(-1)).toMatchObject({ type: 'end', sides: 4 });
  });
});
