import { styled } from '@mui/material/styles';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Tooltip from '@mui/material/Tooltip';
import type { ReactNode } from 'react';

/** A titled part of the form. */
export function Part(props: { title: string; children: ReactNode }) {
  return (
    <Group>
      <legend>{props.title}</legend>
      {props.children}
    </Group>
  );
}

/** One setting: its name, its control, and a line about it. */
export function Field(props: {
  name: string;
  children: ReactNode;
  hint?: ReactNode;
  tone?: 'quiet' | 'warn' | 'bad';
}) {
  return (
    <Row>
      <Name>{props.name}</Name>
      <div>
        <Controls>{props.children}</Controls>
        {props.hint && <Hint data-tone={props.tone ?? 'quiet'}>{props.hint}</Hint>}
      </div>
    </Row>
  );
}

export interface Choosable<T extends string> {
  readonly value: T;
  readonly words: ReactNode;
  /** Why it cannot be chosen; null when it can. */
  readonly refusal: string | null;
}

/** A few values side by side. One that cannot be chosen stays in its place and says why. */
export function Choice<T extends string>(props: {
  label: string;
  value: T;
  choices: readonly Choosable<T>[];
  onChange: (value: T) => void;
}) {
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      aria-label={props.label}
      value={props.value}
      onChange={(_, value: T | null) => {
        const choice = props.choices.find((one) => one.value === value);
        if (choice && choice.refusal === null) props.onChange(choice.value);
      }}
    >
      {props.choices.map(({ value, words, refusal }) => (
        <Toggle key={value} value={value} aria-disabled={refusal !== null}>
          <Tooltip describeChild title={refusal ?? ''}>
            <Words>{words}</Words>
          </Tooltip>
        </Toggle>
      ))}
    </ToggleButtonGroup>
  );
}

/** Choices of which every one has the same reason, or each its own. */
export function choicesOf<T extends string>(
  values: readonly T[],
  words: (value: T) => ReactNode,
  refusal: (value: T) => string | null,
): readonly Choosable<T>[] {
  return values.map((value) => ({ value, words: words(value), refusal: refusal(value) }));
}

const Group = styled('fieldset')({
  minWidth: 0,
  margin: 0,
  padding: '12px 0 16px',
  border: 0,
  borderTop: '1px solid var(--line)',
  display: 'grid',
  gap: 12,
  '&:first-of-type': { borderTop: 0, paddingTop: 0 },
  '& > legend': { float: 'left', padding: 0, fontSize: 12, fontWeight: 500, color: 'var(--ink3)' },
});
const Row = styled('div')({
  display: 'grid',
  gridTemplateColumns: '112px minmax(0, 1fr)',
  columnGap: 12,
  alignItems: 'start',
});
const Name = styled('span')({ color: 'var(--ink2)', lineHeight: '32px' });
const Controls = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 8,
  minHeight: 32,
});
export const Hint = styled('div')({
  fontSize: 12,
  color: 'var(--ink2)',
  marginTop: 2,
  '&[data-tone=warn]': { color: 'var(--warn)' },
  '&[data-tone=bad]': { color: 'var(--bad)' },
});
const Toggle = styled(ToggleButton)({
  padding: 0,
  '&[aria-disabled=true]': { color: 'var(--ink3)', cursor: 'default', background: 'none' },
  '&[aria-disabled=true] > span': { opacity: 0.6, textDecoration: 'line-through' },
});
const Words = styled('span')({ padding: '0 10px', lineHeight: '28px' });
