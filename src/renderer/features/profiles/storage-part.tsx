import type { ScanProfile } from '../../../domain/rules/profile.ts';
import { useText } from '../../components/text.tsx';
import { Choice, choicesOf, Field, Part } from './fields.tsx';
import { type Ability, can } from './use-capabilities.ts';

interface StoragePartProps {
  settings: ScanProfile;
  ability: Ability;
  /** Null where no scanner is chosen. */
  driver: string | null;
  onChange: (part: Partial<ScanProfile>) => void;
}

/** What is written of a side, and for TWAIN how it is handed over. */
export function StoragePart({ settings, ability, driver, onChange }: StoragePartProps) {
  const text = useText();
  const { storage, transfer } = settings;
  const isTwain = driver === null || driver === 'twain';
  const unable = !isTwain
    ? text('profiles.transfer.twainOnly')
    : can(ability, 'settings', 'transfer')
      ? null
      : text('profiles.unable');
  return (
    <Part title={text('profiles.section.storage')}>
      <Field name={text('profiles.field.storage')} hint={text(`profiles.storage.${storage}.hint`)}>
        <Choice
          label={text('profiles.field.storage')}
          value={storage}
          choices={choicesOf(
            ['compact', 'lossless'] as const,
            (value) => text(`profiles.storage.${value}`),
            () => null,
          )}
          onChange={(value) => onChange({ storage: value })}
        />
      </Field>
      <Field name={text('profiles.field.transfer')} hint={unable ?? text('profiles.transfer.hint')}>
        <Choice
          label={text('profiles.field.transfer')}
          value={transfer}
          choices={choicesOf(
            ['memory', 'native'] as const,
            (value) => text(`profiles.transfer.${value}`),
            () => unable,
          )}
          onChange={(value) => onChange({ transfer: value })}
        />
      </Field>
    </Part>
  );
}
