import { toHalfWidth } from './half-width.ts';

/** Signs no two of which look alike in print, on a screen or by hand: no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V. */
export const enrolmentCodeSigns = '34679ACDEFGHJKMNPQRTVWXY';
const length = 8;
const group = 4;

/** A typed code as it is meant: `k7wf-3htr`, full-width or with blanks, is `K7WF3HTR`. Null for what can be none. */
export function readEnrolmentCode(typed: string): string | null {
  const signs = toHalfWidth(typed).toUpperCase().replace(/[\s-]/gu, '');
  return signs.length === length && [...signs].every((sign) => enrolmentCodeSigns.includes(sign))
    ? signs
    : null;
}

/** As it is shown and read out: `K7WF-3HTR`. `nextSign` gives the index of each sign, from 0 up to `signs`. */
export function makeEnrolmentCode(nextSign: (signs: number) => number): string {
  const signs = Array.from({ length }, () => enrolmentCodeSigns[nextSign(enrolmentCodeSigns.length)]).join(
    '',
  );
  return `${signs.slice(0, group)}-${signs.slice(group)}`;
}
