import { type BundledFont, bundledFont } from '../bundled-fonts.ts';
import type { PdfEngine } from './engine.ts';

/** Windows character sets: Shift JIS, Hangul, GB 2312, Big5. */
const cjkCharsets = [128, 129, 134, 136];
const chineseFace = /song|sun|hei|kai|fang|ming|宋|黑|楷|仿/i;
const boldFrom = 600;
const handlesByFile = { 'NotoSansHans-Regular.otf': 1, 'NotoSansHans-Bold.otf': 2 } as const;

/** Says how often a font that the file does not carry was replaced by ours. */
export interface FontReplacements {
  count(): number;
}

/**
 * Gives PDFium a Chinese font for text whose font is not embedded. Without it such text is left out without a word: a
 * clean, empty invoice. Once an engine, before the first document. The layout of the structure is FPDF_SYSFONTINFO
 * version 1 of fpdf_sysfontinfo.h.
 */
export function installCjkFonts(engine: PdfEngine): FontReplacements {
  const { pdfium } = engine.api;
  let replaced = 0;

  const mapFont = (
    _self: number,
    weight: number,
    _italic: number,
    charset: number,
    _pitchFamily: number,
    facePointer: number,
  ): number => {
    const face = readName(engine, facePointer);
    if (!cjkCharsets.includes(charset) && !chineseFace.test(face)) return 0;
    replaced++;
    const isBold = weight >= boldFrom || /bold/i.test(face);
    return handlesByFile[isBold ? 'NotoSansHans-Bold.otf' : 'NotoSansHans-Regular.otf'];
  };

  const getFontData = (
    _self: number,
    handle: number,
    table: number,
    buffer: number,
    size: number,
  ): number => {
    const bytes = fontTable(fontByHandle(handle), table);
    if (!bytes) return 0;
    if (buffer !== 0 && size >= bytes.length) engine.heap().set(bytes, buffer);
    return bytes.length;
  };

  const functions = [
    pdfium.addFunction(() => undefined, 'vi'), // Release
    pdfium.addFunction(() => undefined, 'vii'), // EnumFonts
    pdfium.addFunction(mapFont, 'iiiiiiii'),
    pdfium.addFunction(() => 0, 'iii'), // GetFont: by name alone nothing is known
    pdfium.addFunction(getFontData, 'iiiiii'),
    pdfium.addFunction(() => 0, 'iiiii'), // GetFaceName
    pdfium.addFunction(() => 134, 'iii'), // GetFontCharset
    pdfium.addFunction(() => undefined, 'vii'), // DeleteFont
  ];
  const version = 1;
  const structure = Buffer.alloc(4 * (functions.length + 1));
  [version, ...functions].forEach((word, index) => {
    structure.writeUInt32LE(word, index * 4);
  });
  // PDFium keeps the pointer: never freed, it goes with the engine.
  engine.api.FPDF_SetSystemFontInfo(engine.put(structure));
  return { count: () => replaced };
}

function readName(engine: PdfEngine, pointer: number): string {
  if (pointer === 0) return '';
  const heap = engine.heap();
  const end = heap.indexOf(0, pointer);
  return Buffer.from(heap.subarray(pointer, Math.min(end, pointer + 256))).toString('utf8');
}

function fontByHandle(handle: number): Buffer | null {
  const file = Object.entries(handlesByFile).find(([, number]) => number === handle)?.[0];
  return file === undefined ? null : bundledFont(file as BundledFont);
}

/** One table of an OpenType font by its four-letter tag, the whole font for tag 0. */
function fontTable(font: Buffer | null, tag: number): Buffer | null {
  if (!font || tag === 0) return font;
  const tables = font.readUInt16BE(4);
  for (let index = 0; index < tables; index++) {
    const at = 12 + index * 16;
    if (font.readUInt32BE(at) !== tag >>> 0) continue;
    const offset = font.readUInt32BE(at + 8);
    return font.subarray(offset, offset + font.readUInt32BE(at + 12));
  }
  return null;
}
