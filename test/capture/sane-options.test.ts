import { describe, expect, it } from 'vitest';
import { applyProfile } from '../../src/capture/sane/apply-profile.ts';
import { readCapabilities } from '../../src/capture/sane/capabilities.ts';
import { openSaneDevice } from '../../src/capture/sane/device.ts';
import { defaultSaneLimits } from '../../src/capture/sane/limits.ts';
import type { ScanProfile } from '../../src/domain/rules/profile.ts';
import { duplex, simplex } from './driver-contract.ts';
import { brscan, canonDr, epson2, fujitsu, kvs20xx, kvs40xx } from './sane/backends.ts';
import { applied } from './sane/scripted-device.ts';
import { openScriptedLibSane } from './sane/scripted-libsane.ts';

const valuesOf = (values: ReadonlyMap<string, string>, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, values.get(name)]));

describe('profiles on the options of real backends', () => {
  it('SANE-10 fujitsu: every field has its option', async () => {
    const profile: ScanProfile = {
      ...duplex,
      colour: 'gray',
      dpi: 240,
      paper: 'a4',
      blankSides: 'skip',
      brightness: 50,
      contrast: -100,
      dropout: 'red',
      imprint: 'A%04ud',
    };
    const { values, result } = await applied(fujitsu, profile);
    expect(result).toEqual({ ok: true, value: { feed: 'duplex', dpi: 240, skipsBlanks: true, notes: [] } });
    expect(Object.fromEntries(values)).toMatchObject({
      source: 'ADF Duplex',
      mode: 'Gray',
      resolution: '240',
      'df-action': 'Stop',
      'df-thickness': 'yes',
      'df-length': 'no',
      dropoutcolor: 'Red',
      buffermode: 'On',
      prepick: 'On',
      swskip: '1',
      brightness: '64',
      contrast: '-127',
      endorser: 'yes',
      'endorser-string': 'A%04ud',
    });
    for (const [name, size] of [
      ['page-width', 210],
      ['br-x', 210],
      ['page-height', 297],
      ['br-y', 297],
    ] as const) {
      expect(Number(values.get(name))).toBeCloseTo(size, 1);
    }
  });

  it('SANE-10 fujitsu: double feeds may pass, blank sides stay, nothing is dropped', async () => {
    const { values, result } = await applied(fujitsu, { ...simplex, doubleFeed: 'off', buffering: 'off' });
    expect(result).toMatchObject({ ok: true, value: { feed: 'simplex', notes: [] } });
    expect(valuesOf(values, ['source', 'mode', 'df-action', 'swskip', 'buffermode'])).toEqual({
      source: 'ADF Front',
      mode: 'Color',
      'df-action': 'Continue',
      swskip: '0',
      buffermode: 'Off',
    });
  });

  it('SANE-10 canon_dr: switches instead of lists, a dropout a side', async () => {
    const { values, result } = await applied(canonDr, { ...simplex, dpi: 210, dropout: 'blue' });
    expect(result).toMatchObject({
      value: { dpi: 200, notes: [{ type: 'SettingChanged', setting: 'dpi', wanted: '210', used: '200' }] },
    });
    expect(
      valuesOf(values, ['df-thickness', 'df-length', 'dropout-front', 'dropout-back', 'buffermode']),
    ).toEqual({
      'df-thickness': 'yes',
      'df-length': 'no',
      'dropout-front': 'Blue',
      'dropout-back': 'Blue',
      buffermode: 'yes',
    });
  });

  it('SANE-10 kvs40xx: a duplex switch, and `dfstop` that means not to stop', async () => {
    const { values, result } = await applied(kvs40xx, { ...duplex, colour: 'bitonal', dropout: 'green' });
    expect(result).toMatchObject({ value: { feed: 'duplex', notes: [] } });
    expect(valuesOf(values, ['source', 'duplex', 'mode', 'dfeed', 'dfstop', 'lampcolor'])).toEqual({
      source: 'adf',
      duplex: 'yes',
      mode: 'Lineart',
      dfeed: 'yes',
      dfstop: 'no',
      lampcolor: 'green',
    });
    expect(Number(values.get('br-y'))).toBeCloseTo(307, 1);
  });

  it('SANE-10 epson2: a mode of the feeder, black and white by depth, a frame in pixels', async () => {
    const { values, result } = await applied(epson2, {
      ...duplex,
      colour: 'bitonal',
      paper: 'a5',
      brightness: 100,
      doubleFeed: 'off',
    });
    expect(result).toMatchObject({ value: { feed: 'duplex', notes: [] } });
    expect(
      valuesOf(values, ['source', 'adf-mode', 'mode', 'depth', 'x-resolution', 'y-resolution', 'brightness']),
    ).toEqual({
      source: 'Automatic Document Feeder',
      'adf-mode': 'Duplex',
      mode: 'Gray',
      depth: '1',
      'x-resolution': '300',
      'y-resolution': '300',
      brightness: '255',
    });
    expect(valuesOf(values, ['br-x', 'br-y'])).toEqual({ 'br-x': '1748', 'br-y': '2480' });
  });

  it('SANE-10 epson2: back from duplex, the switch is set back too', async () => {
    const scripted = openScriptedLibSane(
      epson2.map((one) => (one.name === 'adf-mode' ? { ...one, value: 'Duplex' } : one)),
    );
    const device = await openSaneDevice(scripted.lib, 'scripted:0', defaultSaneLimits);
    if (!device.ok) throw new Error(device.error);
    await applyProfile(device.value, simplex, null);
    expect(valuesOf(scripted.values, ['adf-mode', 'depth'])).toEqual({ 'adf-mode': 'Simplex', depth: '8' });
  });

  it('SANE-10 brscan: the words of a vendor', async () => {
    const { values } = await applied(brscan, { ...duplex, colour: 'gray' });
    expect(valuesOf(values, ['source', 'mode'])).toEqual({
      source: 'Automatic Document Feeder(left aligned,Duplex)',
      mode: 'True Gray',
    });
  });

  it('SANE-11 a device without a source is a feeder only if it is fed by sheets', async () => {
    expect((await applied(kvs20xx, duplex)).values.get('duplex')).toBe('yes');
    expect((await applied(kvs20xx, { ...simplex, source: 'platen' })).result).toMatchObject({
      ok: false,
      error: { type: 'Unsupported' },
    });
    const glass = openScriptedLibSane(kvs20xx);
    const device = await openSaneDevice(glass.lib, 'scripted:0', defaultSaneLimits);
    if (!device.ok) throw new Error(device.error);
    expect(await applyProfile(device.value, simplex, 'flatbed scanner')).toMatchObject({ ok: false });
  });

  it('SANE-11 a source that is not there is refused, never replaced', async () => {
    const platen = { ...simplex, source: 'platen' } as const;
    expect((await applied(canonDr, platen)).result).toMatchObject({
      ok: false,
      error: { type: 'Unsupported' },
    });
    const oneSided = fujitsu.map((one) =>
      one.name === 'source' ? { ...one, choices: ['Flatbed', 'ADF Front'], value: 'Flatbed' } : one,
    );
    expect((await applied(oneSided, duplex)).result).toMatchObject({
      ok: false,
      error: { type: 'Unsupported' },
    });
  });

  it('SANE-12 what a device lacks or takes otherwise is told', async () => {
    const profile: ScanProfile = {
      ...simplex,
      colour: 'auto',
      dpi: 400,
      paper: 'a3',
      blankSides: 'skip',
      brightness: -20,
      contrast: 30,
      dropout: 'red',
      buffering: 'off',
      imprint: 'Z',
      options: { 'no-such': '1', mode: 'Purple' },
    };
    const { result } = await applied(brscan, profile);
    expect(result.ok && result.value.notes).toEqual([
      { type: 'SettingNotApplied', setting: 'colour', wanted: 'auto' },
      { type: 'SettingChanged', setting: 'dpi', wanted: '400', used: '300' },
      { type: 'SettingChanged', setting: 'paper', wanted: 'a3', used: 'auto' },
      { type: 'SettingNotApplied', setting: 'doubleFeed', wanted: 'stop' },
      { type: 'SettingNotApplied', setting: 'blankSides', wanted: 'skip' },
      { type: 'SettingNotApplied', setting: 'brightness', wanted: '-20' },
      { type: 'SettingNotApplied', setting: 'contrast', wanted: '30' },
      { type: 'SettingNotApplied', setting: 'dropout', wanted: 'red' },
      { type: 'SettingNotApplied', setting: 'buffering', wanted: 'off' },
      { type: 'SettingNotApplied', setting: 'imprint', wanted: 'Z' },
      { type: 'SettingNotApplied', setting: 'no-such', wanted: '1' },
      { type: 'SettingNotApplied', setting: 'mode', wanted: 'Purple' },
    ]);
  });

  it('SANE-12 a colour is dropped only where none is scanned', async () => {
    const { result } = await applied(fujitsu, { ...simplex, dropout: 'red' });
    expect(result.ok && result.value.notes).toEqual([
      { type: 'SettingNotApplied', setting: 'dropout', wanted: 'red' },
    ]);
  });

  it('SANE-12 wishes for nothing are silent, and an option under its own name is set last', async () => {
    const { result, values } = await applied(epson2, {
      ...simplex,
      doubleFeed: 'off',
      options: { depth: '16', 'x-resolution': '600' },
    });
    expect(result).toMatchObject({ ok: true, value: { dpi: 600, notes: [] } });
    expect(values.get('depth')).toBe('16');
  });

  it('SANE-13 capabilities tell what was taken, sensors and other options apart', async () => {
    const scripted = openScriptedLibSane(fujitsu);
    const device = await openSaneDevice(scripted.lib, 'scripted:0', defaultSaneLimits);
    if (!device.ok) throw new Error(device.error);
    const capabilities = await readCapabilities(device.value, null);
    expect(capabilities).toMatchObject({
      sources: ['feeder', 'platen'],
      sides: ['simplex', 'duplex'],
      dpi: [75, 100, 150, 200, 240, 300, 400, 600],
      colours: ['bitonal', 'gray', 'colour'],
      papers: ['auto', 'a4', 'a5', 'a6', 'b5', 'letter', 'legal'],
      settings: ['doubleFeed', 'blankSides', 'brightness', 'contrast', 'dropout', 'buffering', 'imprint'],
    });
    expect(capabilities.options.map(({ name, access }) => [name, access])).toEqual([
      ['double-feed', 'sensor'],
      ['error-code', 'sensor'],
      ['side', 'sensor'],
    ]);
  });
});
