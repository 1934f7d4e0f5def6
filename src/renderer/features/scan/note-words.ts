import type { CaptureJob } from '../../../contract/queries.ts';
import { isMessageKey, type Text } from '../../../i18n/text.ts';

export type ScanNote = CaptureJob['notes'][number];

/** A note of a scan in one sentence. Settings and values of a profile have their own words; a driver's keep theirs. */
export function noteWords(note: ScanNote, text: Text): string {
  switch (note.type) {
    case 'EndByFeederOnly':
      return text('note.EndByFeederOnly');
    case 'BackMissing':
      return text('note.BackMissing', { sheet: note.sheet });
    case 'SettingNotApplied': {
      const own = `note.notApplied.${note.setting}`;
      return isMessageKey(own) && own !== 'note.notApplied.other'
        ? text(own)
        : text('note.notApplied.other', {
            setting: settingWord(note.setting, text),
            wanted: valueWord(note.setting, note.wanted, text),
          });
    }
    case 'SettingChanged':
      return text('note.changed', {
        setting: settingWord(note.setting, text),
        wanted: valueWord(note.setting, note.wanted, text),
        used: valueWord(note.setting, note.used, text),
      });
  }
}

function settingWord(setting: string, text: Text): string {
  const key = `profiles.field.${setting}`;
  return isMessageKey(key) ? text(key) : `“${setting}”`;
}

function valueWord(setting: string, value: string, text: Text): string {
  if (setting === 'dpi') return `${value} dpi`;
  for (const key of [`scan.${setting}.${value}`, `profiles.${setting}.${value}`])
    if (isMessageKey(key)) return text(key);
  return value;
}
