import { describe, expect, it } from 'vitest';
import { colour, describeHost, exitCrash, steps, transfers } from './host-bench.ts';
import { frameOf, pagesOf, typesOf } from './host-session.ts';
import { type PnmPage, somePages } from './pnm-pages.ts';

describeHost('pages', (bench) => {
  it('TWAIN-1 lists the sources of the source manager, and ends', async () => {
    await bench.load([]);
    const ended = await bench.run('list');
    expect(frameOf(ended, 'dsm')).toMatchObject({
      isDsm2: false,
      path: expect.stringMatching(/twain_32\.dll$/i),
    });
    const names = ended.frames.filter(({ json }) => json.type === 'source').map(({ json }) => json.name);
    expect(names).toEqual(bench.rig.sources);
    expect(typesOf(ended).at(-1)).toBe('done');
    expect(ended.exitStatus).toBe(0);
  });

  it('TWAIN-2 a name that no source manager lists is NODS, and no other source is opened for it', async () => {
    await bench.load(somePages(1));
    const ended = await bench.start('scan', [], 'Nobody’s scanner').ended();
    expect(frameOf(ended, 'fault')).toMatchObject({
      conditionCode: 3,
      reason: 'noSource',
      detail: 'Nobody’s scanner',
    });
    expect(await bench.rig.log()).toEqual([]);
  });

  describe.each(transfers)('%s transfer', (transfer) => {
    const settings = [...colour, `transfer ${transfer}`];

    it('TWAIN-3 colour pages arrive byte for byte, then the end', async () => {
      const pages = somePages(3);
      await bench.load(pages);
      const ended = await bench.run('scan', settings);
      expect(typesOf(ended)).toEqual(['dsm', 'page', 'page', 'page', 'end', 'done']);
      for (const [index, { json, bytes }] of pagesOf(ended).entries()) {
        const { width, height, pixels } = pages[index] as PnmPage;
        expect(json).toMatchObject({
          width,
          height,
          stride: width * 3,
          bits: 8,
          channels: 3,
          dpiX: 300,
          dpiY: 300,
        });
        expect(bytes.equals(pixels)).toBe(true);
      }
      expect(frameOf(ended, 'end')).toMatchObject({ sheetCount: 3, isFeederLoaded: false });
      expect(ended.exitStatus).toBe(0);
    });

    it('TWAIN-3 gray pages arrive byte for byte', async () => {
      const pages = somePages(2, 'gray');
      await bench.load(pages);
      const ended = await bench.run('scan', ['colour gray', `transfer ${transfer}`]);
      expect(pagesOf(ended).map(({ json }) => [json.bits, json.channels])).toEqual([
        [8, 1],
        [8, 1],
      ]);
      expect(
        pagesOf(ended).map(({ bytes }, index) => bytes.equals(pages[index]?.pixels ?? Buffer.of())),
      ).toEqual([true, true]);
    });

    it.each(['chocolate', 'vanilla'] as const)(
      'TWAIN-4 bitonal pages tell whether 0 is black (%s)',
      async (flavor) => {
        const [page] = somePages(1, 'bitonal') as [PnmPage];
        await bench.load([page], { VDS_FLAVOR: flavor });
        const ended = await bench.run('scan', ['colour bitonal', `transfer ${transfer}`]);
        const [told] = pagesOf(ended);
        expect(told?.json).toMatchObject({
          bits: 1,
          channels: 1,
          width: page.width,
          stride: Math.ceil(page.width / 8),
        });
        // In a bitmap the palette says it, whatever the capability says.
        if (transfer === 'memory') expect(told?.json.isBlackZero).toBe(flavor === 'chocolate');
        expect(blackPixels(told?.bytes, told?.json.isBlackZero === true, page)).toEqual(
          blackPixels(page.pixels, false, page),
        );
      },
    );

    it.each([
      ['jam', 20],
      ['cover', 24],
      ['doublefeed', 21],
    ])(
      'TWAIN-5 %s in mid-stack: the pages before it, then its condition code',
      async (fault, conditionCode) => {
        await bench.load(somePages(4), { VDS_FAULT: `${fault}@2` });
        const ended = await bench.run('scan', [...settings, 'doubleFeed stop']);
        expect(typesOf(ended)).toEqual(['dsm', 'page', 'page', 'fault', 'done']);
        expect(frameOf(ended, 'fault')).toMatchObject({ conditionCode, returnCode: 1, reason: null });
        expect(steps(await bench.rig.log()).slice(-4)).toEqual(['ENDXFER', 'RESET', 'DISABLEDS', 'CLOSEDS']);
        expect(ended.exitStatus).toBe(0);
      },
    );

    it('TWAIN-6 a crash of the source: a last frame, status 70, the pages before it kept', async () => {
      await bench.load(somePages(4), { VDS_FAULT: 'crash@2' });
      const ended = await bench.run('scan', settings);
      expect(typesOf(ended)).toEqual(['dsm', 'page', 'page', 'crash']);
      expect(frameOf(ended, 'crash')).toMatchObject({ exceptionCode: 'c0000005', state: 7 });
      expect(ended.exitStatus).toBe(exitCrash);
      expect(ended.rest).toBe(0);
    });

    it('TWAIN-7 a source that hangs: heartbeats go on and tell for how long', async () => {
      await bench.load(somePages(4), { VDS_FAULT: 'hang@1' });
      const session = bench.start('scan', settings);
      await session.until(
        ({ heartbeats }) => heartbeats.filter(({ json }) => Number(json.busyMs) > 500).length >= 2,
      );
      session.kill();
      const ended = await session.ended();
      expect(pagesOf(ended)).toHaveLength(1);
      const busy = ended.heartbeats.map(({ json }) => Number(json.busyMs)).filter((ms) => ms > 500);
      expect(busy).toEqual([...busy].sort((a, b) => a - b));
      expect(ended.heartbeats.at(-1)?.json.state).toBe(7);
    });

    it('TWAIN-8 after a cancel no page follows; the source is taken down in order', async () => {
      await bench.load(somePages(6), { VDS_PACE: '150' });
      const session = bench.start('scan', settings);
      await session.until((now) => pagesOf(now).length === 2);
      session.write('cancel');
      const ended = await session.ended();
      expect(typesOf(ended)).toEqual(['dsm', 'page', 'page', 'cancelled', 'done']);
      expect(steps(await bench.rig.log()).slice(-4)).toEqual(['ENDXFER', 'RESET', 'DISABLEDS', 'CLOSEDS']);
    });

    it('TWAIN-8 a source that was told to stop at the device is cancelled', async () => {
      await bench.load(somePages(3), { VDS_FAULT: 'cancel@1' });
      expect(typesOf(await bench.run('scan', settings))).toEqual(['dsm', 'page', 'cancelled', 'done']);
    });

    it('TWAIN-9 half a page is no page', async () => {
      await bench.load(somePages(3), { VDS_FAULT: 'truncate@1' });
      const ended = await bench.run('scan', settings);
      expect(typesOf(ended)).toEqual(['dsm', 'page', 'fault', 'done']);
      const reason = transfer === 'memory' ? 'truncatedPage' : 'unsupportedTransfer';
      expect(frameOf(ended, 'fault')).toMatchObject({ reason });
    });
  });

  it('TWAIN-3 a page whose height is known only at its end', async () => {
    const pages = somePages(2);
    await bench.load(pages, { VDS_LENGTH: 'unknown', VDS_ROWS: '7' });
    const ended = await bench.run('scan', colour);
    expect(pagesOf(ended).map(({ json }) => json.height)).toEqual(pages.map(({ height }) => height));
    expect(
      pagesOf(ended).every(({ bytes }, index) => bytes.equals(pages[index]?.pixels ?? Buffer.of())),
    ).toBe(true);
  });
});

/** Positions of the black pixels, row by row. */
function blackPixels(bytes: Buffer | undefined, isBlackZero: boolean, { width, height }: PnmPage): string[] {
  const stride = Math.ceil(width / 8);
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => {
      const bit = ((bytes?.[y * stride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
      return (bit === 0) === isBlackZero ? '#' : '.';
    }).join(''),
  );
}
