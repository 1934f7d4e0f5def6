/** The line the keyboard comes to; it stays at the ends. */
export function lineAfter(
  lines: readonly { readonly key: string }[],
  current: string | null,
  key: string,
): string | null {
  const at = lines.findIndex((line) => line.key === current);
  const last = lines.length - 1;
  const goals: Readonly<Record<string, number>> = {
    ArrowDown: Math.min(last, at + 1),
    ArrowUp: Math.max(0, at - 1),
    PageDown: Math.min(last, at + 8),
    PageUp: Math.max(0, at - 8),
    Home: 0,
    End: last,
  };
  const goal = goals[key];
  return goal === undefined ? null : (lines[goal]?.key ?? null);
}
