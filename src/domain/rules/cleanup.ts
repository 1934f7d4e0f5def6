import type { ColourKind, RecipeValue } from '../reading.ts';

/** What the cleanup may do to the pages of a capture, stage by stage. What a person set at a page goes before it. */
export interface CleanupPlan {
  readonly quarterTurn: 'on' | 'off';
  readonly skewDeg: 'on' | 'off';
  readonly crop: 'on' | 'off';
  /** Perspective of photographed sheets taken out, where the four corners are sure. */
  readonly corners: 'on' | 'off';
  /** `even`: shadows and uneven light taken out, paper keeps its colour. `whiten`: paper becomes white. */
  readonly tone: 'off' | 'even' | 'whiten';
  /** What shines through from the other side. */
  readonly bleed: 'on' | 'off';
  /** The bed around the sheet and shadows along its edges. */
  readonly borders: 'on' | 'off';
  readonly holes: 'on' | 'off';
  /** `fine`: dust up to 0.15 mm; `coarse`: up to 0.25 mm, still below a full stop. */
  readonly specks: 'off' | 'fine' | 'coarse';
  /** `auto`: as many colours as the page has. */
  readonly output: 'auto' | ColourKind;
  /** Bed kept around the sheet, so that its edges can be seen to be whole; millimetres. */
  readonly marginMm: number;
}

const standard: CleanupPlan = {
  quarterTurn: 'on',
  skewDeg: 'on',
  crop: 'on',
  corners: 'on',
  tone: 'whiten',
  bleed: 'on',
  borders: 'on',
  holes: 'on',
  specks: 'fine',
  output: 'auto',
  marginMm: 0,
};

/** `archive`: straight and upright, and otherwise as the paper is. `raw`: pixels as captured. */
export const cleanupPresets = {
  standard,
  print: { ...standard, specks: 'coarse', output: 'bitonal' },
  archive: {
    ...standard,
    tone: 'off',
    bleed: 'off',
    borders: 'off',
    holes: 'off',
    specks: 'off',
    output: 'colour',
    marginMm: 2.5,
  },
  raw: {
    ...standard,
    quarterTurn: 'off',
    skewDeg: 'off',
    crop: 'off',
    corners: 'off',
    tone: 'off',
    bleed: 'off',
    borders: 'off',
    holes: 'off',
    specks: 'off',
    output: 'colour',
  },
} as const satisfies Record<string, CleanupPlan>;

export type CleanupPreset = keyof typeof cleanupPresets;

/**
 * How each value of a recipe is found today. A version goes up when a better way would find another value; pages keep
 * what they have until somebody asks for the new one.
 */
export const stageVersions: Readonly<Record<RecipeValue, number>> = {
  quarterTurn: 2,
  corners: 1,
  crop: 2,
  skewDeg: 2,
  tone: 2,
  bleed: 1,
  borders: 1,
  holes: 1,
  specks: 1,
  output: 1,
};
