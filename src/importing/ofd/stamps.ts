import type { OfdDocument } from './document.ts';
import { folderOf, type OfdPackage } from './package.ts';
import { type SealPicture, sealPicture } from './seal-picture.ts';
import { type Box, boxOf } from './values.ts';
import { attribute, child, childrenOf, textIn } from './xml.ts';

/** Where a seal stands on a page, and what it looks like. */
export interface Stamp {
  readonly pageId: string;
  readonly box: Box;
  /** Part of the box that is on this page, for seals over the edge of several. */
  readonly clip: Box | null;
  /** Null: it could not be read. */
  readonly picture: SealPicture | null;
}

export interface Stamps {
  readonly all: readonly Stamp[];
  /** True where a signature could not be read, so that nobody knows whether it has a stamp, and where. */
  readonly isSomeLost: boolean;
}

/** Stamps of all signatures of a document. */
export async function stampsOf(ofd: OfdPackage, document: OfdDocument): Promise<Stamps> {
  const { signatures, whence } = document;
  if (signatures === null) return { all: [], isSomeLost: false };
  const file = ofd.find(signatures, whence);
  const list = file === null ? null : await ofd.xml(file);
  if (file === null || !list?.ok) return { all: [], isSomeLost: true };
  const all: Stamp[] = [];
  let isSomeLost = false;
  for (const signature of childrenOf(list.value, 'Signature')) {
    const stamps = await stampsIn(
      ofd,
      document,
      ofd.find(attribute(signature, 'BaseLoc'), { ...whence, file }),
    );
    if (stamps) all.push(...stamps);
    else isSomeLost = true;
  }
  return { all, isSomeLost };
}

async function stampsIn(
  ofd: OfdPackage,
  document: OfdDocument,
  file: string | null,
): Promise<readonly Stamp[] | null> {
  const signature = file === null ? null : await ofd.xml(file);
  if (file === null || !signature?.ok) return null;
  const info = child(signature.value, 'SignedInfo');
  const annotations = childrenOf(info, 'StampAnnot');
  if (annotations.length === 0) return [];
  const picture = await pictureOf(ofd, document, file, [
    textIn(child(info, 'Seal'), 'BaseLoc'),
    textIn(signature.value, 'SignedValue'),
    `${folderOf(file)}/SignedValue.dat`,
  ]);
  return annotations.flatMap((annotation) => {
    const box = boxOf(attribute(annotation, 'Boundary'));
    if (!box) return [];
    const clip = boxOf(attribute(annotation, 'Clip'));
    return [{ pageId: attribute(annotation, 'PageRef'), box, clip, picture }];
  });
}

async function pictureOf(
  ofd: OfdPackage,
  document: OfdDocument,
  file: string,
  locations: readonly string[],
): Promise<SealPicture | null> {
  for (const location of locations) {
    const name = ofd.find(location, { ...document.whence, file });
    const bytes = name === null ? null : await ofd.bytes(name);
    const picture = bytes?.ok ? sealPicture(bytes.value) : null;
    if (picture) return picture;
  }
  return null;
}
