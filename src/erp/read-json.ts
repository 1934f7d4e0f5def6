/**
 * The value of a JSON text, or undefined for anything else. Whole numbers too long for a number come as the text they
 * were written in: an id of nineteen digits must not lose its last ones.
 */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) =>
      typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
        ? (context?.source ?? value)
        : value,
    );
  } catch {
    return undefined;
  }
}
