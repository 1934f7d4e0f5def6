import { err, ok, type Result } from '../../domain/result.ts';
import { areaOf } from './document.ts';
import type { OpenDocument } from './open-document.ts';
import { folderOf } from './package.ts';
import { type Resources, withResources } from './resources.ts';
import type { Box } from './values.ts';
import { attribute, child, childrenOf, type XmlElement } from './xml.ts';

/** What is drawn on one page, from the back to the front. */
export interface PageContent {
  readonly id: string;
  readonly box: Box;
  readonly resources: Resources;
  readonly layers: readonly XmlElement[];
  /** A template of it could not be read: the page is given without it, and says so. */
  readonly isPartLost: boolean;
  readonly isFirst: boolean;
}

/** A4, for pages that no part of the file gives a size. */
const usualBox: Box = { x: 0, y: 0, width: 210, height: 297 };
const order = ['Background', 'Body', 'Foreground'];

/** Reads a page with its templates; `index` counts from 0. */
export async function pageContentOf(open: OpenDocument, index: number): Promise<Result<PageContent, string>> {
  const { ofd, document } = open;
  const page = document.pages[index];
  const name = page ? ofd.find(page.location, document.whence) : null;
  if (!page || name === null) return err(`no ${page?.location || 'page'}`);
  const root = await ofd.xml(name);
  if (!root.ok) return root;
  const own = { file: name, folders: [folderOf(name), ...document.whence.folders] };
  let resources = await withResources(ofd, open.resources, childrenOf(root.value, 'PageRes'), own);
  const behind: XmlElement[] = [];
  const before: XmlElement[] = [];
  let templateArea: Box | null = null;
  let isPartLost = false;
  for (const use of childrenOf(root.value, 'Template')) {
    const template = document.templates.get(attribute(use, 'TemplateID'));
    const file = template ? ofd.find(template.location, document.whence) : null;
    const content = file === null ? null : await ofd.xml(file);
    if (!template || file === null || !content?.ok) {
      isPartLost = true;
      continue;
    }
    const whence = { file, folders: document.whence.folders };
    resources = await withResources(ofd, resources, childrenOf(content.value, 'PageRes'), whence);
    templateArea ??= areaOf(child(content.value, 'Area'));
    const zOrder = attribute(use, 'ZOrder');
    const isBehind = zOrder === '' ? template.isBehind : zOrder !== 'Foreground';
    (isBehind ? behind : before).push(...layersOf(content.value));
  }
  return ok({
    id: page.id,
    box: areaOf(child(root.value, 'Area')) ?? document.pageArea ?? templateArea ?? usualBox,
    resources,
    layers: [...behind, ...layersOf(root.value), ...before],
    isPartLost,
    isFirst: index === 0,
  });
}

function layersOf(page: XmlElement): XmlElement[] {
  const place = (layer: XmlElement) => {
    const at = order.indexOf(attribute(layer, 'Type'));
    return at < 0 ? 1 : at;
  };
  return [...childrenOf(child(page, 'Content'), 'Layer')].sort((one, other) => place(one) - place(other));
}
