import type { QuarterTurn } from '../../../src/domain/units.ts';
import type { Random } from '../random.ts';
import type { Sheet, Spot } from '../sheets/sheet.ts';

/** How a sheet was captured. Millimetres and degrees; levels of 255. */
export interface Shot {
  readonly dpi: number;
  /** Positive: the sheet lies counter-clockwise. */
  readonly skewDeg: number;
  /** Clockwise turn of the sheet in the feeder. */
  readonly turn: QuarterTurn;
  /** Scanner bed seen around the sheet; null: the frame is the sheet's own size, its corners may stand out. */
  readonly bed: { readonly marginMm: number; readonly level: number } | null;
  /** Colour of the paper. */
  readonly paper: readonly [number, number, number];
  /** Part of the light that is missing at the far end, and the direction it falls off in. */
  readonly falloff: { readonly share: number; readonly towardsDeg: number };
  /** A shadow along one edge of the sheet. */
  readonly shadow: { readonly edge: 0 | 1 | 2 | 3; readonly widthMm: number; readonly share: number } | null;
  readonly noise: number;
  /** Sigma of the optics' blur, pixels. */
  readonly blur: number;
  readonly jpegQuality: number;
  /** What shines through: the other side of the sheet, and how much of its darkness. */
  readonly bleed: { readonly back: Sheet; readonly share: number } | null;
  readonly holes: readonly Spot[];
  readonly dust: readonly Spot[];
  /** Part of the sheet that lies outside the frame, at its top, right, bottom and left; millimetres. */
  readonly cut: readonly [number, number, number, number];
}

export type Bed = 'black' | 'gray' | 'white' | 'none';

const bedLevels = { black: [4, 45], gray: [90, 175], white: [232, 252] } as const;

/** A capture as chance will have it; `fixed` is not left to chance. */
export function anyShot(random: Random, bed: Bed, fixed: Partial<Shot> = {}): Shot {
  const warmth = random.chance(0.35) ? random.between(4, 45) : random.between(0, 3);
  const white = random.between(232, 252);
  return {
    dpi: random.pick([200, 300, 300]),
    // Without a bed around it a sheet cannot lean far: its corners would be lost.
    skewDeg: bed === 'none' ? random.between(-4, 4) : random.between(-15, 15),
    turn: random.pick([0, 0, 90, 180, 270] as const),
    bed:
      bed === 'none'
        ? null
        : {
            marginMm: random.between(3, 14),
            level: Math.round(random.between(bedLevels[bed][0], bedLevels[bed][1])),
          },
    paper: [white, white - warmth * 0.3, white - warmth],
    falloff: {
      share: random.chance(0.5) ? random.between(0.02, 0.2) : 0,
      towardsDeg: random.between(0, 360),
    },
    shadow: random.chance(0.25)
      ? {
          edge: random.pick([0, 1, 2, 3] as const),
          widthMm: random.between(1.5, 7),
          share: random.between(0.1, 0.5),
        }
      : null,
    noise: random.between(0.5, 5),
    blur: random.chance(0.6) ? random.between(0.4, 1.1) : 0,
    jpegQuality: random.whole(80, 92),
    bleed: null,
    holes: [],
    dust: [],
    cut: [0, 0, 0, 0],
    ...fixed,
  };
}

/** Dust: specks of up to a quarter of a millimetre, none on print is certain. */
export function anyDust(random: Random, { width, height }: Sheet, count: number): Spot[] {
  return Array.from({ length: count }, () => ({
    x: random.between(4, width - 4),
    y: random.between(4, height - 4),
    radius: random.between(0.03, 0.07),
  }));
}

/** The holes of one punch in the left or right margin: ISO 838 (two, four), USA (three). */
export function anyHoles(random: Random, { width, height }: Sheet): Spot[] {
  const offsets = random.pick([
    [-40, 40],
    [-120, -40, 40, 120],
    [-108, 0, 108],
  ]);
  const x = random.chance(0.8) ? random.between(9, 13) : width - random.between(9, 13);
  const shift = random.between(-2, 2);
  const radius = random.between(2.5, 3.25);
  return offsets.map((offset) => ({ x, y: height / 2 + offset + shift, radius }));
}
