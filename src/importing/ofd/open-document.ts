import { type Appearances, appearancesOf } from './annotations.ts';
import type { OfdDocument } from './document.ts';
import { type Faces, openFaces } from './faces.ts';
import type { OfdPackage } from './package.ts';
import { openPictures, type Pictures } from './pictures.ts';
import { noResources, type Resources, resourceFilesOf, withResources } from './resources.ts';
import { type Stamps, stampsOf } from './stamps.ts';

/** A document with all its pages share, read once. */
export interface OpenDocument {
  readonly ofd: OfdPackage;
  readonly document: OfdDocument;
  readonly resources: Resources;
  readonly faces: Faces;
  readonly pictures: Pictures;
  readonly appearances: Appearances;
  readonly stamps: Stamps;
}

export async function openDocument(ofd: OfdPackage, document: OfdDocument): Promise<OpenDocument> {
  const files = resourceFilesOf(document.root);
  return {
    ofd,
    document,
    resources: await withResources(ofd, noResources, files, document.whence),
    faces: openFaces(ofd),
    pictures: openPictures(ofd),
    appearances: await appearancesOf(ofd, document),
    stamps: await stampsOf(ofd, document),
  };
}
