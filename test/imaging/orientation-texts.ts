import { readFileSync } from 'node:fs';
import type { Repertoire } from './orientation-fonts.ts';

/* Texts for the quarter turns to learn from: half as people write, half each character as likely as any other. */

export type Random = () => number;
export const pick = <T>(from: readonly T[] | string, random: Random): T =>
  from[Math.floor(random() * from.length)] as T;

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const written = [...(read('README.zh.md') + read('src/i18n/zh-CN.ts')).matchAll(/\p{Script=Han}{2,}/gu)].map(
  ([run]) => run,
);
const words = [
  ...read('README.md').matchAll(/[A-Za-z]{2,12}/g),
  ...read('docs/SPEC.md').matchAll(/[A-Za-z]{2,12}/g),
]
  .map(([word]) => word)
  .filter((word) => !/^[A-Z]{3,}$/.test(word));

function rows(encoding: string, first: number, last: number, lows: readonly number[]): string[] {
  const decoder = new TextDecoder(encoding);
  const out: string[] = [];
  for (let high = first; high <= last; high++) {
    for (const low of lows) {
      const character = decoder.decode(Uint8Array.of(high, low));
      if (/^\p{Script=Han}$/u.test(character)) out.push(character);
    }
  }
  return out;
}
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
/** The common characters of each standard: level 1 of GB 2312, Big5 and JIS X 0208. */
const common: { readonly [R in Exclude<Repertoire, 'latin'>]: readonly string[] } = {
  gb: rows('gbk', 0xb0, 0xd7, range(0xa1, 0xfe)),
  big5: rows('big5', 0xa4, 0xc6, [...range(0x40, 0x7e), ...range(0xa1, 0xfe)]),
  jis: rows('euc-jp', 0xb0, 0xcf, range(0xa1, 0xfe)),
};

export type Style = 'han' | 'latin' | 'upper' | 'digits' | 'mixed';

/** At least `length` characters in a style, as far as the font goes. */
export function someText(style: Style, repertoire: Repertoire, length: number, random: Random): string {
  let text = '';
  while (text.length < length) text += piece(style, repertoire, random);
  return text;
}

function piece(style: Style, repertoire: Repertoire, random: Random): string {
  switch (style) {
    case 'han':
      return repertoire === 'latin' ? `${word(random)} ` : han(repertoire, random);
    case 'latin':
      return `${random() < 0.1 ? number(random) : word(random)}${random() < 0.1 ? pick('.,;:', random) : ''} `;
    case 'upper':
      return `${(random() < 0.15 ? number(random) : word(random)).toUpperCase()} `;
    case 'digits':
      return `${number(random)}${random() < 0.5 ? ' ' : '  '}`;
    case 'mixed': {
      const roll = random();
      return roll < 0.55
        ? piece('han', repertoire, random)
        : roll < 0.8
          ? number(random)
          : `${word(random)} `;
    }
  }
}

function han(repertoire: Exclude<Repertoire, 'latin'>, random: Random): string {
  if (random() < 0.12) return pick('，。、：；（）“”《》，。，。', random);
  if (repertoire === 'gb' && random() < 0.5) return pick(written, random);
  return pick(common[repertoire], random) + pick(common[repertoire], random);
}

const letters = 'eeeeeeeeetttttttaaaaaaooooooiiiiiinnnnnsssssshhhhhrrrrrddddlllluuuuccmmwwffggyyppbbvkjxqz';

function word(random: Random): string {
  let made = '';
  if (random() < 0.7) made = pick(words, random);
  else for (let i = 1 + Math.floor(random() * 9); i > 0; i--) made += pick(letters, random);
  return random() < 0.15 ? (made[0] as string).toUpperCase() + made.slice(1) : made;
}

function number(random: Random): string {
  const whole = String(Math.floor(10 ** (random() * 6)));
  switch (Math.floor(random() * 6)) {
    case 0:
      return whole;
    case 1:
      return `${whole}.${String(Math.floor(random() * 100)).padStart(2, '0')}`;
    case 2:
      return `20${10 + Math.floor(random() * 20)}-0${1 + Math.floor(random() * 9)}-${10 + Math.floor(random() * 20)}`;
    case 3:
      return String(Math.floor(random() * 1e12)).padStart(12, '0');
    case 4:
      return `${Number(whole).toLocaleString('en-US')}.${10 + Math.floor(random() * 90)}`;
    default:
      return `${pick('ABCDEFGHKLMNPRSTUVXYZ', random)}${pick('ABCDEFGHKLMNPRSTUVXYZ', random)}${whole}`;
  }
}
