import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isMessageKey, type Language, languages, messages, textOf } from '../../src/i18n/text.ts';
import { allActions } from '../../src/renderer/actions/all-actions.ts';
import { scan } from '../../src/renderer/actions/capture-actions.ts';
import { editNumber, setAttachment } from '../../src/renderer/actions/edit-actions.ts';
import { keysOf, noChangedKeys, withKey, withoutKeys } from '../../src/renderer/actions/key-map.ts';
import { keyParam, keyWords } from '../../src/renderer/actions/key-words.ts';
import { remove } from '../../src/renderer/actions/page-actions.ts';
import { actionsWith } from '../../src/renderer/features/help/found-keys.ts';

/** Keys that belong to a field, a list or the mouse and cannot be given to an action: they are what they are called. */
const fixed: Readonly<Record<string, string>> = {
  'help.walk': 'the tree',
  'palette.placeholder': 'the list of the palette',
  'history.hint': 'the list of steps',
  'bin.hint': 'the list of the bin',
  'list.hint': 'the lists over all bills',
  'queue.keys': 'the list of the queue',
  'adjust.hint': 'the handles of the page being adjusted',
  'tree.moveToBill.placeholder': 'the list of bills',
  'tree.bill.numberHint': 'the field of the number',
  'tree.search.none.hint': 'the field of the search',
  'error.BillNumberEmpty.do': 'the field of the number',
  'error.InvoiceNotFound.do': 'the form of an invoice',
  'drop.files.whole': 'held with the mouse',
};

const spoken = [
  /\bF([1-9]|1[0-2])\b/,
  /\b(Ctrl|Alt|Shift|Enter|Esc|Tab|Del|Ins|PgUp|PgDn)\b/,
  /[↑↓]|[←→](?! ?\{)/,
  // One letter as a key: in brackets, or pressed.
  /[（(][A-Z][)）]/,
  /(按|[Pp]ress) ?[A-Z]\b/,
];

const each = languages.flatMap((language) =>
  Object.entries(messages[language]).map(([key, message]) => ({ language, key, message })),
);

describe('finding a key', () => {
  it.each(languages)('KEYS-24 an action is found by its name or by the key it has now (%s)', (language) => {
    const text = textOf(language, keyWords(noChangedKeys, language));
    const found = (typed: string, changed = noChangedKeys) =>
      actionsWith(allActions, typed, text, (action) => keysOf(action, changed)).map(({ id }) => id);
    expect(found('')).toHaveLength(allActions.length);
    expect(found('f2')).toEqual(['scan']);
    expect(found('Ｆ２')).toEqual(['scan']);
    expect(found('Ctrl+K')).toEqual(['palette']);
    expect(found('ctrl k')).toEqual(['palette']);
    expect(found('+')).toContain('zoom.in');
    expect(found('f2', withKey(noChangedKeys, scan, 'F10'))).toEqual([]);
    expect(found(text('action.merge'))).toEqual(['document.merge']);
    expect(found('no such thing')).toEqual([]);
  });
});

describe('keys in words', () => {
  it('KEYS-23 no message names a key of an action by itself', () => {
    const found = each
      .filter(({ key, message }) => !Object.hasOwn(fixed, key) && spoken.some((name) => name.test(message)))
      .map(({ language, key, message }) => `${language} ${key}: ${message}`);
    expect(found).toEqual([]);
    // The rule catches what it is for.
    for (const message of ['按 F2', '取消标记（U）', 'press Shift S', 'Look (Ctrl+O)', '用 Alt ↑↓'])
      expect(
        spoken.some((name) => name.test(message)),
        message,
      ).toBe(true);
  });

  it('KEYS-23 no part of the window writes or hears a key that can be changed', () => {
    const root = join(import.meta.dirname, '../../src/renderer');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
      (name) => /\.tsx?$/.test(name) && !/^actions\b/.test(name),
    );
    expect(files.length).toBeGreaterThan(100);
    const changeable = /keys="(F\d|Ctrl|Shift|Alt)|key === 'F\d|shortcuts="/;
    for (const name of files) expect(readFileSync(join(root, name), 'utf8'), name).not.toMatch(changeable);
  });

  it('KEYS-23 what may name a key does so: nothing is excused for nothing', () => {
    for (const key of Object.keys(fixed)) {
      const said = each.filter((one) => one.key === key);
      expect(said.length, key).toBe(languages.length);
      expect(
        said.some(({ message }) => spoken.some((name) => name.test(message))),
        key,
      ).toBe(true);
    }
  });

  it('KEYS-23 every key a message asks for is the key of an action', () => {
    const known = new Set(allActions.map(keyParam));
    expect(known.size).toBe(allActions.length);
    const asked = each.flatMap(({ message }) =>
      [...message.matchAll(/\{(key_\w+)\}/g)].map((match) => match[1]),
    );
    expect(asked.length).toBeGreaterThan(50);
    for (const name of asked) expect(known).toContain(name);
  });

  it.each(languages)('KEYS-23 words name the key an action answers to now (%s)', (language: Language) => {
    const own = textOf(language, keyWords(noChangedKeys, language));
    expect(own('viewer.empty.title')).toContain('F2');
    expect(own('problem.NumberMissing.do')).toContain('Enter');
    const changed = withKey(withKey(noChangedKeys, scan, 'F10'), remove, 'Y');
    const text = textOf(language, keyWords(changed, language));
    expect(text('viewer.empty.title')).toContain('F10');
    expect(text('viewer.empty.title')).not.toContain('F2');
    expect(text('problem.InvoiceDoubled.do')).toMatch(/[（(]Y[)）]/);
    // Enter stays with the number, and stands behind the key chosen for it.
    const e = textOf(language, keyWords(withKey(noChangedKeys, editNumber, 'Z'), language));
    expect(e('problem.NumberMissing.do')).toMatch(/[（(]Z[)）]/);
  });

  it.each(languages)('KEYS-23 outside the window an error names no key (%s)', (language: Language) => {
    const text = textOf(language);
    const errors = each.filter((one) => one.language === language && /^error\./.test(one.key));
    const keyed = errors.filter(({ message }) => message.includes('{key_'));
    expect(keyed.length).toBeGreaterThan(5);
    for (const { key } of keyed) if (isMessageKey(key)) expect(text(key), key).not.toMatch(/[（(){}）]|key_/);
  });

  it.each(languages)('KEYS-23 an action without a key is called by its name (%s)', (language: Language) => {
    const text = textOf(language, keyWords(withoutKeys(noChangedKeys, setAttachment), language));
    expect(text('problem.InvoiceUnread.do')).toContain(`“${text('action.setAttachment')}”`);
  });
});
