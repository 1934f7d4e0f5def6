import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';

/* The Chinese faces of the package, there on any machine. Whoever draws in them, or asks which faces are there, imports this. */

const fonts = join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '..', 'fonts');
const faces = {
  Han: 'Regular',
  HanBold: 'Bold',
  HanLight: 'Light',
  HanMedium: 'Medium',
  HanDemiLight: 'DemiLight',
};
for (const [name, weight] of Object.entries(faces))
  GlobalFonts.register(readFileSync(join(fonts, `NotoSansHans-${weight}.otf`)), name);
