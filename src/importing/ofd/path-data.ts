import { Path2D } from '@napi-rs/canvas';
import { numberOr } from './values.ts';

/** Letters of OFD, those of SVG for the same, and how many numbers each takes. */
const operators: Readonly<Record<string, { readonly svg: string; readonly takes: number }>> = {
  S: { svg: 'M', takes: 2 },
  M: { svg: 'M', takes: 2 },
  L: { svg: 'L', takes: 2 },
  Q: { svg: 'Q', takes: 4 },
  B: { svg: 'C', takes: 6 },
  A: { svg: 'A', takes: 7 },
  C: { svg: 'Z', takes: 0 },
};

/** A path from its `AbbreviatedData`. Draws as far as the data can be understood. */
export function pathOf(data: string): Path2D {
  const parts = data.split(/[\s,]+/).filter((part) => part !== '');
  const svg: string[] = [];
  for (let at = 0; at < parts.length; ) {
    const operator = operators[parts[at] ?? ''];
    if (!operator) {
      at++;
      continue;
    }
    const given = parts.slice(at + 1, at + 1 + operator.takes);
    if (given.length < operator.takes) break;
    svg.push(operator.svg, ...numbers(operator.svg, given));
    at += 1 + operator.takes;
  }
  // Data that does not begin with a move has nowhere to begin.
  if (svg.length > 0 && svg[0] !== 'M') svg.unshift('M', '0', '0');
  return new Path2D(svg.join(' '));
}

/** Flags of an arc are 0 or 1 for SVG; some programs write them as words. */
function numbers(operator: string, given: readonly string[]): string[] {
  return given.map((part, index) => {
    if (operator === 'A' && (index === 3 || index === 4)) return /^(1|true)$/i.test(part) ? '1' : '0';
    return String(numberOr(part, 0));
  });
}
