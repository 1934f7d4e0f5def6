import type { Capabilities } from '../../../contract/device-shapes.ts';
import { paperSizes, type ScanPolicy, type ScanProfile } from '../../../domain/rules/profile.ts';
import { Chip } from '../../components/chip.tsx';
import { useText } from '../../components/text.tsx';
import { Choice, choicesOf, Field, Part } from './fields.tsx';
import { type Ability, can } from './use-capabilities.ts';

interface PaperPartProps {
  settings: ScanProfile;
  ability: Ability;
  policy: ScanPolicy;
  onChange: (part: Partial<ScanProfile>) => void;
}

/** Where the paper comes from, its size, and how it is seen. */
export function PaperPart({ settings, ability, policy, onChange }: PaperPartProps) {
  const text = useText();
  const unable = (isAble: boolean) => (isAble ? null : text('profiles.unable'));
  const chosenUnable = (isAble: boolean, value: string) =>
    isAble ? undefined : text('profiles.unable.chosen', { value });
  const { source, sides, dpi, colour, paper } = settings;
  const isRefused = policy.refuseBelowDpi !== null && dpi < policy.refuseBelowDpi;
  const canDpi = (value: number) => ability.state !== 'known' || ability.capabilities.dpi.includes(value);
  const dpiRefusal = (value: number) =>
    policy.refuseBelowDpi !== null && value < policy.refuseBelowDpi
      ? text('profiles.dpi.refused', { least: policy.refuseBelowDpi })
      : unable(canDpi(value));
  return (
    <Part title={text('profiles.section.paper')}>
      <Field
        name={text('profiles.field.source')}
        tone="warn"
        hint={chosenUnable(can(ability, 'sources', source), text(`scan.source.${source}`))}
      >
        <Choice
          label={text('profiles.field.source')}
          value={source}
          choices={choicesOf(
            ['feeder', 'platen'] as const,
            (value) => text(`scan.source.${value}`),
            (value) => unable(can(ability, 'sources', value)),
          )}
          onChange={(value) => onChange({ source: value })}
        />
      </Field>
      <Field
        name={text('profiles.field.sides')}
        tone="warn"
        hint={chosenUnable(can(ability, 'sides', sides), text(`scan.sides.${sides}`))}
      >
        <Choice
          label={text('profiles.field.sides')}
          value={sides}
          choices={choicesOf(
            ['simplex', 'duplex'] as const,
            (value) => text(`scan.sides.${value}`),
            (value) => unable(can(ability, 'sides', value)),
          )}
          onChange={(value) => onChange({ sides: value })}
        />
      </Field>
      <Field
        name={text('profiles.field.dpi')}
        tone="warn"
        hint={isRefused ? undefined : chosenUnable(canDpi(dpi), `${dpi} dpi`)}
      >
        <Choice
          label={text('profiles.field.dpi')}
          value={String(dpi)}
          choices={choicesOf(
            offeredDpi(ability.state === 'known' ? ability.capabilities : null, dpi).map(String),
            (value) => `${value} dpi`,
            (value) => dpiRefusal(Number(value)),
          )}
          onChange={(value) => onChange({ dpi: Number(value) })}
        />
        {isRefused && policy.refuseBelowDpi !== null ? (
          <Chip tone="bad">{text('profiles.dpi.refused', { least: policy.refuseBelowDpi })}</Chip>
        ) : (
          dpi < policy.warnBelowDpi && (
            <Chip tone="warn">{text('profiles.dpi.warn', { least: policy.warnBelowDpi })}</Chip>
          )
        )}
      </Field>
      <Field
        name={text('profiles.field.colour')}
        tone={can(ability, 'colours', colour) ? 'quiet' : 'warn'}
        hint={
          chosenUnable(can(ability, 'colours', colour), text(`scan.colour.${colour}`)) ??
          (colour === 'auto' ? text('profiles.colour.auto.hint') : undefined)
        }
      >
        <Choice
          label={text('profiles.field.colour')}
          value={colour}
          choices={choicesOf(
            ['colour', 'gray', 'bitonal', 'auto'] as const,
            (value) => text(`scan.colour.${value}`),
            (value) => unable(can(ability, 'colours', value)),
          )}
          onChange={(value) => onChange({ colour: value })}
        />
      </Field>
      <Field
        name={text('profiles.field.paper')}
        tone="warn"
        hint={chosenUnable(can(ability, 'papers', paper), text(`profiles.paper.${paper}`))}
      >
        <Choice
          label={text('profiles.field.paper')}
          value={paper}
          choices={choicesOf(
            paperSizes,
            (value) => text(`profiles.paper.${value}`),
            (value) => unable(can(ability, 'papers', value)),
          )}
          onChange={(value) => onChange({ paper: value })}
        />
      </Field>
    </Part>
  );
}

const usualDpi = [150, 200, 300, 400, 600];

/** The usual resolutions, or the device's own first ones where it has none of them; a scanner may list dozens. */
function offeredDpi(capabilities: Capabilities | null, chosen: number): readonly number[] {
  const hasUsual = capabilities === null || usualDpi.some((dpi) => capabilities.dpi.includes(dpi));
  const offered = hasUsual ? usualDpi : capabilities.dpi.slice(0, 6);
  return [...new Set([...offered, chosen])].sort((a, b) => a - b);
}
