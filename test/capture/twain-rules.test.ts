import { describe, expect, it } from 'vitest';
import { faultOf } from '../../src/capture/twain/faults.ts';
import { defaultTwainLimits } from '../../src/capture/twain/limits.ts';
import type { PageFrame } from '../../src/capture/twain/messages.ts';
import { feedingAfter, noteOf, openResolutionWatch } from '../../src/capture/twain/notes.ts';
import { rawSideOf } from '../../src/capture/twain/raw-side.ts';
import { settingsOf } from '../../src/capture/twain/settings.ts';
import { openSheetCounter } from '../../src/capture/twain/sheets.ts';
import { infoOf } from '../../src/capture/twain/side-info.ts';
import { overdue } from '../../src/capture/twain/watch.ts';
import { defaultScanProfile } from '../../src/domain/rules/profile.ts';

const transfer = 'DG_IMAGE / DAT_IMAGEMEMXFER / MSG_GET';
const failed = (conditionCode: number, returnCode = 1, triplet = transfer) =>
  ({ type: 'fault', conditionCode, returnCode, triplet, state: 6, reason: null, detail: null }) as const;

describe('faults of a TWAIN source', () => {
  it.each([
    [2, 'OutOfMemory'],
    [3, 'Offline'],
    [4, 'Busy'],
    [5, 'CommunicationError'],
    [16, 'AccessDenied'],
    [20, 'PaperJam'],
    [21, 'DoubleFeed'],
    [23, 'Offline'],
    [24, 'CoverOpen'],
    [1, 'Unknown'],
    [11, 'Unknown'],
    [26, 'Unknown'],
    [4711, 'Unknown'],
  ] as const)('TWAIN-22 condition %i is %s, with its number in the words', (code, type) => {
    const fault = faultOf(failed(code), 2);
    expect(fault.type).toBe(type);
    expect(fault.raw).toContain(`${code}`);
    expect(fault.raw).toContain(transfer);
    expect(fault.raw).toContain('state 6');
  });

  it.each([
    ['noImage', 'DriverTimeout'],
    ['badTransfer', 'CommunicationError'],
    ['truncatedPage', 'TruncatedPage'],
    ['unsupportedTransfer', 'Unsupported'],
  ] as const)('TWAIN-22 what the host itself found, %s, is %s', (reason, type) => {
    const fault = faultOf({ ...failed(0), reason, detail: '99 of 100 rows' }, 2);
    expect(fault).toMatchObject({ type, raw: expect.stringContaining(`${reason}, 99 of 100 rows`) });
  });

  it('TWAIN-22 return codes CANCEL and BUSY go before any condition', () => {
    expect(faultOf(failed(0, 3), 1)).toMatchObject({ type: 'Cancelled' });
    expect(faultOf(failed(1, 10), 0)).toMatchObject({ type: 'Busy' });
  });

  it('TWAIN-22 a source that does not open and loses its condition is Offline; a source manager is not', () => {
    expect(faultOf(failed(0, 1, 'DG_CONTROL / DAT_IDENTITY / MSG_OPENDS'), 0).type).toBe('Offline');
    expect(faultOf(failed(0, 1, 'DG_CONTROL / DAT_PARENT / MSG_OPENDSM'), 0).type).toBe('Unknown');
  });

  it('TWAIN-23 no media is an empty feeder before the first side, and no end of the stack after it', () => {
    expect(faultOf(failed(29), 0)).toMatchObject({ type: 'FeederEmpty' });
    expect(faultOf(failed(29), 3)).toMatchObject({
      type: 'Unknown',
      raw: expect.stringContaining('TWCC_NOMEDIA (29)'),
    });
  });
});

describe('settings for the TWAIN host', () => {
  it('TWAIN-26 every field of the profile goes to the host, percent-encoded, options last', () => {
    const { lines, notes } = settingsOf({
      ...defaultScanProfile,
      imprint: '收 100%\n',
      vendorSettings: 'AB+/',
      options: { '1041 DOUBLEFEEDDETECTIONSENSITIVITY': '2', '0x8001': 'a b', 'df-action': 'Stop' },
    });
    expect(lines).toEqual([
      'vendorSettings AB%2B%2F',
      'transfer memory',
      'source feeder',
      'sides duplex',
      'dpi 300',
      'colour colour',
      'paper auto',
      'doubleFeed stop',
      'blankSides keep',
      'buffering on',
      'brightness 0',
      'contrast 0',
      'dropout none',
      'imprint %E6%94%B6%20100%25%0A',
      'option 1041=2',
      'option 8001=a%20b',
    ]);
    expect(notes).toEqual([{ type: 'SettingNotApplied', setting: 'df-action', wanted: 'Stop' }]);
    const named = lines.map((line) => line.split(' ')[0]);
    // Storage and cleanup are Platen's own work.
    const {
      name: _name,
      storage: _storage,
      cleanup: _cleanup,
      options: _options,
      ...sent
    } = defaultScanProfile;
    expect(named).toEqual(expect.arrayContaining(Object.keys(sent)));
  });

  it('TWAIN-26 half a character does not stop a scan', () => {
    const { lines } = settingsOf({ ...defaultScanProfile, imprint: '\ud800' });
    expect(lines).toContain('imprint %EF%BF%BD');
  });

  it('TWAIN-26 what the source did otherwise becomes a note', () => {
    expect(noteOf({ type: 'note', setting: 'paper', wanted: 'b4', used: null }, [])).toEqual({
      type: 'SettingNotApplied',
      setting: 'paper',
      wanted: 'b4',
    });
    expect(noteOf({ type: 'note', setting: 'dpi', wanted: '250', used: '300' }, [])).toEqual({
      type: 'SettingChanged',
      setting: 'dpi',
      wanted: '250',
      used: '300',
    });
  });

  it('TWAIN-26 a note on an option bears its name in the profile; endless words are cut', () => {
    const note = { type: 'note', setting: 'option 1041', wanted: '9', used: '2' } as const;
    expect(noteOf(note, ['1042 X', '1041 CAP_SENSITIVITY'])).toMatchObject({
      setting: '1041 CAP_SENSITIVITY',
    });
    expect(noteOf(note, [])).toMatchObject({ setting: 'option 1041' });
    const long = noteOf({ ...note, setting: 'vendorSettings', wanted: 'A'.repeat(5000), used: null }, []);
    expect(JSON.stringify(long).length).toBeLessThan(300);
  });

  it('TWAIN-26 another resolution than the one asked for is told once', () => {
    const watch = openResolutionWatch(300);
    expect(watch.noteOf(page({}))).toBeNull();
    expect(watch.noteOf(page({ dpiX: 0, dpiY: 0 }))).toBeNull();
    const note = { type: 'SettingChanged', setting: 'dpi', wanted: '300', used: '300 x 200' };
    expect(watch.noteOf(page({ dpiY: 200 }))).toEqual(note);
    expect(watch.noteOf(page({ dpiY: 200 }))).toBeNull();
    watch.heed({ type: 'note', setting: 'dpi', wanted: '300', used: '200' });
    expect(watch.noteOf(page({ dpiX: 200, dpiY: 200 }))).toBeNull();
  });
});

describe('sides of a TWAIN source', () => {
  it('TWAIN-25 rows lose their padding, byte for byte', () => {
    const bytes = Buffer.from([1, 2, 3, 99, 4, 5, 6, 99]);
    const side = rawSideOf(page({ width: 3, height: 2, stride: 4, bits: 8 }), bytes, 300);
    expect(side).toMatchObject({ ok: true, value: { format: 'gray', width: 3, height: 2, dpi: 300 } });
    expect(pixelsOf(side)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('TWAIN-25 black is 1, whichever way the source has it', () => {
    const bits = { width: 9, height: 1, stride: 4, bits: 1, channels: 1 };
    const side = (isBlackZero: boolean) =>
      rawSideOf(page({ ...bits, isBlackZero }), Buffer.from([0b10100000, 0b10000000, 7, 7]), 300);
    expect(pixelsOf(side(false))).toEqual([0b10100000, 0b10000000]);
    expect(pixelsOf(side(true)).map((byte, at) => (at === 0 ? byte : byte & 0x80))).toEqual([0b01011111, 0]);
  });

  it.each([
    [8, 3, 'colour', 3],
    [16, 1, 'gray16', 2],
    [16, 3, 'colour16', 6],
  ] as const)('TWAIN-25 %i bits in %i channels are %s', (bits, channels, format, bytes) => {
    const side = rawSideOf(
      page({ width: 1, height: 1, stride: bytes, bits, channels }),
      Buffer.alloc(bytes),
      300,
    );
    expect(side).toMatchObject({ ok: true, value: { format } });
  });

  it('TWAIN-25 bytes that do not fill the size are TruncatedPage, unknown pixels Unsupported', () => {
    const short = rawSideOf(page({ width: 3, height: 2, stride: 3, bits: 8 }), Buffer.alloc(5), 300);
    expect(short).toMatchObject({ ok: false, error: { type: 'TruncatedPage' } });
    const narrow = rawSideOf(page({ width: 4, height: 2, stride: 3, bits: 8 }), Buffer.alloc(6), 300);
    expect(narrow).toMatchObject({ ok: false, error: { type: 'TruncatedPage' } });
    const odd = rawSideOf(page({ bits: 8, channels: 4 }), Buffer.alloc(4), 300);
    expect(odd).toMatchObject({ ok: false, error: { type: 'Unsupported' } });
  });

  it('TWAIN-25 a resolution the source does not tell is the one asked for', () => {
    const side = rawSideOf(page({ dpiX: 0, dpiY: 0 }), Buffer.alloc(1), 240);
    expect(side).toMatchObject({ ok: true, value: { dpi: 240 } });
  });

  it('TWAIN-27 patch, codes and imprinted text come along', () => {
    expect(
      infoOf(
        page({
          patch: 'T',
          codes: [
            { type: 'Code128', text: 'BX-2026-000001' },
            { type: 'TWBT 11', text: '1' },
          ],
          imprinted: 'No. 7',
        }),
      ),
    ).toEqual({
      patch: 'T',
      codes: [
        { format: 'Code128', text: 'BX-2026-000001' },
        { format: 'TWBT 11', text: '1' },
      ],
      imprinted: 'No. 7',
    });
  });
});

describe('sheets of a TWAIN source', () => {
  const duplex = { source: 'feeder', sides: 'duplex', blankSides: 'keep' } as const;
  type Words = Partial<Pick<PageFrame, 'side' | 'paperCount'>>;
  const places = (feeding: Parameters<ReturnType<typeof openSheetCounter>>[1], words: readonly Words[]) => {
    const placeOf = openSheetCounter();
    return words
      .map((one) => placeOf({ side: null, paperCount: null, ...one }, feeding))
      .map(({ sheet, side }) => `${sheet}${side[0]}`)
      .join(' ');
  };
  const f = { side: 'front' } as const;
  const b = { side: 'back' } as const;

  it('TWAIN-24 sides alternate in duplex where the source does not say, never in simplex or on the glass', () => {
    expect(places(duplex, [{}, {}, {}, {}])).toBe('1f 1b 2f 2b');
    expect(places({ ...duplex, sides: 'simplex' }, [{}, {}, {}])).toBe('1f 2f 3f');
    expect(places({ ...duplex, source: 'platen' }, [{}, {}])).toBe('1f 2f');
  });

  it('TWAIN-24 the word of the source on the side goes before the order', () => {
    expect(places(duplex, [f, f, b, b, f, b])).toBe('1f 2f 2b 3b 4f 4b');
    expect(places({ ...duplex, sides: 'simplex' }, [b, b])).toBe('1b 2b');
  });

  it('TWAIN-24 the paper counter shows sheets of which no side came', () => {
    const counted = (...counts: number[]) => counts.map((paperCount) => ({ paperCount }));
    expect(places({ ...duplex, sides: 'simplex' }, counted(11, 12, 15))).toBe('1f 2f 5f');
    expect(places({ ...duplex, blankSides: 'skip' }, counted(1, 2, 2, 4))).toBe('1f 2f 2b 4f');
    const skipped = [
      { ...f, paperCount: 1 },
      { ...b, paperCount: 3 },
    ];
    expect(places({ ...duplex, blankSides: 'skip' }, skipped)).toBe('1f 3b');
  });

  it('TWAIN-24 a counter that counts sides, stands still or jumps wildly is not heeded', () => {
    const counted = (...counts: number[]) => counts.map((paperCount) => ({ paperCount }));
    expect(places(duplex, counted(1, 2, 3, 4))).toBe('1f 1b 2f 2b');
    expect(places({ ...duplex, sides: 'simplex' }, counted(7, 7, 7))).toBe('1f 2f 3f');
    expect(places({ ...duplex, sides: 'simplex' }, counted(7, 70_000, 3))).toBe('1f 2f 3f');
  });

  it('TWAIN-24 a source that turned duplex or blank skipping down is counted as it feeds', () => {
    const note = { type: 'note', wanted: '' } as const;
    expect(feedingAfter(duplex, { ...note, setting: 'sides', used: 'simplex' }).sides).toBe('simplex');
    expect(feedingAfter(duplex, { ...note, setting: 'sides', used: null }).sides).toBe('simplex');
    expect(feedingAfter(duplex, { ...note, setting: 'source', used: 'platen' }).source).toBe('platen');
    const skip = { ...duplex, blankSides: 'skip' } as const;
    expect(feedingAfter(skip, { ...note, setting: 'blankSides', used: null }).blankSides).toBe('keep');
    expect(feedingAfter(duplex, { ...note, setting: 'dpi', used: '200' })).toEqual(duplex);
  });
});

describe('patience with a TWAIN source', () => {
  const beat = (state: number, busyMs: number) => ({ type: 'heartbeat', state, busyMs }) as const;
  const waited = { totalMs: 5_000, stepMs: 5_000 };
  const limits = defaultTwainLimits;

  it.each([
    ['scan', 3, 60_001, 'in one call'],
    ['scan', 6, 60_001, null],
    ['scan', 7, 120_001, 'in one call'],
    ['capabilities', 4, 60_001, 'in one call'],
    ['configure', 3, 60_001, 'in one call'],
    ['configure', 4, 9_000_000, null],
    ['configure', 5, 9_000_000, null],
  ] as const)('TWAIN-28 %s in state %i, %i ms in one call: %s', (verb, state, busyMs, words) => {
    const said = overdue(beat(state, busyMs), verb, waited, limits);
    if (words === null) expect(said).toBeNull();
    else expect(said).toContain(words);
  });

  it('TWAIN-28 waiting between two calls has the same limits, a list one of its own', () => {
    expect(overdue(beat(5, 0), 'scan', { totalMs: 1e6, stepMs: 119_999 }, limits)).toBeNull();
    expect(overdue(beat(5, 0), 'scan', { totalMs: 1e6, stepMs: 120_001 }, limits)).toContain('waited');
    expect(overdue(beat(3, 0), 'list', { totalMs: 19_999, stepMs: 1 }, limits)).toBeNull();
    expect(overdue(beat(3, 0), 'list', { totalMs: 20_001, stepMs: 1 }, limits)).toContain('sources');
  });
});

function page(words: Partial<PageFrame>): PageFrame {
  return {
    type: 'page',
    width: 1,
    height: 1,
    stride: 1,
    bits: 8,
    channels: 1,
    dpiX: 300,
    dpiY: 300,
    isBlackZero: false,
    side: null,
    pageNumber: null,
    documentNumber: null,
    paperCount: null,
    patch: null,
    codes: [],
    imprinted: null,
    ...words,
  };
}

function pixelsOf(side: ReturnType<typeof rawSideOf>): number[] {
  if (!side.ok) throw new Error(JSON.stringify(side.error));
  return [...side.value.pixels];
}
