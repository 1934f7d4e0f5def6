import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import { type ProfileKey, type ProfileSet, scanWorks } from '../../../domain/rules/profile.ts';
import type { ProfileRefusal } from '../../../domain/rules/profiles.ts';
import { freeProfileKeys } from '../../actions/all-actions.ts';
import { printedKeys } from '../../actions/keys.ts';
import { wordError } from '../../components/error-words.ts';
import { profileName } from '../../components/profile-name.ts';
import { useText } from '../../components/text.tsx';
import { changed, type Draft, isDefaultFor } from './drafts.ts';
import { Choice, choicesOf, Field, Part } from './fields.tsx';

interface BasicsPartProps {
  draft: Draft;
  set: ProfileSet;
  refusal: ProfileRefusal | null;
  onChange: (draft: Draft) => void;
}

/** What the profile is called, the key that scans with it, and what it is the default for. */
export function BasicsPart({ draft, set, refusal, onChange }: BasicsPartProps) {
  const text = useText();
  const { profile } = draft;
  const { name } = profile.settings;
  const nameWords =
    name.trim() === ''
      ? text('profiles.name.empty')
      : refusal?.type === 'ProfileNameTaken'
        ? wordError(refusal, text).what
        : null;
  const keys = [
    ...freeProfileKeys,
    ...(profile.key && !freeProfileKeys.includes(profile.key) ? [profile.key] : []),
  ];
  const isWindowKey = profile.key !== null && !freeProfileKeys.includes(profile.key);
  const rivalOf = (key: ProfileKey) => set.profiles.find((one) => one.key === key && one.id !== profile.id);
  return (
    <Part title={text('profiles.section.basics')}>
      <Field name={text('profiles.name')}>
        <TextField
          size="small"
          sx={{ width: 320 }}
          value={profileName(profile.settings, text)}
          error={nameWords !== null}
          onChange={(event) => onChange(changed(draft, { name: event.target.value }))}
          slotProps={{
            htmlInput: {
              'aria-label': text('profiles.name'),
              'aria-describedby': nameWords === null ? undefined : 'profile-name-fault',
              maxLength: 100,
            },
          }}
        />
        {nameWords && (
          <span id="profile-name-fault" style={{ color: 'var(--bad)', fontSize: 12 }}>
            {nameWords}
          </span>
        )}
      </Field>
      <Field
        name={text('profiles.key')}
        tone={isWindowKey ? 'warn' : 'quiet'}
        hint={
          isWindowKey && profile.key
            ? text('profiles.key.window', { key: printedKeys(profile.key) })
            : text('profiles.key.hint')
        }
      >
        <Choice
          label={text('profiles.key')}
          value={profile.key ?? 'none'}
          choices={[
            { value: 'none', words: text('profiles.key.none'), refusal: null },
            ...choicesOf(keys, printedKeys, (key) => {
              const rival = rivalOf(key);
              return rival
                ? text('profiles.key.takenBy', {
                    key: printedKeys(key),
                    name: profileName(rival.settings, text),
                  })
                : null;
            }),
          ]}
          onChange={(key: ProfileKey | 'none') =>
            onChange({ ...draft, profile: { ...profile, key: key === 'none' ? null : key } })
          }
        />
      </Field>
      <Field name={text('profiles.defaults')} hint={text('profiles.defaults.hint')}>
        {scanWorks.map((work) => (
          <FormControlLabel
            key={work}
            label={text(`profiles.work.${work}`)}
            control={
              <Checkbox
                checked={isDefaultFor(draft, work, set)}
                onChange={(_, isChosen) =>
                  onChange({
                    ...draft,
                    works: { ...draft.works, [work]: isChosen ? 'take' : 'leave' },
                  })
                }
              />
            }
          />
        ))}
      </Field>
    </Part>
  );
}
