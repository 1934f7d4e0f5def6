import { numberOr, numbersIn, offsetsIn } from './values.ts';
import { attribute, child, childrenOf, type XmlElement } from './xml.ts';

/** One sign of a text object at its place. */
export interface PlacedSign {
  /** Empty for a further glyph of the signs before. */
  readonly text: string;
  /** Number in the embedded font, where the file gives one; it stands for the text. */
  readonly glyph: number | null;
  readonly x: number;
  readonly y: number;
  /** Whether the file says where the next one stands; if not, it stands after this one, as wide as it is. */
  readonly isFollowed: boolean;
}

type Sign = Pick<PlacedSign, 'text' | 'glyph'>;

/** Signs of a text object in runs: a run without offsets goes on from sign to sign. */
export function runsOf(object: XmlElement): readonly (readonly PlacedSign[])[] {
  const transforms = new Map(
    childrenOf(object, 'CGTransform').map((one) => [numberOr(attribute(one, 'CodePosition'), 0), one]),
  );
  let position = 0;
  let [x, y] = [0, 0];
  return childrenOf(object, 'TextCode').map((code) => {
    const characters = Array.from(code.text.replaceAll(/[\r\n\t]/g, ''));
    const signs = signsOf(characters, position, transforms);
    position += characters.length;
    x = numberOr(attribute(code, 'X'), x);
    y = numberOr(attribute(code, 'Y'), y);
    return placed(signs, code, x, y);
  });
}

/** Offsets count what is drawn; where there are too few of them the last one goes on. */
function placed(signs: readonly Sign[], code: XmlElement, x: number, y: number): readonly PlacedSign[] {
  const deltaX = offsetsIn(attribute(code, 'DeltaX'), signs.length);
  const deltaY = offsetsIn(attribute(code, 'DeltaY'), signs.length);
  const isFollowed = deltaX.length > 0 || deltaY.length > 0;
  let [signX, signY] = [x, y];
  return signs.map((sign, index) => {
    const one = { ...sign, x: signX, y: signY, isFollowed };
    signX += deltaX[index] ?? deltaX.at(-1) ?? 0;
    signY += deltaY[index] ?? deltaY.at(-1) ?? 0;
    return one;
  });
}

/** What is drawn for characters: themselves, or the glyphs of the transform that begins at their place in the object. */
function signsOf(
  characters: readonly string[],
  first: number,
  transforms: ReadonlyMap<number, XmlElement>,
): readonly Sign[] {
  const signs: Sign[] = [];
  for (let at = 0; at < characters.length; ) {
    const transform = transforms.get(first + at);
    const glyphs = numbersIn(child(transform, 'Glyphs')?.text ?? '');
    if (!transform || glyphs.length === 0) {
      signs.push({ text: characters[at] ?? '', glyph: null });
      at++;
      continue;
    }
    const count = Math.max(1, Math.floor(numberOr(attribute(transform, 'CodeCount'), 1)));
    const codes = characters.slice(at, at + count);
    for (const [index, glyph] of glyphs.entries()) {
      const isLast = index === glyphs.length - 1;
      signs.push({ text: isLast ? codes.slice(index).join('') : (codes[index] ?? ''), glyph });
    }
    at += count;
  }
  return signs;
}
