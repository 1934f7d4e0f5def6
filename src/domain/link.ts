import { err, ok, type Result } from './result.ts';

/* Links by which another system opens the station at a bill: `platen://capture?bill=CL-2026-000123`. */

/** `capture`: the bill in the workbench; `match`: how it matches. */
export const linkActions = ['capture', 'match'] as const;
export type LinkAction = (typeof linkActions)[number];

export interface Link {
  readonly action: LinkAction;
  readonly bill: string;
}

/** What of a link is wrong. `form`: anything beside scheme, action and bill. */
export const linkFaults = ['scheme', 'action', 'bill', 'form', 'long'] as const;
export type LinkFault = (typeof linkFaults)[number];

export interface LinkInvalid {
  readonly type: 'LinkInvalid';
  readonly reason: LinkFault;
}

const longestLink = 1000;
const longestNumber = 100;

/**
 * The link a text is: scheme, action and bill, and nothing else. The scheme is read in any case, and the slash that some
 * systems put behind the action is none of a path.
 */
export function parseLink(text: string): Result<Link, LinkInvalid> {
  if (text.length > longestLink) return invalid('long');
  const [, rest] = /^platen:\/\/(.*)$/is.exec(text.trim()) ?? [];
  if (rest === undefined) return invalid('scheme');
  const [, named = '', behind = ''] = /^([^/?#]*)\/?(.*)$/s.exec(rest) ?? [];
  const action = linkActions.find((one) => one === named.toLowerCase());
  if (action === undefined) return invalid('action');
  const [, written] = /^\?bill=([^&#]*)$/s.exec(behind) ?? [];
  if (written === undefined) return invalid(behind === '' || behind === '?' ? 'bill' : 'form');
  const bill = decoded(written)?.trim() ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (bill === '' || bill.length > longestNumber || /[\u0000-\u001f\u007f]/.test(bill))
    return invalid('bill');
  return ok({ action, bill });
}

function decoded(written: string): string | null {
  try {
    return decodeURIComponent(written);
  } catch (cause) {
    if (cause instanceof URIError) return null;
    throw cause;
  }
}

function invalid(reason: LinkFault): Result<Link, LinkInvalid> {
  return err({ type: 'LinkInvalid', reason });
}
