import InputBase from '@mui/material/InputBase';
import { styled } from '@mui/material/styles';
import type { KeyboardEvent, ReactNode } from 'react';

interface TypeAheadProps {
  value: string;
  placeholder: string;
  /** What a reader is told: words, or the id of where they stand. */
  name: { readonly label: string } | { readonly labelledBy: string };
  listId: string;
  /** Of the line that is chosen now; null where there is none. */
  currentId: string | null;
  icon?: ReactNode;
  maxLength?: number;
  onType: (value: string) => void;
  onStep: (by: 1 | -1) => void;
  onEnter: () => void;
  /** Keys of the dialog's own; true where it was one. */
  onKey?: (event: KeyboardEvent) => boolean;
}

/** A field over a list: what is typed narrows the list, arrows walk it and Enter takes the line (WAI-ARIA combobox). */
export function TypeAhead(props: TypeAheadProps) {
  function onKeyDown(event: KeyboardEvent): void {
    // Enter, arrows and figures of an input method choose its characters.
    if (event.nativeEvent.isComposing) return;
    if (props.onKey?.(event)) event.preventDefault();
    else if (event.key === 'ArrowDown') props.onStep(1);
    else if (event.key === 'ArrowUp') props.onStep(-1);
    else if (event.key === 'Enter') props.onEnter();
    else return;
    event.preventDefault();
  }
  return (
    <Field
      autoFocus
      fullWidth
      value={props.value}
      placeholder={props.placeholder}
      startAdornment={props.icon}
      inputProps={{
        role: 'combobox',
        ...('label' in props.name
          ? { 'aria-label': props.name.label }
          : { 'aria-labelledby': props.name.labelledBy }),
        'aria-autocomplete': 'list',
        'aria-expanded': props.currentId !== null,
        'aria-controls': props.listId,
        'aria-activedescendant': props.currentId ?? undefined,
        autoComplete: 'off',
        spellCheck: false,
        maxLength: props.maxLength,
      }}
      onChange={(event) => props.onType(event.target.value)}
      onKeyDown={onKeyDown}
    />
  );
}

const Field = styled(InputBase)({
  padding: '8px 24px',
  gap: 8,
  borderTop: '1px solid var(--line)',
  borderBottom: '1px solid var(--line)',
  '& svg': { color: 'var(--ink3)' },
  '& input': { fontSize: 15 },
});
