import { expect, it } from 'vitest';
import { colour, describeHost, steps } from './host-bench.ts';
import { frameOf, pagesOf, typesOf } from './host-session.ts';
import { somePages } from './pnm-pages.ts';

describeHost('the vendor’s dialog', (bench) => {
  it('TWAIN-17 the vendor’s dialog: what it saved, or that it was closed', async () => {
    await bench.load([], { VDS_DIALOG: 'save' });
    const saved = await bench.run('configure');
    expect(typesOf(saved)).toEqual(['dsm', 'configured', 'done']);
    const configured = saved.frames[1];
    expect(configured?.json.saved).toBe(true);
    expect(configured?.bytes.toString()).toBe('virtual source settings 7');
    expect(steps(await bench.rig.log())).toEqual(['OPENDS', 'ENABLEDSUIONLY', 'DISABLEDS', 'CLOSEDS']);

    await bench.load([], { VDS_DIALOG: 'close' });
    const closed = await bench.run('configure');
    expect(closed.frames[1]).toMatchObject({
      json: { type: 'configured', saved: false },
      bytes: Buffer.alloc(0),
    });
  });

  it('TWAIN-17 a source without that dialog shows the one for scanning, and nothing is scanned', async () => {
    await bench.load(somePages(1), { VDS_DIALOG: 'scan' });
    const ended = await bench.run('configure');
    expect(frameOf(ended, 'configured')).toMatchObject({ saved: true });
    expect(steps(await bench.rig.log())).toEqual([
      'OPENDS',
      'ENABLEDSUIONLY refused',
      'ENABLEDS',
      'RESET',
      'DISABLEDS',
      'CLOSEDS',
    ]);
  });

  it('TWAIN-17 a dialog that nobody answers ends with a cancel', async () => {
    await bench.load([], { VDS_DIALOG: 'wait' });
    const session = bench.start('configure');
    await session.until(({ heartbeats }) => heartbeats.some(({ json }) => json.state === 5));
    session.write('cancel');
    expect(typesOf(await session.ended())).toEqual(['dsm', 'cancelled', 'done']);
    expect(steps(await bench.rig.log()).slice(-2)).toEqual(['DISABLEDS', 'CLOSEDS']);
  });

  it('TWAIN-18 vendor settings go back into the source, before all else', async () => {
    await bench.load(somePages(1));
    const settings = Buffer.from('virtual source settings 9').toString('base64');
    const ended = await bench.run('scan', [...colour, `vendorSettings ${encodeURIComponent(settings)}`]);
    expect(typesOf(ended)).not.toContain('note');
    expect((await bench.rig.log())[1]).toBe('CUSTOMDSDATA virtual source settings 9');

    const refused = await bench.run('scan', [
      ...colour,
      `vendorSettings ${Buffer.from('of another').toString('base64')}`,
    ]);
    expect(frameOf(refused, 'note')).toMatchObject({ setting: 'vendorSettings', used: null });
    expect(pagesOf(refused)).toHaveLength(1);
  });
});
