import type { OfdPackage, Whence } from './package.ts';
import { joined } from './package.ts';
import { attribute, child, childrenOf, textIn, type XmlElement } from './xml.ts';

/** A thing of a resource file, and the file its `Location` means. */
export interface Resource {
  readonly element: XmlElement;
  /** Null: it needs none, or the one it names is not there. */
  readonly file: string | null;
}

/** What pages refer to by number. Later files of resources win over earlier ones. */
export interface Resources {
  readonly fonts: ReadonlyMap<string, Resource>;
  readonly media: ReadonlyMap<string, Resource>;
  readonly composites: ReadonlyMap<string, XmlElement>;
  readonly drawParams: ReadonlyMap<string, XmlElement>;
  readonly colourSpaces: ReadonlyMap<string, XmlElement>;
}

export const noResources: Resources = {
  fonts: new Map(),
  media: new Map(),
  composites: new Map(),
  drawParams: new Map(),
  colourSpaces: new Map(),
};

/** `known`, and what the resource files named in `elements` (`PublicRes`, `DocumentRes`, `PageRes`) add. Files that are not there add nothing. */
export async function withResources(
  ofd: OfdPackage,
  known: Resources,
  elements: readonly XmlElement[],
  whence: Whence,
): Promise<Resources> {
  let all = known;
  for (const element of elements) {
    const file = ofd.find(element.text, whence);
    const root = file === null ? null : await ofd.xml(file);
    if (file !== null && root?.ok) all = added(ofd, all, root.value, { ...whence, file });
  }
  return all;
}

function added(ofd: OfdPackage, known: Resources, root: XmlElement, whence: Whence): Resources {
  const base = attribute(root, 'BaseLoc');
  const from: Whence = {
    file: whence.file,
    folders: [...bases(whence, base), ...whence.folders],
  };
  const withFile = (group: string, item: string, location: string) =>
    all(root, group, item).map(([id, element]): [string, Resource] => [
      id,
      { element, file: ofd.find(textIn(element, location), from) },
    ]);
  return {
    fonts: new Map([...known.fonts, ...withFile('Fonts', 'Font', 'FontFile')]),
    media: new Map([...known.media, ...withFile('MultiMedias', 'MultiMedia', 'MediaFile')]),
    composites: new Map([...known.composites, ...all(root, 'CompositeGraphicUnits', 'CompositeGraphicUnit')]),
    drawParams: new Map([...known.drawParams, ...all(root, 'DrawParams', 'DrawParam')]),
    colourSpaces: new Map([...known.colourSpaces, ...all(root, 'ColorSpaces', 'ColorSpace')]),
  };
}

/** The folder a resource file says its files are in, seen from each place it may mean. */
function bases({ file, folders }: Whence, base: string): readonly string[] {
  if (base === '') return [];
  const folder = file.slice(0, Math.max(0, file.lastIndexOf('/')));
  return [folder, ...folders, ''].map((one) => joined(one, base));
}

function all(root: XmlElement, group: string, item: string): [string, XmlElement][] {
  return childrenOf(root, group).flatMap((one) =>
    childrenOf(one, item).map((element): [string, XmlElement] => [attribute(element, 'ID'), element]),
  );
}

/** Resource files of a document, in the order in which they are looked up. */
export function resourceFilesOf(document: XmlElement): readonly XmlElement[] {
  const common = child(document, 'CommonData');
  return [...childrenOf(common, 'PublicRes'), ...childrenOf(common, 'DocumentRes')];
}
