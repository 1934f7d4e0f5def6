import sharp from 'sharp';
import { viewPage } from '../../src/imaging/view.ts';
import { decoded } from './analyse.ts';
import { capture, randomFrom } from './draw-page.ts';
import type { Face } from './orientation-fonts.ts';
import { drawSheet, type Kind, type Print, sheetMm } from './orientation-sheets.ts';
import { pick, type Random } from './orientation-texts.ts';

/** A drawn sheet as some scanner would send it, upright. */
export interface Sheet {
  readonly kind: Kind;
  readonly print: Print;
  readonly dpi: number;
  readonly view: ReturnType<typeof viewPage>;
}

/** One sheet of a kind, everything else at random: face, size, resolution, lean, blur, noise, JPEG, bitonal, pale ink. */
export async function someSheet(kind: Kind, faces: readonly Face[], seed: number): Promise<Sheet> {
  const random = randomFrom(seed * 7 + 3);
  for (let i = 0; i < 5; i++) random();
  const isHan = random() < 0.6;
  const face = pick(
    faces.filter(({ repertoire }) => (repertoire === 'latin') !== isHan),
    random,
  );
  const style = isHan
    ? pick(['han', 'han', 'mixed', 'mixed', 'digits'] as const, random)
    : pick(['latin', 'latin', 'latin', 'upper', 'digits'] as const, random);
  const print = { face, style, points: 7 + random() ** 1.3 * 8 };
  const dpi = pick([150, 150, 200, 300, 300, 100], random);
  const page = capture(drawSheet(kind, print), {
    seed,
    dpi,
    widthMm: sheetMm.width,
    heightMm: sheetMm.height,
    skewDeg: (random() - 0.5) * 1.2,
    blur: random() < 0.5 ? (random() * 0.9 * dpi) / 150 : 0,
    noise: 1 + random() * 9,
  });
  const data = pale(await copied(page, random), random);
  return { kind, print, dpi, view: viewPage(decoded({ ...page, data }), null) };
}

async function copied(
  page: { readonly data: Uint8Array; readonly width: number; readonly height: number },
  random: Random,
): Promise<Uint8Array> {
  const roll = random();
  if (roll < 0.5) {
    const raw = { width: page.width, height: page.height, channels: 3 } as const;
    const jpeg = await sharp(page.data, { raw })
      .jpeg({ quality: 30 + Math.floor(random() * 60) })
      .toBuffer();
    return new Uint8Array(await sharp(jpeg).raw().toBuffer());
  }
  if (roll > 0.62) return page.data;
  const threshold = 110 + random() * 90;
  return page.data.map((level) => (level > threshold ? 255 : 0));
}

function pale(data: Uint8Array, random: Random): Uint8Array {
  if (random() > 0.3) return data;
  const share = 0.3 + random() * 0.6;
  return data.map((level) => 255 - (255 - level) * share);
}
