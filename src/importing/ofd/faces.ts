import { GlobalFonts, Path2D } from '@napi-rs/canvas';
import opentype from 'opentype.js';
import { type BundledFont, bundledFont } from '../bundled-fonts.ts';
import type { OfdPackage } from './package.ts';
import type { Resource } from './resources.ts';
import { flagOr } from './values.ts';
import { wholeFont } from './whole-font.ts';
import { attribute } from './xml.ts';

type Font = ReturnType<typeof opentype.parse>;
type Glyph = ReturnType<Font['glyphs']['get']>;

/** Height of the square outlines are taken in; they are scaled to the size of the text. */
export const outlineSize = 1_000;

export interface Outline {
  readonly path: Path2D;
  readonly advance: number;
}

/** Outlines of a font that the file brings along. */
export interface Outlines {
  /** Number of the glyph of a character; 0: it has none. */
  glyphOf(character: string): number;
  /** In a square of `outlineSize`, baseline at 0; null: no such glyph. */
  outline(glyph: number): Outline | null;
}

/** What text is drawn with: outlines of the file where it has the glyph, else one of our fonts. */
export interface Face {
  readonly outlines: Outlines | null;
  /** For the canvas, to be used at a size: weight and family. */
  readonly family: string;
  readonly isSlanted: boolean;
}

export interface Faces {
  faceOf(font: Resource | undefined, isBold: boolean, isItalic: boolean): Promise<Face>;
}

const families: Readonly<Record<BundledFont, string>> = {
  'NotoSansHans-Regular.otf': 'Platen Han',
  'NotoSansHans-Bold.otf': 'Platen Han Bold',
};

export function openFaces(ofd: OfdPackage): Faces {
  const outlinesByFile = new Map<string, Outlines | null>();
  const outlinesOf = async (file: string): Promise<Outlines | null> => {
    const known = outlinesByFile.get(file);
    if (known !== undefined) return known;
    const bytes = await ofd.bytes(file);
    const outlines = bytes.ok ? parse(bytes.value) : null;
    outlinesByFile.set(file, outlines);
    return outlines;
  };
  return {
    async faceOf(font, isBold, isItalic) {
      const name = `${attribute(font?.element, 'FontName')} ${attribute(font?.element, 'FamilyName')}`;
      const isHeavy =
        isBold || flagOr(attribute(font?.element, 'Bold'), false) || /bold|black|heavy/i.test(name);
      return {
        outlines: font?.file == null ? null : await outlinesOf(font.file),
        family: registered(isHeavy ? 'NotoSansHans-Bold.otf' : 'NotoSansHans-Regular.otf'),
        isSlanted: isItalic || flagOr(attribute(font?.element, 'Italic'), false),
      };
    },
  };
}

/** The canvas knows a font by name, for the whole process. */
function registered(file: BundledFont): string {
  const family = families[file];
  if (!GlobalFonts.has(family)) GlobalFonts.register(bundledFont(file), family);
  return `"${family}"`;
}

/** Null for what is no font that can be read: a foreign font must not cost the page. */
function parse(bytes: Buffer): Outlines | null {
  let font: Font;
  try {
    const whole = wholeFont(bytes);
    const copy = new Uint8Array(whole.length);
    copy.set(whole);
    font = opentype.parse(copy.buffer);
  } catch {
    return null;
  }
  const outlines = new Map<number, Outline | null>();
  return {
    glyphOf(character) {
      try {
        return font.charToGlyphIndex(character);
      } catch {
        // A font of glyphs only, without a table of characters.
        return 0;
      }
    },
    outline(glyph) {
      const known = outlines.get(glyph);
      if (known !== undefined) return known;
      const drawn = glyph < font.numGlyphs ? draw(font, font.glyphs.get(glyph)) : null;
      outlines.set(glyph, drawn);
      return drawn;
    },
  };
}

function draw(font: Font, glyph: Glyph): Outline | null {
  if (!glyph) return null;
  try {
    const path = new Path2D(glyph.getPath(0, 0, outlineSize).toPathData(2));
    return { path, advance: ((glyph.advanceWidth ?? font.unitsPerEm) / font.unitsPerEm) * outlineSize };
  } catch {
    return null;
  }
}
