/** x, y, width, height in millimetres. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** a b c d e f, as a canvas takes them. */
export interface Matrix {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

export const identity: Matrix = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };

/** Numbers of a list; whatever is none, or not finite, is left out. */
export function numbersIn(text: string): number[] {
  return text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map(Number)
    .filter(Number.isFinite);
}

export function numberOr(text: string, otherwise: number): number {
  const value = text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : otherwise;
}

export function boxOf(text: string): Box | null {
  const [x, y, width, height] = numbersIn(text);
  return x === undefined || y === undefined || width === undefined || height === undefined
    ? null
    : { x, y, width, height };
}

export function matrixOf(text: string): Matrix {
  const [a, b, c, d, e, f] = numbersIn(text);
  const isWhole = a !== undefined && b !== undefined && c !== undefined && d !== undefined;
  return isWhole && e !== undefined && f !== undefined ? { a, b, c, d, e, f } : identity;
}

export function pointOf(text: string): { readonly x: number; readonly y: number } | null {
  const [x, y] = numbersIn(text);
  return x === undefined || y === undefined ? null : { x, y };
}

/** `g 3 2.5 4` is `2.5 2.5 2.5 4`: offsets of glyphs, at most `most` of them, which is all that are asked for. */
export function offsetsIn(text: string, most: number): number[] {
  const offsets: number[] = [];
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  for (let at = 0; at < parts.length && offsets.length < most; at++) {
    if (parts[at]?.toLowerCase() !== 'g') {
      offsets.push(numberOr(parts[at] ?? '', 0));
      continue;
    }
    const count = Math.min(numberOr(parts[at + 1] ?? '', 0), most - offsets.length);
    const value = numberOr(parts[at + 2] ?? '', 0);
    for (let done = 0; done < count; done++) offsets.push(value);
    at += 2;
  }
  return offsets;
}

/** `true` and `1` in any letters; `otherwise` where nothing is said. */
export function flagOr(text: string, otherwise: boolean): boolean {
  if (text === '') return otherwise;
  return /^(true|1)$/i.test(text);
}
