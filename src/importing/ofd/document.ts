import { err, ok, type Result } from '../../domain/result.ts';
import { folderOf, type OfdPackage, type Whence } from './package.ts';
import { type Box, boxOf } from './values.ts';
import { attribute, child, childrenOf, textIn, type XmlElement } from './xml.ts';

/** One document of an OFD as its own files describe it; nothing of it is drawn yet. */
export interface OfdDocument {
  readonly whence: Whence;
  /** `CustomDatas` of the document's information, by name. */
  readonly customDatas: ReadonlyMap<string, string>;
  /** The `Document` element. */
  readonly root: XmlElement;
  readonly pageArea: Box | null;
  readonly pages: readonly { readonly id: string; readonly location: string }[];
  readonly templates: ReadonlyMap<string, { readonly location: string; readonly isBehind: boolean }>;
  /** Where the list of signatures is said to be; null if there is none. */
  readonly signatures: string | null;
}

/** The document of every `DocBody`, in order; what keeps one from being read stands in its place. */
export async function documentsOf(
  ofd: OfdPackage,
): Promise<Result<readonly Result<OfdDocument, string>[], 'encrypted' | { readonly detail: string }>> {
  const main = ofd.find('OFD.xml', { file: '', folders: [] });
  if (main === null) return err({ detail: 'no OFD.xml' });
  const root = await ofd.xml(main);
  if (!root.ok) return err({ detail: root.error });
  if (child(root.value, 'Encryptions') ?? child(root.value, 'Encryption')) return err('encrypted');
  const documents: Result<OfdDocument, string>[] = [];
  for (const body of childrenOf(root.value, 'DocBody')) {
    if (child(body, 'Encryptions')) return err('encrypted');
    documents.push(await documentOf(ofd, body, main));
  }
  return documents.length === 0 ? err({ detail: 'no document' }) : ok(documents);
}

async function documentOf(
  ofd: OfdPackage,
  body: XmlElement,
  main: string,
): Promise<Result<OfdDocument, string>> {
  const file = ofd.find(textIn(body, 'DocRoot'), { file: main, folders: [] });
  if (file === null) return err(`no ${textIn(body, 'DocRoot') || 'DocRoot'}`);
  const parsed = await ofd.xml(file);
  if (!parsed.ok) return parsed;
  const root = parsed.value;
  const common = child(root, 'CommonData');
  const signatures = textIn(body, 'Signatures');
  const customs = childrenOf(child(child(body, 'DocInfo'), 'CustomDatas'), 'CustomData');
  return ok({
    whence: { file, folders: [folderOf(file)] },
    customDatas: new Map(customs.map((data) => [attribute(data, 'Name'), data.text.trim()])),
    root,
    pageArea: areaOf(child(common, 'PageArea')),
    pages: childrenOf(child(root, 'Pages'), 'Page').map((page) => ({
      id: attribute(page, 'ID'),
      location: attribute(page, 'BaseLoc'),
    })),
    templates: new Map(
      childrenOf(common, 'TemplatePage').map((template) => [
        attribute(template, 'ID'),
        {
          location: attribute(template, 'BaseLoc'),
          isBehind: attribute(template, 'ZOrder') !== 'Foreground',
        },
      ]),
    ),
    signatures: signatures === '' ? null : signatures,
  });
}

/** What a page shows on paper; programs that leave it out state one of the others. */
export function areaOf(area: XmlElement | undefined): Box | null {
  for (const name of ['PhysicalBox', 'ApplicationBox', 'ContentBox']) {
    const box = boxOf(textIn(area, name));
    if (box && box.width > 0 && box.height > 0) return box;
  }
  return null;
}
