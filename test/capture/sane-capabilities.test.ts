import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Capabilities, capabilities as shape } from '../../src/contract/device-shapes.ts';
import { collect, never, simplex } from './driver-contract.ts';
import { saneConfig, testConf } from './sane/config.ts';
import { openForkedSaneDriver } from './sane/forked-driver.ts';

describe('capabilities of the test backend with all its option types', () => {
  let config: Awaited<ReturnType<typeof saneConfig>>;
  let told: Capabilities;
  beforeAll(async () => {
    config = await saneConfig(['test'], {
      'test.conf': `${testConf['test.conf']}enable-test-options true\n`,
    });
    const answer = await openForkedSaneDriver(config.sane).capabilities('sane:test:0', never);
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    told = shape.parse(answer.value);
  });
  afterAll(() => config.remove());

  const option = (name: string) => told.options.find((one) => one.name === name);

  it('SANE-13 sources, resolutions in a range, colours by mode and depth, papers that fit', () => {
    expect(told).toMatchObject({
      sources: ['feeder', 'platen'],
      sides: ['simplex'],
      dpi: [75, 100, 150, 200, 240, 300, 400, 600, 1200],
      colours: ['bitonal', 'gray', 'colour'],
      papers: ['auto', 'a4', 'a5', 'a6', 'b5', 'letter'],
      settings: [],
    });
  });

  it('SANE-16 what a profile names itself is no option of the driver', () => {
    for (const name of ['source', 'mode', 'resolution', 'tl-x', 'br-y']) expect(option(name)).toBeUndefined();
  });

  it.each([
    [
      'bool-soft-select-soft-detect',
      { type: 'switch', value: 'no', access: 'set', choices: [], range: null },
    ],
    ['bool-soft-detect', { type: 'switch', access: 'sensor', value: 'no' }],
    ['bool-hard-select', { type: 'switch', access: 'sensor', value: null }],
    ['int', { type: 'number', unit: null, value: '42' }],
    [
      'int-constraint-range',
      { type: 'number', unit: 'px', range: { least: 4, most: 192, step: 2 }, value: '26' },
    ],
    ['int-constraint-word-list', { type: 'choice', unit: 'bit', value: '42' }],
    ['int-constraint-array', { type: 'text', unit: 'mm', value: '-17,0,-5,42,91,1073741824' }],
    ['fixed', { type: 'number', value: '42' }],
    [
      'fixed-constraint-range',
      { type: 'number', unit: 'µs', range: { least: -42.17, most: 32768, step: 2 } },
    ],
    [
      'fixed-constraint-word-list',
      { type: 'choice', choices: ['-32.7', '12.1', '42', '129.5'], value: '42' },
    ],
    [
      'string',
      {
        type: 'text',
        value:
          'This is the contents of the string option. Fill some more words to see how the frontend behaves.',
      },
    ],
    ['string-constraint-string-list', { type: 'choice', value: 'First entry' }],
    ['button', { type: 'button', value: null, access: 'set' }],
    // Longer than a profile can hold.
    ['gamma-table', { type: 'text', value: null, range: { least: 0, most: 255, step: 1 } }],
  ])('SANE-16 %s', (name, expected) => {
    expect(option(name)).toMatchObject(expected);
  });

  it('SANE-16 each is set under its own name; what comes otherwise or not at all is told', async () => {
    const options = {
      'bool-soft-select-soft-detect': 'on',
      'bool-soft-detect': 'yes',
      int: '7',
      'int-constraint-range': '27',
      'int-constraint-word-list': '17',
      'int-constraint-array': '1,2,3,4,5,6',
      'int-inexact': '5',
      fixed: '12.5',
      'fixed-constraint-word-list': '12.1',
      string: 'some words',
      'string-constraint-string-list': 'Second entry',
      'string-constraint-long-string-list': 'no such entry',
      button: '',
    };
    const profile = { ...simplex, source: 'platen', dpi: 40, options } as const;
    const spoolFolder = config.folder;
    const events = await collect(
      openForkedSaneDriver(config.sane).scan({ deviceId: 'sane:test:0', profile, spoolFolder }, never),
    );
    expect(events.flatMap((event) => (event.type === 'note' ? [event.note] : []))).toEqual([
      { type: 'SettingNotApplied', setting: 'bool-soft-detect', wanted: 'yes' },
      expect.objectContaining({ type: 'SettingChanged', setting: 'int-constraint-range', wanted: '27' }),
      expect.objectContaining({ type: 'SettingChanged', setting: 'int-inexact', wanted: '5' }),
      { type: 'SettingNotApplied', setting: 'string-constraint-long-string-list', wanted: 'no such entry' },
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'end', sides: 1 });
  });
});
