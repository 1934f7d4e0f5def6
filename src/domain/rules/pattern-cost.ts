import { err, ok, type Result } from '../result.ts';

/**
 * How many ways a backtracking matcher may have to try on a text of `longest` characters: repetitions multiply,
 * alternatives add up, nested repetitions grow without bound. An upper bound, so it errs on the safe side. Takes a
 * pattern that compiles; back references and look-around are refused, as their cost cannot be told this way.
 */
export function waysToMatch(pattern: string, longest: number): Result<number, { readonly detail: string }> {
  const reader: Reader = { pattern, at: 0, longest, refused: null };
  const ways = alternatives(reader);
  return reader.refused === null ? ok(ways) : err({ detail: reader.refused });
}

interface Reader {
  readonly pattern: string;
  readonly longest: number;
  at: number;
  refused: string | null;
}

function alternatives(reader: Reader): number {
  let ways = sequence(reader);
  while (reader.pattern[reader.at] === '|') {
    reader.at += 1;
    ways += sequence(reader);
  }
  return ways;
}

function sequence(reader: Reader): number {
  let ways = 1;
  while (reader.at < reader.pattern.length && !'|)'.includes(reader.pattern.charAt(reader.at))) {
    ways *= repeated(atom(reader), reader);
  }
  return ways;
}

/** One character, class, escape or group; leaves the reader behind it. */
function atom(reader: Reader): number {
  const { pattern } = reader;
  const first = pattern.charAt(reader.at);
  if (first === '(') return group(reader);
  if (first === '[') {
    while (reader.at < pattern.length && pattern[reader.at] !== ']')
      reader.at += pattern[reader.at] === '\\' ? 2 : 1;
    reader.at += 1;
    return 1;
  }
  if (first === '\\') {
    if (/[1-9k]/.test(pattern.charAt(reader.at + 1))) reader.refused = 'back reference in the pattern';
    reader.at += 2;
    return 1;
  }
  reader.at += 1;
  return 1;
}

function group(reader: Reader): number {
  const opening = /^\((?:\?(?:<[^=!][^>]*>|[^<]|<))?/.exec(reader.pattern.slice(reader.at))?.[0] ?? '(';
  if (opening.startsWith('(?') && opening !== '(?:' && !opening.endsWith('>')) {
    reader.refused = 'look-around in the pattern';
  }
  reader.at += opening.length;
  const ways = alternatives(reader);
  reader.at += 1;
  return ways;
}

function repeated(ways: number, reader: Reader): number {
  const quantifier = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(reader.pattern.slice(reader.at));
  if (quantifier === null) return ways;
  reader.at += quantifier[0].length;
  const [least, most] = bounds(quantifier, reader.longest);
  if (ways === 1) return Math.max(1, most - least + 1);
  let sum = 0;
  for (let times = least; times <= Math.max(least, most); times += 1) sum += ways ** times;
  return sum;
}

function bounds(quantifier: RegExpExecArray, longest: number): readonly [number, number] {
  const [text, least, range, most] = quantifier;
  if (text.startsWith('*')) return [0, longest];
  if (text.startsWith('+')) return [1, longest];
  if (text.startsWith('?')) return [0, 1];
  const low = Math.min(Number(least), longest);
  if (range === undefined) return [low, low];
  return [low, most === undefined || most === '' ? longest : Math.min(Number(most), longest)];
}
