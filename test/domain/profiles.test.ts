import { describe, expect, it } from 'vitest';
import { defaultScanProfile, type ProfileSet, type StoredProfile } from '../../src/domain/rules/profile.ts';
import {
  builtInProfiles,
  deleteProfile,
  profileNamed,
  resolutionRefusal,
  saveProfile,
  setDefaultProfile,
} from '../../src/domain/rules/profiles.ts';

const policy = { warnBelowDpi: 200, refuseBelowDpi: null };
const uuid = (n: number) => `0190000${n}-0000-7000-8000-000000000000`;

function profile(n: number, name: string, fields: Partial<StoredProfile> = {}): StoredProfile {
  const settings = { ...defaultScanProfile, name };
  return { id: uuid(n), deviceId: null, deviceName: null, key: null, settings, ...fields };
}

const two: ProfileSet = {
  profiles: [profile(1, 'Invoices', { key: 'F5' }), profile(2, '合同')],
  defaults: { stack: uuid(1), insert: uuid(2), replace: null },
};

describe('profiles', () => {
  it('PROF-1 a profile is saved under its id, in its place, its name without blanks around it', () => {
    const renamed = saveProfile(two, profile(1, '  Receipts '), policy);
    const added = saveProfile(two, profile(3, 'Receipts'), policy);
    if (!renamed.ok || !added.ok) throw new Error('refused');
    expect(renamed.value.profiles.map((one) => one.settings.name)).toEqual(['Receipts', '合同']);
    expect(renamed.value.defaults).toEqual(two.defaults);
    expect(added.value.profiles.map((one) => one.settings.name)).toEqual(['Invoices', '合同', 'Receipts']);
    expect(two.profiles).toHaveLength(2);
  });

  it('PROF-1 no two profiles have one name, whatever its case, width and blanks; a profile keeps its own', () => {
    for (const name of ['invoices', ' INVOICES ', 'Ｉｎｖｏｉｃｅｓ']) {
      expect(saveProfile(two, profile(3, name), policy)).toMatchObject({
        ok: false,
        error: { type: 'ProfileNameTaken', name: name.trim() },
      });
      expect(saveProfile(two, profile(1, name), policy).ok).toBe(true);
    }
    expect(profileNamed(two, ' ｉｎｖｏｉｃｅｓ')?.id).toBe(uuid(1));
    expect(profileNamed(two, 'Invoice')).toBeNull();
  });

  it('PROF-2 a key starts one profile; those without a key do not hinder each other', () => {
    expect(saveProfile(two, profile(2, '合同', { key: 'F5' }), policy)).toEqual({
      ok: false,
      error: { type: 'ProfileKeyTaken', key: 'F5', name: 'Invoices' },
    });
    expect(saveProfile(two, profile(1, 'Invoices', { key: 'F5' }), policy).ok).toBe(true);
    expect(saveProfile(two, profile(3, 'Third'), policy).ok).toBe(true);
  });

  it('PROF-3 below the resolution that IT refuses no profile is saved; without one nothing is refused', () => {
    const strict = { warnBelowDpi: 200, refuseBelowDpi: 200 };
    const coarse = profile(3, 'Coarse', { settings: { ...defaultScanProfile, name: 'Coarse', dpi: 199 } });
    expect(saveProfile(two, coarse, strict)).toEqual({
      ok: false,
      error: { type: 'ResolutionRefused', dpi: 199, leastDpi: 200 },
    });
    expect(saveProfile(two, coarse, policy).ok).toBe(true);
    expect(resolutionRefusal(200, strict)).toBeNull();
    expect(resolutionRefusal(75, policy)).toBeNull();
  });

  it('PROF-4 a deleted profile is no default any more, and the last one gives way to the built-in', () => {
    const one = deleteProfile(two, uuid(1));
    if (!one.ok) throw new Error('refused');
    expect(one.value).toEqual({
      profiles: [two.profiles[1]],
      defaults: { stack: null, insert: uuid(2), replace: null },
    });
    expect(deleteProfile(one.value, uuid(2))).toEqual({ ok: true, value: builtInProfiles });
    expect(deleteProfile(two, uuid(9))).toEqual({
      ok: false,
      error: { type: 'ProfileNotFound', profileId: uuid(9) },
    });
  });

  it('PROF-5 each kind of work has a default of its own, which must be there, or none', () => {
    const set = setDefaultProfile(two, 'replace', uuid(2));
    if (!set.ok) throw new Error('refused');
    expect(set.value.defaults).toEqual({ stack: uuid(1), insert: uuid(2), replace: uuid(2) });
    const none = setDefaultProfile(set.value, 'stack', null);
    expect(none).toMatchObject({ ok: true, value: { defaults: { stack: null } } });
    expect(setDefaultProfile(two, 'stack', uuid(9))).toEqual({
      ok: false,
      error: { type: 'ProfileNotFound', profileId: uuid(9) },
    });
  });
});
