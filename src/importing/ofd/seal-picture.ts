import { type DerValue, derTags, derValues } from './der.ts';

/** What a seal looks like, as its signature carries it: a picture, or an OFD of its own. */
export interface SealPicture {
  /** `png`, `jpg`, `ofd`… in small letters, as the seal says. */
  readonly kind: string;
  readonly bytes: Buffer;
}

const texts: readonly number[] = [derTags.ia5, derTags.utf8, derTags.printable];

/**
 * The picture in an electronic seal or in a signature made with one (GB/T 38540 and GM/T 0031 alike): the first sequence
 * of a kind, its bytes, a width and a height. The signature itself is not looked at, far less verified.
 */
export function sealPicture(signature: Buffer): SealPicture | null {
  return search(derValues(signature));
}

function search(values: readonly DerValue[]): SealPicture | null {
  for (const value of values) {
    const found = pictureIn(value) ?? search(value.children);
    if (found) return found;
  }
  return null;
}

function pictureIn({ tag, children }: DerValue): SealPicture | null {
  const [kind, bytes, width, height] = children;
  if (tag !== derTags.sequence || !kind || !texts.includes(kind.tag) || bytes?.tag !== derTags.octets)
    return null;
  if (width?.tag !== derTags.integer || height?.tag !== derTags.integer) return null;
  return { kind: kind.content.toString('latin1').trim().toLowerCase(), bytes: bytes.content };
}
