import { describe, expect, it } from 'vitest';
import { defaultCoverRule } from '../../../src/domain/rules/profile.ts';
import { defaultReserveBytes } from '../../../src/station/policy/reserve.ts';
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
