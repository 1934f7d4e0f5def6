import { expect, it } from 'vitest';
import type { ScanPolicy } from '../../src/domain/rules/profile.ts';
import { languages, textOf } from '../../src/i18n/text.ts';
import {
  changed,
  copyOf,
  defaultChanges,
  draftOf,
  freeName,
  isDirty,
  refusalOf,
} from '../../src/renderer/features/profiles/drafts.ts';
import { noteWords } from '../../src/renderer/features/scan/note-words.ts';
import { fixtureProfiles } from './fixture-settings.ts';

const set = fixtureProfiles();
const policy: ScanPolicy = { warnBelowDpi: 200, refuseBelowDpi: null };
const [first, second] = set.profiles;
if (!first || !second) throw new Error('the fixture has two profiles');

it('UI-20 a profile counts as changed until it is as it was, its defaults included', () => {
  const draft = draftOf(second);
  expect(isDirty(draft, set)).toBe(false);
  const other = changed(draft, { dpi: 600 });
  expect(isDirty(other, set)).toBe(true);
  expect(isDirty(changed(other, { dpi: second.settings.dpi }), set)).toBe(false);
  const added = changed(draft, { options: { ...second.settings.options, a: '1' } });
  expect(isDirty(added, set)).toBe(true);
  const taken = { ...draft, works: { stack: 'take' } as const };
  expect(isDirty(taken, set)).toBe(true);
  expect(defaultChanges(taken, set)).toEqual([{ work: 'stack', profileId: second.id }]);
  expect(isDirty({ ...taken, works: { stack: 'leave' } }, set)).toBe(false);
});

it('UI-21 what the station would refuse is known before it is asked', () => {
  const draft = draftOf(second);
  expect(refusalOf(draft, set, policy)).toBeNull();
  expect(refusalOf(changed(draft, { name: first.settings.name }), set, policy)).toMatchObject({
    type: 'ProfileNameTaken',
  });
  expect(refusalOf(changed(draft, { dpi: 150 }), set, { ...policy, refuseBelowDpi: 200 })).toEqual({
    type: 'ResolutionRefused',
    dpi: 150,
    leastDpi: 200,
  });
});

it('UI-22 a copy has a name of its own and no key', () => {
  const nth = (name: string, number: number) => `${name} ${number}`;
  expect(freeName('A', ['B'], nth)).toBe('A');
  expect(freeName('A', ['A', 'A 2'], nth)).toBe('A 3');
  const copy = copyOf(second, '018f0000-0000-4000-8000-000000000009', 'A');
  expect(copy).toMatchObject({ key: null, deviceId: second.deviceId });
  expect(refusalOf(draftOf(copy), set, policy)).toBeNull();
});

it('UI-23 every note of a scan is a sentence in both languages; a driver’s option keeps its own name', () => {
  for (const language of languages) {
    const text = textOf(language);
    for (const setting of ['doubleFeed', 'blankSides', 'buffering', 'dropout', 'imprint']) {
      const words = noteWords({ type: 'SettingNotApplied', setting, wanted: 'on' }, text);
      expect(words, setting).not.toContain(setting);
    }
    const changedDpi = noteWords(
      { type: 'SettingChanged', setting: 'dpi', wanted: '300', used: '200' },
      text,
    );
    expect(changedDpi).toContain('200 dpi');
    const colour = { type: 'SettingChanged', setting: 'colour', wanted: 'auto', used: 'gray' } as const;
    expect(noteWords(colour, text)).toContain(text('scan.colour.gray'));
    expect(noteWords({ type: 'SettingNotApplied', setting: 'df-length', wanted: 'yes' }, text)).toContain(
      'df-length',
    );
    expect(noteWords({ type: 'BackMissing', sheet: 7 }, text)).toContain('7');
    expect(noteWords({ type: 'EndByFeederOnly' }, text)).not.toBe('');
  }
});
