import { expect, it } from 'vitest';
import { colour, describeHost, everything } from './host-bench.ts';
import { frameOf, pagesOf, typesOf } from './host-session.ts';
import { type PnmPage, somePages, whitePage } from './pnm-pages.ts';

describeHost('settings', (bench) => {
  it('TWAIN-15 tells what a source can do, by setting and reading back', async () => {
    await bench.load(somePages(1));
    const told = frameOf(await bench.run('capabilities'), 'capabilities');
    expect(told).toMatchObject({
      sources: ['feeder', 'platen'],
      sides: ['simplex', 'duplex'],
      dpi: [150, 200, 300, 600],
      colours: ['bitonal', 'gray', 'colour', 'auto'],
      papers: ['auto', 'a4', 'a5', 'letter'],
      settings: [
        'doubleFeed',
        'blankSides',
        'brightness',
        'contrast',
        'dropout',
        'buffering',
        'imprint',
        'transfer',
        'vendorSettings',
      ],
    });
    const capabilities = told?.capabilities as Record<string, unknown>[];
    const byId = (id: string) => capabilities.find((one) => one.id === id);
    expect(byId('1118')).toEqual({
      id: '1118',
      name: 'XRESOLUTION',
      type: 'FIX32',
      container: 'ENUMERATION',
      values: [150, 200, 300, 600],
      current: 150,
      isReadOnly: false,
    });
    expect(byId('1101')).toMatchObject({ container: 'RANGE', values: [-1000, 1000, 10], current: 0 });
    expect(byId('1003')).toMatchObject({ type: 'BOOL', values: [true], current: true, isReadOnly: true });
    expect(byId('103f')).toMatchObject({ container: 'ARRAY', values: [0, 1], current: null });
    expect(byId('8001')).toMatchObject({ name: 'CUSTOM 1', type: 'INT16', current: 3 });
    expect(byId('8002')).toMatchObject({ type: 'STR32', values: ['plain'], current: 'plain' });
  });

  it('TWAIN-15 of a plain source nothing is told that it has not', async () => {
    await bench.load(somePages(1), {
      VDS_LACKS: '1012,1013,1159,103f,1010,1026,1027,1015,1106',
      VDS_DPI: '200,400',
    });
    expect(frameOf(await bench.run('capabilities'), 'capabilities')).toMatchObject({
      sides: ['simplex'],
      dpi: [200, 400],
      colours: ['bitonal', 'gray', 'colour'],
      settings: ['blankSides', 'brightness', 'contrast', 'transfer'],
    });
  });

  it('TWAIN-15 a device that is nothing but a feeder has no switch for it', async () => {
    await bench.load(somePages(1), { VDS_LACKS: '1002' });
    expect(frameOf(await bench.run('capabilities'), 'capabilities')).toMatchObject({ sources: ['feeder'] });
    const ended = await bench.run('scan', colour);
    expect(typesOf(ended)).toEqual(['dsm', 'page', 'end', 'done']);
  });

  it('TWAIN-16 sets what it was told, and says nothing when it was taken', async () => {
    await bench.load(somePages(2));
    const ended = await bench.run('scan', everything);
    expect(typesOf(ended)).not.toContain('note');
    const log = await bench.rig.log();
    for (const line of [
      'SET 1002 = 1',
      'SET 1013 = 1',
      'SET 1118 = 300',
      'SET 1119 = 300',
      'SET 0101 = 1',
      'SET 1122 = 1',
      'SET 103f = 0',
      'SET 1042 = 0',
      'SET 1134 = -1',
      'SET 1101 = 250',
      'SET 1103 = -500',
      'SET 1106 = 0',
      'SET 1010 = 1',
      'SET 1027 = 1',
      'SET 102a = Nr. \u00e91',
      'SET 0103 = 2',
      'SET 0001 = -1',
      'SET 100b = 0',
      'SET 8001 = 5',
      'SET 8002 = x',
    ]) {
      expect(log.map((one) => one.replace(/Nr\. .*1$/, 'Nr. \u00e91'))).toContain(line);
    }
  });

  it('TWAIN-16 tells what a plain source did not follow, setting by setting', async () => {
    await bench.load(somePages(2), {
      VDS_LACKS: '1013,1159,103f,1010,1027,1106,1134,1101,1103,1122,8001',
      VDS_DPI: '200,400',
    });
    const settings = [...everything.filter((line) => !line.startsWith('colour')), 'colour auto', 'sparkle 9'];
    const ended = await bench.run('scan', settings);
    const notes = ended.frames
      .filter(({ json }) => json.type === 'note')
      .map(({ json }) => [json.setting, json.wanted, json.used]);
    expect(notes).toEqual([
      ['sparkle', '9', null],
      ['sides', 'duplex', 'simplex'],
      ['colour', 'auto', 'colour'],
      ['dpi', '300', '400'],
      ['doubleFeed', 'stop', null],
      ['buffering', 'on', null],
      ['imprint', 'Nr. é1', null],
      ['blankSides', 'skip', 'keep'],
      ['brightness', '25', null],
      ['contrast', '-50', null],
      ['dropout', 'red', null],
      ['option 8001', '5', null],
    ]);
    expect(pagesOf(ended)).toHaveLength(2);
    // Without a list of sizes the frame is set.
    expect(await bench.rig.log()).toContain('FRAME 8.27 11.69');
  });

  it('TWAIN-16 off means off: what the source would do by itself is turned off', async () => {
    await bench.load(somePages(3), { VDS_FAULT: 'doublefeed@1' });
    const ended = await bench.run('scan', [...colour, 'doubleFeed off', 'blankSides keep']);
    expect(pagesOf(ended)).toHaveLength(3);
    expect(await bench.rig.log()).toContain('SET 103f =');
    expect(await bench.rig.log()).toContain('SET 1134 = -2');
  });

  it('TWAIN-16 blank sides are left out by the device alone, and only when asked for', async () => {
    const [page] = somePages(1, 'gray') as [PnmPage];
    await bench.load([page, whitePage(), page]);
    expect(pagesOf(await bench.run('scan', ['colour gray', 'blankSides keep']))).toHaveLength(3);
    expect(pagesOf(await bench.run('scan', ['colour gray', 'blankSides skip']))).toHaveLength(2);
  });

  it('TWAIN-16 colour auto: each side as the device found it', async () => {
    await bench.load([
      ...somePages(1, 'bitonal'),
      ...somePages(2, 'gray').slice(1),
      ...somePages(3).slice(2),
    ]);
    const ended = await bench.run('scan', ['colour auto']);
    expect(pagesOf(ended).map(({ json }) => [json.bits, json.channels])).toEqual([
      [1, 1],
      [8, 1],
      [8, 3],
    ]);
  });

  it('TWAIN-16 a source that knows native transfer alone is taken at that', async () => {
    const pages = somePages(1);
    await bench.load(pages, { VDS_LACKS: '0103' });
    const ended = await bench.run('scan', [...colour, 'transfer memory']);
    expect(frameOf(ended, 'note')).toMatchObject({ setting: 'transfer', wanted: 'memory', used: 'native' });
    expect(pagesOf(ended)[0]?.bytes.equals(pages[0]?.pixels ?? Buffer.of())).toBe(true);
  });

  it('TWAIN-16 from the glass one page', async () => {
    await bench.load(somePages(3));
    expect(pagesOf(await bench.run('scan', ['source platen', 'sides duplex', 'colour colour']))).toHaveLength(
      1,
    );
  });
});
