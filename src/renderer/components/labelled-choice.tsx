import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';

interface LabelledChoiceProps<T extends string> {
  label: string;
  value: T;
  choices: readonly { readonly value: T; readonly words: string }[];
  onChange: (value: T) => void;
}

/** What is chosen, in words, and a few values side by side of which one always is. The line they stand in is the form's. */
export function LabelledChoice<T extends string>({
  label,
  value,
  choices,
  onChange,
}: LabelledChoiceProps<T>) {
  return (
    <>
      <span>{label}</span>
      <ToggleButtonGroup
        exclusive
        size="small"
        aria-label={label}
        value={value}
        onChange={(_, chosen: T | null) => chosen !== null && onChange(chosen)}
      >
        {choices.map((choice) => (
          <ToggleButton key={choice.value} value={choice.value}>
            {choice.words}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </>
  );
}
