import type { help as source } from '../zh-CN/help.ts';

/** Help and the palette. */
export const help: Record<keyof typeof source, string> = {
  'help.title': 'Keyboard shortcuts',
  'help.walk':
    'Arrows walk the list, ← → close and open, Shift with an arrow ticks a range, Home and End go to its ends.',
  'help.hint': 'Single letters do nothing while you type.',
  'help.mouse': 'Wheel zooms, drag moves the page; drag documents on the left to reorder or to another bill',
  'palette.placeholder': 'Type its name, e.g. “merge”; ↑ ↓ choose, Enter runs, Esc closes',
  'keys.search': 'Find an action or a key',
  'keys.none': 'No key',
  'keys.none.hint': 'Search by the name of an action or by its key, as {key_scan}.',
  'keys.changed': 'changed',
  'keys.changedCount': '{count, plural, one {# action changed} other {# actions changed}}',
  'keys.resetDone': 'All are as they came',
  'keys.change': 'Change',
  'keys.changeOf': 'Change the key of “{name}”',
  'keys.press': 'Press the new key…',
  'keys.clear': 'Clear',
  'keys.clearOf': 'Clear the keys of “{name}”',
  'keys.reset': 'Reset',
  'keys.resetOf': 'Reset the keys of “{name}”',
  'keys.resetAll': 'Reset all',
  'keys.swap': 'Swap',
  'keys.cancel': 'Cancel',
  'keys.held': '{key} is the key of “{name}”: swap them, or press another',
  'keys.heldByProfile': '{key} is the key of “{name}”: change it in the scan profile, or press another',
  'keys.refused.browser': '{key} belongs to the browser or the system: press another',
  'keys.refused.window': '{key} moves and confirms in the window: press another',
  'keys.refused.walking': '{key} walks the list on the left: press another',
  'keys.refused.editing': '{key} edits text: press another',
  'palette.none.title': 'No action is called that',
  'palette.none.hint':
    'Try another word, or clear the field and choose from the list. Bills, invoices and amounts are found by {key_search}.',
};
