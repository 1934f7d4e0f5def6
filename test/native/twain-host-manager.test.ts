import { afterAll, beforeAll, expect, it } from 'vitest';
import { colour, describeHost, everything, exitCrash, transfers } from './host-bench.ts';
import { frameOf, pagesOf, typesOf } from './host-session.ts';
import { type PnmPage, somePages } from './pnm-pages.ts';

describeHost('with a source manager of TWAIN 2', (bench) => {
  beforeAll(() => bench.rig.useManager('new', bench.bits));
  afterAll(() => bench.rig.useManager('old', bench.bits));

  it.each(transfers)('TWAIN-20 callbacks and its memory: pages byte for byte, %s', async (transfer) => {
    const [page] = somePages(1) as [PnmPage];
    await bench.load([{ ...page, words: ['code 4 HX-2026-000123'] }, ...somePages(3).slice(1)]);
    const ended = await bench.run('scan', [...everything, 'colour colour', `transfer ${transfer}`]);
    expect(frameOf(ended, 'dsm')).toMatchObject({
      isDsm2: true,
      path: expect.stringMatching(/TWAINDSM\.dll$/),
    });
    expect(typesOf(ended)).toEqual(['dsm', 'page', 'page', 'page', 'end', 'done']);
    expect(pagesOf(ended)[0]?.bytes.equals(page.pixels)).toBe(true);
    expect(pagesOf(ended)[0]?.json.codes).toEqual([{ type: 'Code128', text: 'HX-2026-000123' }]);
    expect(ended.exitStatus).toBe(0);
  });

  it('TWAIN-20 a fault, a crash and a dialog are told as with the old one', async () => {
    await bench.load(somePages(3), { VDS_FAULT: 'doublefeed@1' });
    expect(frameOf(await bench.run('scan', [...colour, 'doubleFeed stop']), 'fault')).toMatchObject({
      conditionCode: 21,
    });
    await bench.load(somePages(3), { VDS_FAULT: 'crash@1' });
    expect((await bench.run('scan', colour)).exitStatus).toBe(exitCrash);
    await bench.load([], { VDS_DIALOG: 'save' });
    expect(frameOf(await bench.run('configure'), 'configured')).toMatchObject({ saved: true });
  });

  it('TWAIN-13 it keeps the code of a source that did not open', async () => {
    await bench.load(somePages(1), { VDS_FAULT: 'taken' });
    expect(frameOf(await bench.run('scan', colour), 'fault')).toMatchObject({ conditionCode: 4 });
    await bench.load(somePages(1), { VDS_FAULT: 'offline' });
    expect(frameOf(await bench.run('scan', colour), 'fault')).toMatchObject({ conditionCode: 23 });
  });

  it('TWAIN-1 where it lists nothing of that name, the old one is asked', async () => {
    await bench.load(somePages(1));
    const ended = await bench.start('scan', colour, bench.rig.sources[1]).ended();
    expect(frameOf(ended, 'dsm')).toMatchObject({ isDsm2: false });
    expect(pagesOf(ended)).toHaveLength(1);
  });
});
