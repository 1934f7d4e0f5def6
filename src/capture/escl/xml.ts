import { XMLParser } from 'fast-xml-parser';
import { err, ok, type Result } from '../../domain/result.ts';

/** An element by its local name: vendors differ in prefixes. */
export interface XmlElement {
  readonly name: string;
  /** Own text, trimmed. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** Far above any answer seen of a scanner. */
export const xmlLimitBytes = 1_000_000;

const parser = new XMLParser({
  preserveOrder: true,
  removeNSPrefix: true,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  trimValues: true,
});

/** The root element; refuses document types (entities) and oversized text, and says why it could not be read. */
export function parseXml(text: string): Result<XmlElement, string> {
  if (text.length > xmlLimitBytes) return err(`${text.length} characters of XML`);
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) return err('document type in XML');
  try {
    const root = toElements(parser.parse(text.replace(/^\uFEFF/, ''), true))[0];
    return root ? ok(root) : err('no element in XML');
  } catch (cause) {
    return err(String(cause));
  }
}

/** First element of that name at any depth, the element itself left out. */
export function find(element: XmlElement, name: string): XmlElement | null {
  for (const child of element.children) {
    if (child.name === name) return child;
    const deeper = find(child, name);
    if (deeper) return deeper;
  }
  return null;
}

/** All elements of that name at any depth, in order. */
export function findAll(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...findAll(child, name),
  ]);
}

export function textOf(element: XmlElement | null, name: string): string | null {
  return (element && find(element, name)?.text) || null;
}

export function numberOf(element: XmlElement | null, name: string): number | null {
  const text = textOf(element, name);
  return text && /^-?\d+$/.test(text) ? Number(text) : null;
}

export function escapeXml(text: string): string {
  return text.replace(/[<>&'"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The parser's ordered form: one object per node, its single key the name (`#text` for text). */
function toElements(nodes: unknown): XmlElement[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: Record<string, unknown>) =>
    Object.entries(node)
      .filter(([name]) => name !== '#text')
      .map(([name, content]) => ({ name, text: ownText(content), children: toElements(content) })),
  );
}

function ownText(nodes: unknown): string {
  if (!Array.isArray(nodes)) return '';
  return nodes
    .map((node: Record<string, unknown>) => node['#text'])
    .filter((text) => text !== undefined)
    .map(String)
    .join('')
    .trim();
}
