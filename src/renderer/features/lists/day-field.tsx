import TextField from '@mui/material/TextField';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { parseLocalDate } from '../../../domain/rules/local-date.ts';
import { useText } from '../../components/text.tsx';
import { dayAt, dayOf } from './days.ts';

/**
 * A day, typed and shown as 2026-03-18 whatever the browser's own form of a date is. A whole date counts as it is typed,
 * another way of writing it when the field is left; the arrows go a day on or back.
 */
export function DayField(props: {
  label: string;
  /** `2026-03-18`; null where none is wanted. */
  day: string | null;
  onDay: (day: string | null) => void;
}) {
  const { day, onDay } = props;
  const text = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const [isWrong, setIsWrong] = useState(false);
  // Also when the day is taken away from outside: what was typed for it goes with it.
  useEffect(() => {
    void day;
    setTyped(null);
    setIsWrong(false);
  }, [day]);

  function type(words: string): void {
    setTyped(words);
    setIsWrong(false);
    if (words.trim() === '') onDay(null);
    else if (/^\d{4}-?\d{2}-?\d{2}$/.test(words)) {
      const whole = parseLocalDate(words);
      if (whole === null) setIsWrong(true);
      else onDay(whole);
    }
  }
  function leave(): void {
    if (typed === null) return;
    const whole = parseLocalDate(typed);
    setIsWrong(whole === null && typed.trim() !== '');
    if (whole === null) return;
    setTyped(null);
    onDay(whole);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') leave();
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    const step = event.key === 'ArrowUp' ? 1 : -1;
    onDay(day === null ? dayOf(Date.now()) : dayAt(day, step));
  }

  return (
    <TextField
      size="small"
      label={props.label}
      value={typed ?? day ?? ''}
      error={isWrong}
      helperText={isWrong ? text('list.filter.noDay') : null}
      placeholder={text('list.filter.dayHint')}
      onChange={(event) => type(event.target.value)}
      onBlur={leave}
      onKeyDown={onKeyDown}
      slotProps={{
        inputLabel: { shrink: true },
        htmlInput: { maxLength: 20, inputMode: 'numeric', autoComplete: 'off' },
      }}
    />
  );
}
