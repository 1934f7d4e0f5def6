/** Whether two plain values (as JSON carries them) are the same, field by field: after a reload nothing is identical any more. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [fields, others] = [a as Fields, b as Fields];
  const names = Object.keys(fields);
  return (
    names.length === Object.keys(others).length &&
    names.every((name) => Object.hasOwn(others, name) && isSame(fields[name], others[name]))
  );
}

type Fields = Readonly<Record<string, unknown>>;
