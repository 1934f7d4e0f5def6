import { describe, expect, it } from 'vitest';
import { defaultCoverRule, defaultScanProfile } from '../../../src/domain/rules/profile.ts';
import { builtInProfiles } from '../../../src/domain/rules/profiles.ts';
import { defaultReserveBytes } from '../../../src/station/policy/reserve.ts';
import { scanPolicyFrom } from '../../../src/station/policy/scan-policy.ts';
import { openSettings } from '../../../src/station/policy/settings.ts';
import { newStore } from '../store/temporary.ts';

describe('settings', () => {
  it('DATA-18 keep the cover rule; none yet is the default', () => {
    const store = newStore();
    const told: string[] = [];
    const settings = openSettings(store, (_level, event) => told.push(event));
    expect(settings.coverRule()).toEqual(defaultCoverRule);
    const rule = { formats: ['Code128'], pattern: 'BX-\\d{8}' };
    settings.setCoverRule(rule);
    expect(openSettings(store, () => undefined).coverRule()).toEqual(rule);
    expect(told).toEqual([]);
  });

  it.each(['not json', '{"formats":[],"pattern":"x"}', '{"formats":["Code128"],"pattern":"("}', 'null'])(
    'DATA-18 a rule that no longer reads gives way to the default, aloud: %s',
    (text) => {
      const store = newStore();
      store.writeSetting('cover-rule', text);
      const told: string[] = [];
      expect(openSettings(store, (level, event) => told.push(`${level} ${event}`)).coverRule()).toEqual(
        defaultCoverRule,
      );
      expect(told).toEqual(['warn settings.unreadable']);
    },
  );
});

describe('settings of scanning', () => {
  const id = '01900000-0000-7000-8000-000000000001';
  const set = {
    profiles: [{ id, deviceId: null, deviceName: null, key: 'F5' as const, settings: defaultScanProfile }],
    defaults: { stack: id, insert: null, replace: null },
  };

  it('PROF-6 a station has the built-in profile until one is saved; what is saved is there after a restart', () => {
    const store = newStore();
    expect(openSettings(store, () => undefined).profiles()).toEqual(builtInProfiles);
    expect(store.readSetting('scan-profiles')).toBeNull();
    openSettings(store, () => undefined).setProfiles(set);
    expect(openSettings(store, () => undefined).profiles()).toEqual(set);
  });

  it('PROF-6 a stored profile of an older program has the usual value for what came later', () => {
    const store = newStore();
    const settings = { name: 'old', source: 'feeder', sides: 'simplex', dpi: 200, colour: 'gray' };
    const [profile] = set.profiles;
    store.writeSetting('scan-profiles', JSON.stringify({ ...set, profiles: [{ ...profile, settings }] }));
    const told: string[] = [];
    const read = openSettings(store, (_level, event) => told.push(event)).profiles();
    expect(read.profiles[0]?.settings).toEqual({ ...defaultScanProfile, ...settings });
    expect(told).toEqual([]);
  });

  it.each([
    'not json',
    'null',
    '[]',
    '{"profiles":[]}',
    `{"profiles":[],"defaults":${JSON.stringify(set.defaults)}}`,
  ])(
    'PROF-6 profiles that no longer read give way to the built-in, aloud, and stay as they are until the next save: %s',
    (text) => {
      const store = newStore();
      store.writeSetting('scan-profiles', text);
      const told: string[] = [];
      const settings = openSettings(store, (level, event) => told.push(`${level} ${event}`));
      expect(settings.profiles()).toEqual(builtInProfiles);
      expect(told).toEqual(['warn settings.unreadable']);
      expect(store.readSetting('scan-profiles')).toBe(text);
      settings.setProfiles(set);
      expect(settings.profiles()).toEqual(set);
    },
  );

  it.each([
    ['scanner-addresses', '{"0":"10.0.0.7"}'],
    ['scanner-addresses', '[7]'],
    ['scanner-pins', '["10.0.0.7"]'],
    ['scanner-pins', '{"10.0.0.7:443":7}'],
    ['scanner-hosts', 'null'],
  ])('STATION-22 %s that no longer read are as good as none, aloud: %s', (key, text) => {
    const store = newStore();
    store.writeSetting(key, text);
    const told: string[] = [];
    const settings = openSettings(store, (_level, event) => told.push(event));
    const read = {
      'scanner-addresses': settings.scannerAddresses,
      'scanner-pins': settings.scannerPins,
      'scanner-hosts': settings.scannerHosts,
    }[key];
    expect(Object.keys(read?.() ?? ['x'])).toEqual([]);
    expect(told).toEqual(['settings.unreadable']);
  });

  it('PROF-7 IT says below which resolution nothing is scanned; small print is warned of below 200 dpi', () => {
    expect(scanPolicyFrom({})).toEqual({ warnBelowDpi: 200, refuseBelowDpi: null });
    expect(scanPolicyFrom({ PLATEN_REFUSE_BELOW_DPI: '150' })).toEqual({
      warnBelowDpi: 200,
      refuseBelowDpi: 150,
    });
    for (const bad of ['-1', '0', '200dpi', '1e2', ' 150', '99999']) {
      expect(() => scanPolicyFrom({ PLATEN_REFUSE_BELOW_DPI: bad })).toThrow(/PLATEN_REFUSE_BELOW_DPI/);
    }
  });
});

describe('the disk reserve', () => {
  it('DATA-19 no sheet is fed below 2 GB or 500 pages of free room, or what IT says', () => {
    const reserve = defaultReserveBytes({});
    expect(reserve).toBeGreaterThanOrEqual(2 * 1024 ** 3);
    expect(defaultReserveBytes({ PLATEN_RESERVE_BYTES: '0' })).toBe(0);
    expect(defaultReserveBytes({ PLATEN_RESERVE_BYTES: '5000000000' })).toBe(5_000_000_000);
    for (const bad of ['-1', '2GB', '1e9', ' 5']) {
      expect(() => defaultReserveBytes({ PLATEN_RESERVE_BYTES: bad })).toThrow(/PLATEN_RESERVE_BYTES/);
    }
  });
});

describe('settings of keys', () => {
  it('KEYS-15 keep changed keys; none yet is none', () => {
    const store = newStore();
    const settings = openSettings(store, () => undefined);
    expect(settings.keys()).toEqual({});
    settings.setKeys({ 'document.merge': ['V'], scan: [] });
    expect(openSettings(store, () => undefined).keys()).toEqual({ 'document.merge': ['V'], scan: [] });
  });

  it.each(['not json', '[]', '{"scan":"V"}', '{"scan":[""]}'])(
    'KEYS-15 what no longer reads gives way to none, aloud: %s',
    (text) => {
      const store = newStore();
      store.writeSetting('keys', text);
      const told: string[] = [];
      expect(openSettings(store, (level, event) => told.push(`${level} ${event}`)).keys()).toEqual({});
      expect(told).toEqual(['warn settings.unreadable']);
    },
  );
});
