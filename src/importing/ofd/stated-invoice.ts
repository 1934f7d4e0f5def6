import type { StatedInvoice } from '../../domain/reading.ts';
import type { OpenDocument } from './open-document.ts';
import { folderOf } from './package.ts';
import { pageContentOf } from './page-content.ts';
import { attribute, child, childrenOf, textIn, type XmlElement } from './xml.ts';

const numberNames = ['InvoiceNo', 'InvoiceNumber', '发票号码'];
/** Groups of item lines, in which the names of the whole invoice mean those of a line. */
const itemGroups = /^(GoodsInfos?|Items?|IssuItemInformation)$/i;
/** Pages looked through for the text that tags refer to. */
const taggedPages = 20;
const titleLength = 40;

/**
 * What a document states of an invoice, by its own names: the invoice's XML among the attachments, else tags on the text
 * of its pages, completed by the data in its information. Null where none of them names an invoice's number.
 */
export async function statedInvoiceOf(open: OpenDocument): Promise<StatedInvoice | null> {
  const { customDatas } = open.document;
  const attached = await attachedFields(open);
  const texts = await textsOf(open);
  const tagged = hasNumber(attached) ? {} : await taggedFields(open, texts);
  const stated: Record<string, string> = {
    ...Object.fromEntries([...customDatas].filter(([, text]) => text !== '')),
    ...(hasNumber(tagged) ? tagged : {}),
    ...(hasNumber(attached) ? attached : {}),
  };
  if (!hasNumber(stated)) return null;
  const title = texts.list.find((text) => text.includes('发票') && text.length <= titleLength);
  return title === undefined ? stated : { ...stated, Title: title };
}

function hasNumber(fields: StatedInvoice): boolean {
  return numberNames.some((name) => /\d/.test(fields[name] ?? ''));
}

/** By the chain of references; where that is broken, by where such files usually lie. */
async function attachedFields({ ofd, document }: OpenDocument): Promise<StatedInvoice> {
  const found: string[] = [];
  const list = ofd.find(textIn(document.root, 'Attachments'), document.whence);
  const root = list === null ? null : await ofd.xml(list);
  if (list !== null && root?.ok) {
    for (const attachment of childrenOf(root.value, 'Attachment')) {
      const file = ofd.find(textIn(attachment, 'FileLoc'), { ...document.whence, file: list });
      if (file !== null && /\.xml$/i.test(file)) found.push(file);
    }
  }
  const folder = `${folderOf(document.whence.file)}/`.toLowerCase();
  const usual = ofd.names.filter(
    (name) => name.toLowerCase().startsWith(folder) && /\/attachs\/[^/]+\.xml$/i.test(name) && name !== list,
  );
  for (const file of [...found, ...usual]) {
    const attached = await ofd.xml(file);
    const fields = attached.ok ? leavesOf(attached.value) : {};
    if (hasNumber(fields)) return fields;
  }
  return {};
}

/** Text of elements without children, by name; the first of a name counts. */
function leavesOf(root: XmlElement): StatedInvoice {
  const fields: Record<string, string> = {};
  const walk = (element: XmlElement) => {
    if (itemGroups.test(element.name)) return;
    const text = element.text.trim();
    if (element.children.length === 0 && text !== '') fields[element.name] ??= text;
    element.children.forEach(walk);
  };
  walk(root);
  return fields;
}

async function taggedFields({ ofd, document }: OpenDocument, texts: Texts): Promise<StatedInvoice> {
  const list = ofd.find(textIn(document.root, 'CustomTags'), document.whence);
  const root = list === null ? null : await ofd.xml(list);
  if (list === null || !root?.ok) return {};
  const fields: Record<string, string> = {};
  for (const tag of childrenOf(root.value, 'CustomTag')) {
    const file = ofd.find(textIn(tag, 'FileLoc'), { ...document.whence, file: list });
    const tags = file === null ? null : await ofd.xml(file);
    if (tags?.ok) collect(tags.value, texts, fields);
  }
  return fields;
}

/** A value may be cut into several text objects, and its `¥` be one of its own. */
function collect(element: XmlElement, texts: Texts, fields: Record<string, string>): void {
  if (itemGroups.test(element.name)) return;
  const references = childrenOf(element, 'ObjectRef');
  if (references.length > 0) {
    const text = references.map((reference) => texts.byId.get(reference.text.trim()) ?? '').join('');
    const plain = text.trim().replace(/^[¥￥]\s*/, '');
    if (plain !== '') fields[element.name] ??= plain;
  }
  for (const one of element.children) if (one.name !== 'ObjectRef') collect(one, texts, fields);
}

interface Texts {
  readonly byId: ReadonlyMap<string, string>;
  /** Of the first page, in the order they are drawn. */
  readonly list: readonly string[];
}

/** Text objects of pages and templates. */
async function textsOf(open: OpenDocument): Promise<Texts> {
  const byId = new Map<string, string>();
  let list: readonly string[] = [];
  const isTagged = child(open.document.root, 'CustomTags') !== undefined;
  const pages = isTagged ? Math.min(taggedPages, open.document.pages.length) : 1;
  for (let index = 0; index < pages; index++) {
    const page = await pageContentOf(open, index);
    if (!page.ok) continue;
    for (const layer of page.value.layers) addTexts(layer, byId);
    if (index === 0) list = [...byId.values()];
  }
  return { byId, list };
}

function addTexts(element: XmlElement, byId: Map<string, string>): void {
  for (const one of element.children) {
    if (one.name === 'TextObject') {
      byId.set(
        attribute(one, 'ID') || `#${byId.size}`,
        childrenOf(one, 'TextCode')
          .map(({ text }) => text)
          .join(''),
      );
    } else addTexts(one, byId);
  }
}
