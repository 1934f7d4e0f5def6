import { styled } from '@mui/material/styles';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { type CleanupPlan, cleanupPresets } from '../../../domain/rules/cleanup.ts';
import type { ScanProfile } from '../../../domain/rules/profile.ts';
import type { MessageKey } from '../../../i18n/zh-CN.ts';
import { useText } from '../../components/text.tsx';
import { Choice, choicesOf, Field, Part } from './fields.tsx';
import { presetOf, presets } from './preset-of.ts';

interface CleanupPartProps {
  settings: ScanProfile;
  onChange: (part: Partial<ScanProfile>) => void;
}

const switches = ['quarterTurn', 'skewDeg', 'crop', 'corners', 'bleed', 'borders', 'holes'] as const;
type Choosable = Exclude<keyof CleanupPlan, 'marginMm'>;
const mostMarginMm = 20;

/** What is done to pages once they are captured: a way as a whole, and each stage by itself. */
export function CleanupPart({ settings, onChange }: CleanupPartProps) {
  const text = useText();
  const { cleanup } = settings;
  const preset = presetOf(cleanup);
  const change = (part: Partial<CleanupPlan>) => onChange({ cleanup: { ...cleanup, ...part } });
  const row = <K extends Choosable>(
    stage: K,
    values: readonly CleanupPlan[K][],
    words: (value: CleanupPlan[K]) => MessageKey,
  ) => {
    const name = text(`cleanup.${stage as Choosable}`);
    return (
      <Field key={stage} name={name}>
        <Choice
          label={name}
          value={cleanup[stage]}
          choices={choicesOf(
            values,
            (value) => text(words(value)),
            () => null,
          )}
          onChange={(value) => change({ [stage]: value })}
        />
      </Field>
    );
  };
  return (
    <Part title={text('profiles.section.cleanup')}>
      <Field
        name={text('profiles.cleanup.preset')}
        hint={text(`profiles.cleanup.${preset ?? 'custom'}.hint`)}
      >
        <Choice
          label={text('profiles.cleanup.preset')}
          value={preset ?? 'custom'}
          choices={choicesOf(
            preset === null ? ([...presets, 'custom'] as const) : presets,
            (value) => text(`profiles.cleanup.${value}`),
            () => null,
          )}
          onChange={(value) => value !== 'custom' && onChange({ cleanup: cleanupPresets[value] })}
        />
      </Field>
      <Single>
        <summary>{text('profiles.cleanup.single')}</summary>
        {switches.map((stage) => row(stage, ['on', 'off'] as const, (value) => `profiles.cleanup.${value}`))}
        {row('tone', ['off', 'even', 'whiten'] as const, (value) =>
          value === 'off' ? 'profiles.cleanup.off' : `profiles.cleanup.tone.${value}`,
        )}
        {row('specks', ['off', 'fine', 'coarse'] as const, (value) =>
          value === 'off' ? 'profiles.cleanup.off' : `profiles.cleanup.specks.${value}`,
        )}
        {row('output', ['auto', 'bitonal', 'gray', 'colour'] as const, (value) =>
          value === 'auto' ? 'profiles.cleanup.output.auto' : `scan.colour.${value}`,
        )}
        <Field name={text('profiles.cleanup.margin')} hint={text('profiles.cleanup.margin.hint')}>
          <Margin mm={cleanup.marginMm} onChange={(marginMm) => change({ marginMm })} />
        </Field>
      </Single>
    </Part>
  );
}

function Margin({ mm, onChange }: { mm: number; onChange: (mm: number) => void }) {
  const text = useText();
  /** What is being typed and is no margin yet. */
  const [typed, setTyped] = useState<string | null>(null);
  function type(words: string): void {
    const value = Number(words);
    const isSound = /^\d{1,2}(\.\d)?$/.test(words) && value <= mostMarginMm;
    setTyped(isSound ? null : words);
    if (isSound) onChange(value);
  }
  return (
    <TextField
      size="small"
      sx={{ width: 80 }}
      error={typed !== null}
      value={typed ?? mm}
      onChange={(event) => type(event.target.value)}
      onBlur={() => setTyped(null)}
      slotProps={{ htmlInput: { 'aria-label': text('profiles.cleanup.margin'), inputMode: 'decimal' } }}
    />
  );
}

const Single = styled('details')({
  '& > summary': { cursor: 'pointer', color: 'var(--ink2)', lineHeight: '28px' },
  '& > * + *': { marginTop: 8 },
});
