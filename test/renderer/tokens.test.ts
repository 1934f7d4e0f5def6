import { describe, expect, it } from 'vitest';
import { cssVariables, darkTokens, lightTokens, type Tokens } from '../../src/renderer/components/tokens.ts';

/** WCAG 2.2 contrast of two #rrggbb colours. */
function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

const pairs: readonly (readonly [keyof Tokens, keyof Tokens])[] = [
  ...(['ink', 'ink2', 'ink3'] as const).flatMap((ink) =>
    (['ground', 'panel', 'hover', 'accentSoft', 'canvas'] as const).map((ground) => [ink, ground] as const),
  ),
  ['onAccent', 'accent'],
  ['accentInk', 'accentSoft'],
  ['accentInk', 'panel'],
  ['done', 'doneSoft'],
  ['done', 'panel'],
  ['warn', 'warnSoft'],
  ['warn', 'panel'],
  ['bad', 'badSoft'],
  ['bad', 'panel'],
  ['bad', 'accentSoft'],
];

describe.each([
  ['light', lightTokens],
  ['dark', darkTokens],
] as const)('%s tokens', (_, tokens) => {
  it.each(pairs)('UI-1 %s on %s reaches 4.5:1', (ink, ground) => {
    expect(contrast(tokens[ink], tokens[ground])).toBeGreaterThanOrEqual(4.5);
  });
});

it('tokens become CSS variables in kebab case', () => {
  expect(cssVariables(lightTokens)).toMatchObject({ '--accent-soft': '#e3f1f2', '--ink2': lightTokens.ink2 });
});
