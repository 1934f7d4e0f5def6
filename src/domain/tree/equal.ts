/** Whether two plain values (as JSON carries them) are the same, field by field: after a reload nothing is identical any more. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const fieldsOfA = Object.entries(a);
  const fieldsOfB = new Map(Object.entries(b));
  return (
    fieldsOfA.length === fieldsOfB.size &&
    fieldsOfA.every(([field, value]) => fieldsOfB.has(field) && isSame(value, fieldsOfB.get(field)))
  );
}
