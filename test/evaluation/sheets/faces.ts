import { GlobalFonts } from '@napi-rs/canvas';
import '../../imaging/han-faces.ts';
import type { Random } from '../random.ts';

/* Type faces the sheets are printed in: those of the packages, and whatever of these the machine has. */

export type Script = 'han' | 'latin';

const wanted: Readonly<Record<Script, readonly string[]>> = {
  han: [
    'Han',
    'HanMedium',
    'HanLight',
    'HanDemiLight',
    'Noto Serif CJK SC',
    'Noto Serif CJK JP',
    'Noto Sans CJK SC',
    'WenQuanYi Zen Hei',
    'WenQuanYi Micro Hei',
    'AR PL UMing CN',
    'AR PL UKai CN',
    'AR PL SungtiL GB',
    'AR PL KaitiM GB',
    'LXGW WenKai',
  ],
  latin: [
    'DejaVu Serif',
    'DejaVu Sans',
    'DejaVu Sans Mono',
    'Liberation Serif',
    'Liberation Sans',
    'Liberation Mono',
    'FreeSerif',
    'FreeSans',
    'Carlito',
    'Caladea',
    'Lato',
    'Roboto',
    'Open Sans',
    'Linux Libertine O',
    'Courier Prime',
  ],
};

const present: Readonly<Record<Script, readonly string[]>> = {
  han: wanted.han.filter((name) => GlobalFonts.has(name)),
  latin: wanted.latin.filter((name) => GlobalFonts.has(name)),
};

/** A face for all of a sheet's print; `styles` as CSS has them. */
export function faceFor(script: Script, random: Random): string {
  const family = random.pick(present[script]);
  const weight = script === 'latin' && random.chance(0.15) ? 'bold ' : '';
  const slant = script === 'latin' && random.chance(0.1) ? 'italic ' : '';
  return `${slant}${weight}%px "${family}", "Han"`;
}

/** The CSS font of a face at a size in millimetres. */
export function fontOf(face: string, sizeMm: number): string {
  return face.replace('%', sizeMm.toFixed(3));
}
