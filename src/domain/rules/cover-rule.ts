import { err, ok, type Result } from '../result.ts';
import { toHalfWidth } from './half-width.ts';
import { waysToMatch } from './pattern-cost.ts';
import type { CoverRule } from './profile.ts';

/** Bill numbers are typed and printed; anything longer is some other code. Also bounds the time of a match. */
const longestNumber = 100;
const longestPattern = 200;
const mostWays = 1_000_000;

const compiled = new WeakMap<CoverRule, RegExp>();

/**
 * The bill number a code carries under the rule, or null. The whole text must fit; full-width forms are read as
 * half-width ones, outer blanks do not count, upper and lower case do. Throws for a rule `checkCoverRule` refuses.
 */
export function fits(rule: CoverRule, format: string, text: string): string | null {
  if (!rule.formats.some((allowed) => plainFormat(allowed) === plainFormat(format))) return null;
  const number = toHalfWidth(text).trim();
  if (number === '' || number.length > longestNumber) return null;
  return patternOf(rule).test(number) ? number : null;
}

/** Whether a rule is sound: a pattern that compiles and that no text can keep busy for long. `detail` is for support. */
export function checkCoverRule(rule: CoverRule): Result<CoverRule, { readonly detail: string }> {
  if (rule.formats.length === 0) return err({ detail: 'no barcode format' });
  if (rule.pattern.length === 0) return err({ detail: 'empty pattern' });
  if (rule.pattern.length > longestPattern)
    return err({ detail: `pattern longer than ${longestPattern} characters` });
  try {
    patternOf(rule);
  } catch (error) {
    if (error instanceof SyntaxError) return err({ detail: error.message });
    throw error;
  }
  const ways = waysToMatch(rule.pattern, longestNumber);
  if (!ways.ok) return ways;
  if (ways.value > mostWays)
    return err({ detail: 'repetitions in the pattern can be combined in too many ways' });
  return ok(rule);
}

function patternOf(rule: CoverRule): RegExp {
  const pattern = compiled.get(rule) ?? new RegExp(`^(?:${rule.pattern})$`);
  compiled.set(rule, pattern);
  return pattern;
}

/** `Code128`, `CODE-128` and `code_128` are one format. */
function plainFormat(format: string): string {
  return format.toLowerCase().replace(/[^a-z0-9]/g, '');
}
