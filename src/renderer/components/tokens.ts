/** Colours of the window, by what they say. Every ink reaches 4.5:1 on every ground it stands on (test/renderer/tokens.test.ts). */
export interface Tokens {
  readonly ground: string;
  readonly panel: string;
  readonly line: string;
  /** Edge of a control that must be seen as one. */
  readonly edge: string;
  readonly hover: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly canvas: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly accentSoft: string;
  readonly accentInk: string;
  readonly done: string;
  readonly doneSoft: string;
  readonly warn: string;
  readonly warnSoft: string;
  readonly bad: string;
  readonly badSoft: string;
  readonly shadow: string;
}

export const lightTokens: Tokens = {
  ground: '#f4f5f7',
  panel: '#ffffff',
  line: '#e3e6ea',
  edge: '#cfd5db',
  hover: '#eef0f3',
  ink: '#1b2026',
  ink2: '#4c5762',
  ink3: '#5a6570',
  canvas: '#dfe3e8',
  accent: '#0f6e78',
  onAccent: '#ffffff',
  accentSoft: '#e3f1f2',
  accentInk: '#0b565e',
  done: '#256b41',
  doneSoft: '#e5f3ea',
  warn: '#8f5000',
  warnSoft: '#fdf1de',
  bad: '#b3261e',
  badSoft: '#fceceb',
  shadow: '0 1px 2px rgba(20,28,38,.06), 0 8px 24px rgba(20,28,38,.12)',
};

export const darkTokens: Tokens = {
  ground: '#14181d',
  panel: '#1b2128',
  line: '#2b333c',
  edge: '#3a444f',
  hover: '#242c35',
  ink: '#e7ebef',
  ink2: '#b1bac3',
  ink3: '#98a3ad',
  canvas: '#0e1215',
  accent: '#4fb6c1',
  onAccent: '#06262a',
  accentSoft: '#17343a',
  accentInk: '#8fd6de',
  done: '#6cc08b',
  doneSoft: '#17301f',
  warn: '#e0a54d',
  warnSoft: '#33260f',
  bad: '#f08a82',
  badSoft: '#3a1b19',
  shadow: '0 1px 2px rgba(0,0,0,.4), 0 10px 30px rgba(0,0,0,.5)',
};

/** The tokens as CSS variables: `accentSoft` is `var(--accent-soft)`. */
export function cssVariables(tokens: Tokens): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tokens).map(([name, value]) => [
      `--${name.replace(/[A-Z0-9]/g, (letter) => (/\d/.test(letter) ? letter : `-${letter.toLowerCase()}`))}`,
      value,
    ]),
  );
}
