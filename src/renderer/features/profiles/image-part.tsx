import Button from '@mui/material/Button';
import Slider from '@mui/material/Slider';
import { styled } from '@mui/material/styles';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import type { ScanProfile } from '../../../domain/rules/profile.ts';
import { useRoleRefusal } from '../../actions/workbench-provider.tsx';
import { useText } from '../../components/text.tsx';
import { Choice, choicesOf, Field, Part } from './fields.tsx';
import { type Ability, can } from './use-capabilities.ts';

interface ImagePartProps {
  settings: ScanProfile;
  ability: Ability;
  onChange: (part: Partial<ScanProfile>) => void;
}

/** What the device itself does to the picture. */
export function ImagePart({ settings, ability, onChange }: ImagePartProps) {
  const text = useText();
  const unable = (setting: 'brightness' | 'contrast' | 'dropout') =>
    can(ability, 'settings', setting) ? null : text('profiles.unable');
  return (
    <Part title={text('profiles.section.image')}>
      {(['brightness', 'contrast'] as const).map((setting) => (
        <Field key={setting} name={text(`profiles.field.${setting}`)} hint={unable(setting)}>
          <Degree
            label={text(`profiles.field.${setting}`)}
            value={settings[setting]}
            isDisabled={unable(setting) !== null}
            onChange={(value) => onChange({ [setting]: value })}
          />
        </Field>
      ))}
      <Field name={text('profiles.field.dropout')} hint={unable('dropout') ?? text('profiles.dropout.hint')}>
        <Choice
          label={text('profiles.field.dropout')}
          value={settings.dropout}
          choices={choicesOf(
            ['none', 'red', 'green', 'blue'] as const,
            (value) => text(`profiles.dropout.${value}`),
            (value) => (value === 'none' ? null : unable('dropout')),
          )}
          onChange={(value) => onChange({ dropout: value })}
        />
      </Field>
    </Part>
  );
}

/** -100 to 100, by hand on the slider or typed exactly. */
function Degree(props: {
  label: string;
  value: number;
  isDisabled: boolean;
  onChange: (value: number) => void;
}) {
  const text = useText();
  const isOff = useRoleRefusal('profiles.save') !== null || props.isDisabled;
  /** What is being typed and is no number yet, as `-`. */
  const [typed, setTyped] = useState<string | null>(null);

  function type(words: string): void {
    const value = Number(words);
    const isSound = /^-?\d{1,3}$/.test(words) && Math.abs(value) <= 100;
    setTyped(isSound ? null : words);
    if (isSound) props.onChange(value);
  }

  return (
    <>
      <Track
        size="small"
        min={-100}
        max={100}
        marks={[{ value: 0 }]}
        track={false}
        aria-label={props.label}
        disabled={isOff}
        value={props.value}
        onChange={(_, value) => {
          setTyped(null);
          props.onChange(Array.isArray(value) ? 0 : value);
        }}
      />
      <TextField
        size="small"
        sx={{ width: 72 }}
        disabled={isOff}
        error={typed !== null}
        value={typed ?? props.value}
        onChange={(event) => type(event.target.value)}
        onBlur={() => setTyped(null)}
        slotProps={{ htmlInput: { 'aria-label': props.label, inputMode: 'numeric' } }}
      />
      <Button disabled={isOff || props.value === 0} onClick={() => props.onChange(0)}>
        {text('profiles.reset')}
      </Button>
    </>
  );
}

const Track = styled(Slider)({ width: 220, margin: '0 8px' });
