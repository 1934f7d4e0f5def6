import type { OfdDocument } from './document.ts';
import type { OfdPackage } from './package.ts';
import { flagOr } from './values.ts';
import { attribute, child, childrenOf, textIn, type XmlElement } from './xml.ts';

/** The looks of the annotations of each page, by the page's number in the file; invisible ones have none. */
export interface Appearances {
  readonly byPage: ReadonlyMap<string, readonly XmlElement[]>;
  /** Pages whose annotations could not be read. */
  readonly lost: ReadonlySet<string>;
}

export async function appearancesOf(ofd: OfdPackage, document: OfdDocument): Promise<Appearances> {
  const byPage = new Map<string, XmlElement[]>();
  const lost = new Set<string>();
  const location = textIn(document.root, 'Annotations');
  if (location === '') return { byPage, lost };
  const file = ofd.find(location, document.whence);
  const list = file === null ? null : await ofd.xml(file);
  if (file === null || !list?.ok) return { byPage, lost: new Set(document.pages.map(({ id }) => id)) };
  for (const page of childrenOf(list.value, 'Page')) {
    const id = attribute(page, 'PageID');
    const of = ofd.find(textIn(page, 'FileLoc'), { ...document.whence, file });
    const annotations = of === null ? null : await ofd.xml(of);
    if (!annotations?.ok) {
      lost.add(id);
      continue;
    }
    const shown = childrenOf(annotations.value, 'Annot')
      .filter((annotation) => flagOr(attribute(annotation, 'Visible'), true))
      .flatMap((annotation) => child(annotation, 'Appearance') ?? []);
    byPage.set(id, [...(byPage.get(id) ?? []), ...shown]);
  }
  return { byPage, lost };
}
