import { XMLParser } from 'fast-xml-parser';
import { err, ok, type Result } from '../../domain/result.ts';
import { xmlBytesLimit, xmlDepthLimit } from '../limits.ts';
import { detailOf } from '../reply.ts';

/** An element by its local name: prefixes differ from program to program. Values stay text. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Text of its own, not of its children. */
  readonly text: string;
}

type Node = Readonly<Record<string, unknown>>;

const textKey = '#text';
const attributesKey = ':@';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  // Entities are put in by ourselves: the parser knows no numbers of characters without all of HTML's names.
  processEntities: false,
  maxNestedTags: xmlDepthLimit,
});

/** The root element. Refused: over 32 MB, a document type or entities of its own, elements nested too deep. */
export function parseXml(bytes: Buffer): Result<XmlElement, string> {
  if (bytes.length > xmlBytesLimit) return err('the XML is over 32 MB');
  const source = decode(bytes);
  if (/<!(DOCTYPE|ENTITY)/i.test(source)) return err('the XML has a document type');
  try {
    const nodes = parser.parse(source, true) as readonly Node[];
    const roots = nodes.flatMap((node) => elementOf(node) ?? []);
    const root = roots.find(({ name }) => !name.startsWith('?'));
    return root ? ok(root) : err('the XML is empty');
  } catch (thrown) {
    return err(detailOf(thrown));
  }
}

/** UTF-8 unless a mark or the declaration says otherwise. */
function decode(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const declared = /^[^>]*encoding=["']([\w-]+)["']/.exec(bytes.toString('latin1', 0, 200))?.[1] ?? '';
  return new TextDecoder(/^gb/i.test(declared) ? 'gb18030' : 'utf-8').decode(bytes);
}

function elementOf(node: Node): XmlElement | null {
  const name = Object.keys(node).find((key) => key !== attributesKey);
  if (name === undefined || name === textKey) return null;
  const nodes = node[name] as readonly Node[];
  const given = (node[attributesKey] ?? {}) as Readonly<Record<string, unknown>>;
  return {
    name,
    attributes: new Map(Object.entries(given).map(([key, value]) => [key, plain(String(value))])),
    children: nodes.flatMap((child) => elementOf(child) ?? []),
    text: plain(nodes.map((child) => String(child[textKey] ?? '')).join('')),
  };
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function plain(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (whole, hex, decimal, name) => {
    if (name) return named[name] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((one) => one.name === name);
}

export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((one) => one.name === name) ?? [];
}

/** Trimmed text of a child; empty where there is none. */
export function textIn(element: XmlElement | undefined, name: string): string {
  return child(element, name)?.text.trim() ?? '';
}

/** Trimmed; empty where it is not given. */
export function attribute(element: XmlElement | undefined, name: string): string {
  return element?.attributes.get(name)?.trim() ?? '';
}
