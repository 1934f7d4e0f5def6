import TextField from '@mui/material/TextField';
import type { ScanProfile } from '../../../domain/rules/profile.ts';
import { useText } from '../../components/text.tsx';
import { Choice, choicesOf, Field, Part } from './fields.tsx';
import { type Ability, can } from './use-capabilities.ts';

interface FeedPartProps {
  settings: ScanProfile;
  ability: Ability;
  onChange: (part: Partial<ScanProfile>) => void;
}

/** How sheets are drawn in, and what must not go unnoticed while they are. */
export function FeedPart({ settings, ability, onChange }: FeedPartProps) {
  const text = useText();
  const { doubleFeed, blankSides, buffering, imprint } = settings;
  const unable = (setting: Parameters<typeof can<'settings'>>[2]) =>
    can(ability, 'settings', setting) ? null : text('profiles.unable');
  return (
    <Part title={text('profiles.section.feed')}>
      <Field
        name={text('profiles.field.doubleFeed')}
        tone={doubleFeed === 'off' || unable('doubleFeed') ? 'warn' : 'quiet'}
        hint={
          unable('doubleFeed')
            ? text('note.notApplied.doubleFeed')
            : doubleFeed === 'off'
              ? text('profiles.doubleFeed.off.warn')
              : undefined
        }
      >
        <Choice
          label={text('profiles.field.doubleFeed')}
          value={doubleFeed}
          choices={choicesOf(
            ['stop', 'off'] as const,
            (value) => text(`profiles.doubleFeed.${value}`),
            () => unable('doubleFeed'),
          )}
          onChange={(value) => onChange({ doubleFeed: value })}
        />
      </Field>
      <Field
        name={text('profiles.field.blankSides')}
        tone={blankSides === 'skip' ? 'warn' : 'quiet'}
        hint={text(blankSides === 'skip' ? 'profiles.blankSides.skip.warn' : 'profiles.blankSides.keep.hint')}
      >
        <Choice
          label={text('profiles.field.blankSides')}
          value={blankSides}
          choices={choicesOf(
            ['keep', 'skip'] as const,
            (value) => text(`profiles.blankSides.${value}`),
            (value) => (value === 'keep' ? null : unable('blankSides')),
          )}
          onChange={(value) => onChange({ blankSides: value })}
        />
      </Field>
      <Field name={text('profiles.field.buffering')} hint={unable('buffering')}>
        <Choice
          label={text('profiles.field.buffering')}
          value={buffering}
          choices={choicesOf(
            ['on', 'off'] as const,
            (value) => text(`profiles.buffering.${value}`),
            () => unable('buffering'),
          )}
          onChange={(value) => onChange({ buffering: value })}
        />
      </Field>
      <Field name={text('profiles.field.imprint')} hint={unable('imprint') ?? text('profiles.imprint.hint')}>
        <TextField
          size="small"
          sx={{ width: 320 }}
          disabled={unable('imprint') !== null}
          value={imprint ?? ''}
          onChange={(event) => onChange({ imprint: event.target.value || null })}
          slotProps={{
            htmlInput: {
              'aria-label': text('profiles.field.imprint'),
              maxLength: 100,
              spellCheck: false,
            },
          }}
        />
      </Field>
    </Part>
  );
}
