import { type ZipEntry, zipOf } from './zip-files.ts';

const space = 'xmlns:ofd="http://www.ofdspec.org/2016"';

/** An element of OFD with the prefix that its schema has. */
export function xmlFile(root: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.replace(/^<ofd:\w+/, (start) => `${start} ${space}`)}`;
}

export interface OfdPage {
  /** Objects of the body layer. */
  readonly content: string;
  /** `0 0 210 297` unless said otherwise. */
  readonly box?: string;
  /** Elements before the content, such as `Template` and `PageRes`. */
  readonly head?: string;
  /** Layers instead of the one of `content`. */
  readonly layers?: string;
}

export interface OfdSpec {
  readonly pages: readonly OfdPage[];
  /** Elements of the resource file `Doc_0/PublicRes.xml`, whose `BaseLoc` is `Res`. */
  readonly resources?: string;
  /** More of `CommonData`, such as template pages. */
  readonly common?: string;
  /** More of `Document`, such as `Annotations`. */
  readonly document?: string;
  /** More of `DocInfo`. */
  readonly info?: string;
  /** More of `DocBody`. */
  readonly body?: string;
  readonly files?: readonly ZipEntry[];
}

/** Bytes of an OFD (GB/T 33190) of one document, `Doc_0`. */
export function ofdOf(spec: OfdSpec): Buffer {
  return zipOf(entriesOf(spec));
}

export function entriesOf(spec: OfdSpec): readonly ZipEntry[] {
  const { pages, resources = '', common = '', document = '', info = '', body = '', files = [] } = spec;
  const places = pages.map(
    (_, index) => `<ofd:Page ID="${index + 1}" BaseLoc="Pages/Page_${index}/Content.xml"/>`,
  );
  return [
    {
      name: 'OFD.xml',
      bytes: xmlFile(
        `<ofd:OFD Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID>${info}</ofd:DocInfo>` +
          `<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>${body}</ofd:DocBody></ofd:OFD>`,
      ),
    },
    {
      name: 'Doc_0/Document.xml',
      bytes: xmlFile(
        '<ofd:Document><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>' +
          `<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>${common}</ofd:CommonData>` +
          `<ofd:Pages>${places.join('')}</ofd:Pages>${document}</ofd:Document>`,
      ),
    },
    { name: 'Doc_0/PublicRes.xml', bytes: xmlFile(`<ofd:Res BaseLoc="Res">${resources}</ofd:Res>`) },
    ...pages.map((page, index) => ({
      name: `Doc_0/Pages/Page_${index}/Content.xml`,
      bytes: pageXml(page),
    })),
    ...files,
  ];
}

export function pageXml({ content, box, head = '', layers }: OfdPage): string {
  const area = box === undefined ? '' : `<ofd:Area><ofd:PhysicalBox>${box}</ofd:PhysicalBox></ofd:Area>`;
  const drawn = layers ?? `<ofd:Layer ID="900" Type="Body">${content}</ofd:Layer>`;
  return xmlFile(`<ofd:Page>${area}${head}<ofd:Content>${drawn}</ofd:Content></ofd:Page>`);
}

/** A filled rectangle in millimetres, without a line. */
export function rectangle(
  x: number,
  y: number,
  width: number,
  height: number,
  more: RectangleLook = {},
): string {
  const { colour = '0 0 0', attributes = '', fill, children = '' } = more;
  return (
    `<ofd:PathObject ID="10" Boundary="${x} ${y} ${width} ${height}" Fill="true" Stroke="false" ${attributes}>` +
    `${children}${fill ?? `<ofd:FillColor Value="${colour}"/>`}` +
    `<ofd:AbbreviatedData>M 0 0 L ${width} 0 L ${width} ${height} L 0 ${height} C</ofd:AbbreviatedData></ofd:PathObject>`
  );
}

export interface RectangleLook {
  readonly colour?: string;
  readonly attributes?: string;
  /** The whole `FillColor`. */
  readonly fill?: string;
  readonly children?: string;
}

/** One line of text whose baseline begins at x, y; `offsets`: `DeltaX="…"`. */
export function text(
  id: number,
  x: number,
  y: number,
  size: number,
  words: string,
  offsets = `DeltaX="g ${Math.max(1, Array.from(words).length - 1)} ${size}"`,
  attributes = '',
): string {
  return (
    `<ofd:TextObject ID="${id}" Boundary="${x} ${y - size} 150 ${size * 1.3}" Font="1" Size="${size}" ${attributes}>` +
    `<ofd:TextCode X="0" Y="${size}" ${offsets}>${words}</ofd:TextCode></ofd:TextObject>`
  );
}

export const songFont = '<ofd:Fonts><ofd:Font ID="1" FontName="宋体" FamilyName="宋体"/></ofd:Fonts>';

/** DER of a value: tag, length, content. */
export function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat(content);
  const length =
    bytes.length < 0x80
      ? Buffer.from([bytes.length])
      : Buffer.from([0x84, ...[24, 16, 8, 0].map((shift) => (bytes.length >>> shift) & 0xff)]);
  return Buffer.concat([Buffer.from([tag]), length, bytes]);
}

/** The parts of a signed seal (GB/T 38540) that lead to its picture; nothing in it is signed. */
export function sealOf(kind: string, picture: Buffer): Buffer {
  const number = (value: number) => der(0x02, Buffer.from([value]));
  const header = der(0x30, der(0x16, Buffer.from('ES')), number(4), der(0x16, Buffer.from('Nobody')));
  const look = der(0x30, der(0x16, Buffer.from(kind)), der(0x04, picture), number(40), number(40));
  const info = der(0x30, header, der(0x16, Buffer.from('seal-1')), der(0x30, number(1)), look);
  const seal = der(0x30, info, der(0x03, Buffer.from([0, 1, 2])));
  return der(
    0x30,
    der(0x30, number(4), seal, der(0x03, Buffer.from([0, 9]))),
    der(0x03, Buffer.from([0, 7])),
  );
}

/** Entries of a signature with a stamp on page `pageRef`. */
export function signatureFiles(stamp: string, signedValue: Buffer): readonly ZipEntry[] {
  return [
    {
      name: 'Doc_0/Signs/Signatures.xml',
      bytes: xmlFile(
        '<ofd:Signatures><ofd:Signature ID="1" Type="Seal" BaseLoc="/Doc_0/Signs/Sign_0/Signature.xml"/></ofd:Signatures>',
      ),
    },
    {
      name: 'Doc_0/Signs/Sign_0/Signature.xml',
      bytes: xmlFile(
        `<ofd:Signature><ofd:SignedInfo>${stamp}</ofd:SignedInfo>` +
          '<ofd:SignedValue>/Doc_0/Signs/Sign_0/SignedValue.dat</ofd:SignedValue></ofd:Signature>',
      ),
    },
    { name: 'Doc_0/Signs/Sign_0/SignedValue.dat', bytes: signedValue },
  ];
}

export const signaturesOfBody = '<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures>';
