import { useRef, useState } from 'react';

/**
 * For a field whose words narrow much: a letter stands in it with the next frame, and what it brings about comes behind
 * that. Letters typed meanwhile bring it about once. `settle` brings it about at once, for what relies on it.
 */
export function useTypedAhead(value: string, set: (value: string) => void) {
  const [ahead, setAhead] = useState<string | null>(null);
  const waiting = useRef<string>(null);
  const settle = () => {
    if (waiting.current === null) return;
    set(waiting.current);
    setAhead(null);
    waiting.current = null;
  };
  const type = (typed: string) => {
    // A message behind the frame, not in it.
    if (waiting.current === null) requestAnimationFrame(() => setTimeout(settle));
    waiting.current = typed;
    setAhead(typed);
  };
  return { typed: ahead ?? value, type, settle };
}
