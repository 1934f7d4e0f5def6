import { expect, test } from 'vitest';
import { textOf } from '../../src/i18n/text.ts';
import { allActions } from '../../src/renderer/actions/all-actions.ts';
import { scan } from '../../src/renderer/actions/capture-actions.ts';
import { editNumber, merge, split } from '../../src/renderer/actions/edit-actions.ts';
import {
  holderOf,
  keyRefusal,
  keysOf,
  noChangedKeys,
  withKey,
  withOwnKeys,
  withoutKeys,
  withSwappedKey,
} from '../../src/renderer/actions/key-map.ts';
import { actionFor } from '../../src/renderer/actions/keys.ts';
import { foundActions } from '../../src/renderer/features/palette/found-actions.ts';

const held = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const press = (key: string) => ({ ...held, key });

test('KEYS-10 a chosen key stands in place of the own one, and no key at all is possible', () => {
  const changed = withKey(noChangedKeys, merge, 'Y');
  expect(actionFor(allActions, press('y'), false, changed)).toBe(merge);
  expect(actionFor(allActions, press('m'), false, changed)).toBeNull();
  const cleared = withoutKeys(changed, merge);
  expect(keysOf(merge, cleared)).toEqual([]);
  expect(actionFor(allActions, press('y'), false, cleared)).toBeNull();
  expect(keysOf(merge, withOwnKeys(cleared, merge))).toEqual(['M']);
});

test('KEYS-10 Enter stays with the action it belongs to', () => {
  expect(keysOf(editNumber, withKey(noChangedKeys, editNumber, 'Y'))).toEqual(['Y', 'Enter']);
});

test('KEYS-11 a key is of one action only, and swapping changes both', () => {
  expect(holderOf('S', merge, allActions, noChangedKeys)).toBe(split);
  const taken = withKey(noChangedKeys, merge, 'S');
  expect(keysOf(split, taken)).toEqual([]);
  const swapped = withSwappedKey(noChangedKeys, merge, 'S', split);
  expect([keysOf(merge, swapped), keysOf(split, swapped)]).toEqual([['S'], ['M']]);
});

test('KEYS-12 keys with another meaning are refused, and no action has one but Enter, Space and Esc', () => {
  expect(keyRefusal('Ctrl+W')).toBe('browser');
  expect(keyRefusal('F5')).toBe('browser');
  expect(keyRefusal('Shift+Tab')).toBe('window');
  expect(keyRefusal('Shift+ArrowDown')).toBe('walking');
  expect(keyRefusal('Ctrl+C')).toBe('editing');
  expect(keyRefusal('Ctrl+ArrowDown')).toBeNull();
  const refused = allActions.flatMap(({ keys }) => keys).filter((key) => keyRefusal(key) !== null);
  expect(refused.toSorted()).toEqual(['Enter', 'Escape', 'Space']);
});

test('KEYS-13 what is stored and cannot be a key changes nothing', () => {
  const changed = { 'document.merge': ['Ctrl+W'], gone: ['Ctrl+Alt+9'] };
  const id = { [merge.id]: changed['document.merge'], gone: changed.gone };
  for (const action of allActions) expect(keysOf(action, id)).toEqual(action.keys);
});

test('KEYS-14 a letter writes while typing, also where scanning has it', () => {
  const changed = withKey(noChangedKeys, scan, 'Y');
  expect(actionFor(allActions, press('y'), true, changed)).toBeNull();
  expect(actionFor(allActions, press('y'), false, changed)).toBe(scan);
});

test('KEYS-16 the whole name stands first, what cannot be run last', () => {
  const text = textOf('en-US');
  const name = text(split.labelKey, split.labelParams);
  const names = (isEnabled: (id: string) => boolean) =>
    foundActions(allActions, name, [], text, ({ id }) => isEnabled(id)).map(({ action }) => action.id);
  expect(names(() => true)[0]).toBe(split.id);
  const all = foundActions(allActions, '', [], text, ({ id }) => id !== scan.id);
  expect(all.at(-1)?.action).toBe(scan);
});
