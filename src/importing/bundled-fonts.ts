import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The Chinese fonts that come with the station, for files that name one and do not bring it. */
export type BundledFont = 'NotoSansHans-Regular.otf' | 'NotoSansHans-Bold.otf';

const fonts = new Map<BundledFont, Buffer>();

/** Read when first wanted: most files bring their fonts along. */
export function bundledFont(file: BundledFont): Buffer {
  const known = fonts.get(file);
  if (known) return known;
  const main = createRequire(import.meta.url).resolve('@embedpdf/fonts-sc');
  const font = readFileSync(join(dirname(main), '..', 'fonts', file));
  fonts.set(file, font);
  return font;
}
