import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toContract } from '../../src/capture/twain/capabilities.ts';
import type { CapabilitiesFrame, TwainCapability } from '../../src/capture/twain/messages.ts';
import { deviceIdOf, type FoundSource, mergeSources, sourceOf } from '../../src/capture/twain/sources.ts';
import { capabilities } from '../../src/contract/device-shapes.ts';

const source = (bits: 32 | 64, name: string, manufacturer = 'Maker'): FoundSource => ({
  bits,
  name,
  manufacturer,
});
const listed = (...found: FoundSource[]) => mergeSources(found).map(({ id }) => id);

describe('sources of both widths', () => {
  it('TWAIN-33 the same source is listed once, as 64 bit; another maker keeps his', () => {
    expect(listed(source(32, 'fi-7160'), source(64, 'fi-7160'))).toEqual(['twain:64:fi-7160']);
    expect(listed(source(64, 'Scan', 'A'), source(32, 'Scan', 'B'))).toEqual([
      'twain:64:Scan',
      'twain:32:Scan',
    ]);
  });

  it('TWAIN-33 of two with one name in one width, the first stands for both: a name is all that opens one', () => {
    expect(listed(source(64, 'Scan', 'A'), source(64, 'Scan', 'B'))).toEqual(['twain:64:Scan']);
  });

  it('TWAIN-33 a bridge of Windows is left out beside a source of the same model, else comes last', () => {
    expect(listed(source(64, 'WIA-fi-7160'), source(32, 'PaperStream IP fi-7160'))).toEqual([
      'twain:32:PaperStream IP fi-7160',
    ]);
    expect(listed(source(64, 'WIA-EPSON DS-530'), source(64, 'DS-530'))).toEqual(['twain:64:DS-530']);
    expect(listed(source(64, 'WIA-fi-716'), source(64, 'PaperStream IP fi-7160'))).toEqual([
      'twain:64:PaperStream IP fi-7160',
      'twain:64:WIA-fi-716',
    ]);
    expect(listed(source(64, 'WIA-EPSON'), source(64, 'EPSON DS-530'))).toEqual([
      'twain:64:EPSON DS-530',
      'twain:64:WIA-EPSON',
    ]);
    expect(listed(source(32, 'WIA-X 1'), source(64, 'WIA-X 1'))).toEqual(['twain:64:WIA-X 1']);
  });

  it('TWAIN-33 ids are unique, lead back to their source, and only a list of bridges has bridges before others', () => {
    const name = fc.oneof(
      fc.constantFrom('A 1', 'A 2', 'WIA-A 1', 'a-1', 'x:y'),
      fc.string({ minLength: 1, maxLength: 34, unit: 'binary' }),
    );
    const found = fc.array(
      fc.tuple(fc.constantFrom(32 as const, 64 as const), name, fc.constantFrom('M', 'N')),
    );
    fc.assert(
      fc.property(found, (sources) => {
        const devices = mergeSources(sources.map(([bits, one, maker]) => source(bits, one, maker)));
        expect(new Set(devices.map(({ id }) => id)).size).toBe(devices.length);
        for (const { id, name: shown, detail } of devices) {
          const at = sourceOf(id);
          expect(at?.name).toBe(shown);
          expect(detail).toBe(at?.bits === 32 ? '32 bit' : null);
          if (at) expect(deviceIdOf(at)).toBe(id);
        }
        const kinds = devices.map(({ name: shown }) => /^WIA-./is.test(shown));
        expect(kinds).toEqual([...kinds].sort());
      }),
    );
    expect(sourceOf('twain:16:Scan')).toBeNull();
    expect(sourceOf('twain:64:')).toBeNull();
    expect(sourceOf('sane:64:Scan')).toBeNull();
  });
});

describe('capabilities of a TWAIN source', () => {
  const own = (words: Partial<TwainCapability>): TwainCapability => ({
    id: '8001',
    name: 'CUSTOM',
    type: 'UINT16',
    container: 'ONEVALUE',
    values: [1],
    current: 1,
    isReadOnly: false,
    ...words,
  });
  const frame: CapabilitiesFrame = {
    type: 'capabilities',
    sources: ['feeder', 'platen'],
    sides: ['simplex', 'duplex'],
    dpi: [300, 200, 300],
    colours: ['bitonal', 'gray', 'colour', 'auto'],
    papers: ['auto', 'a4'],
    settings: ['doubleFeed', 'transfer', 'vendorSettings'],
    capabilities: [],
  };
  const options = (...all: TwainCapability[]) => toContract({ ...frame, capabilities: all }).options;

  it('TWAIN-36 are told in the words of the contract; a word it does not know is left out', () => {
    const told = toContract({
      ...frame,
      papers: ['auto', 'a4', 'foolscap'],
      settings: ['transfer', 'smell'],
    });
    expect(capabilities.parse(told)).toEqual(told);
    expect(told).toMatchObject({
      sources: ['feeder', 'platen'],
      sides: ['simplex', 'duplex'],
      dpi: [200, 300],
      colours: ['bitonal', 'gray', 'colour', 'auto'],
      papers: ['auto', 'a4'],
      settings: ['transfer'],
    });
  });

  it('TWAIN-36 what a profile has no field for is an option under its number and name', () => {
    const [sensitivity, threshold, enabled, serial] = options(
      own({ id: '1041', name: 'CAP_X', container: 'ENUMERATION', values: [0, 1, 2], current: 1 }),
      own({
        id: '1123',
        name: 'ICAP_X',
        type: 'FIX32',
        container: 'RANGE',
        values: [0, 255, 1],
        current: 128,
      }),
      own({ id: '1151', name: 'ICAP_Y', type: 'BOOL', values: [true], current: true }),
      own({ id: '1024', name: 'CAP_S', type: 'STR255', values: ['A1'], current: 'A1', isReadOnly: true }),
    );
    expect(sensitivity).toMatchObject({
      name: '1041 CAP_X',
      type: 'choice',
      choices: ['0', '1', '2'],
      value: '1',
    });
    expect(threshold).toMatchObject({
      type: 'number',
      range: { least: 0, most: 255, step: 1 },
      value: '128',
    });
    expect(enabled).toMatchObject({ type: 'switch', value: '1', access: 'set' });
    expect(serial).toMatchObject({ type: 'text', value: 'A1', access: 'sensor' });
  });

  it('TWAIN-36 several values at once and frames can only be read', () => {
    const [array, frameOf] = options(
      own({ id: '1042', container: 'ARRAY', values: [0, 2], current: null }),
      own({ id: '1152', type: 'FRAME', values: ['0,0,8,11'], current: '0,0,8,11' }),
    );
    expect(array).toMatchObject({ type: 'text', value: '0, 2', access: 'sensor' });
    expect(frameOf).toMatchObject({ type: 'text', value: '0,0,8,11', access: 'sensor' });
  });

  it('TWAIN-36 what a profile names or the driver needs for itself is no option', () => {
    expect(
      options(own({ id: '101' }), own({ id: '1118' }), own({ id: '0103' }), own({ id: '8001' })),
    ).toHaveLength(1);
  });
});
