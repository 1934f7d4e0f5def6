import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';

/*
 * Fonts the quarter turns learn from and are judged on: every font file below the given folders. On Debian:
 *   fonts-noto-cjk fonts-wqy-zenhei fonts-wqy-microhei fonts-arphic-gbsn00lp fonts-arphic-gkai00mp fonts-arphic-uming
 *   fonts-arphic-ukai fonts-cwtex-{fs,ming,kai,heib,yen} fonts-lxgw-wenkai fonts-droid-fallback fonts-ipaexfont-mincho
 *   fonts-ipaexfont-gothic fonts-liberation fonts-freefont-ttf fonts-urw-base35 fonts-crosextra-carlito
 *   fonts-crosextra-caladea fonts-roboto-unhinted fonts-open-sans fonts-lato fonts-inconsolata fonts-breip
 *   fonts-humor-sans fonts-dkg-handwriting fonts-comic-neue fonts-courier-prime fonts-linuxlibertine fonts-ocr-b
 *   fonts-gnutypewriter fonts-cantarell fonts-sil-charis fonts-dejavu
 */

/** Which characters a font has for certain. */
export type Repertoire = 'gb' | 'big5' | 'jis' | 'latin';

export interface Face {
  /** Name it is registered under. */
  readonly name: string;
  readonly repertoire: Repertoire;
  /** Families nothing is learnt from. */
  readonly isHeld: boolean;
}

const held =
  /^(uming|ukai|wqy-microhei|ipaexm|NotoSansHans-DemiLight|Carlito|Roboto|LinLibertine|LinBiolinum|DejaVuSerif|DejaVuSansMono|Courier Prime|ComicNeue|C059|CharisSIL)/;
const gb = /^(NotoSansHans|NotoSansCJK|NotoSerifCJK|wqy|gbsn|gkai|uming|ukai|LXGW|DroidSansFallback)/;
const big5 = /^cw/;
const jis = /^ipaex/;
/** Symbols, swashes, and strokes thinner than a page is printed in. */
const unfit =
  /Symbols|MathTeX|D050000L|Hairline|Thin|ExtraLight|LinLibertine_(I|K|M|R)?Z|_K\.|OCRBX|^breipfont/;

/** Registers what lies below the folders and says what it is. */
export function registerFonts(folders: readonly string[]): Face[] {
  const faces: Face[] = [];
  const seen = new Set<string>();
  for (const folder of folders) {
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      const file = basename(path);
      if (!/\.(ttf|otf|ttc)$/i.test(file) || unfit.test(file) || seen.has(file)) continue;
      const name = `learn ${file.replace(/\.\w+$/, '')}`;
      if (!GlobalFonts.registerFromPath(join(folder, path), name)) continue;
      seen.add(file);
      const repertoire = gb.test(file) ? 'gb' : big5.test(file) ? 'big5' : jis.test(file) ? 'jis' : 'latin';
      faces.push({ name, repertoire, isHeld: held.test(file) });
    }
  }
  return faces;
}
