/** A PDF object: its dictionary or value as text, and a stream where it has one. */
export interface PdfObject {
  readonly text: string;
  readonly stream?: Uint8Array;
}

/** Bytes of a PDF with these objects, numbered from 1; the first one is the catalogue. */
export function pdfOf(objects: readonly PdfObject[], trailer = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const add = (bytes: Buffer): void => {
    parts.push(bytes);
    length += bytes.length;
  };
  for (const [index, { text, stream }] of objects.entries()) {
    offsets.push(length);
    if (stream) {
      const dictionary = text.replace(/>>$/, `/Length ${stream.length}>>`);
      add(Buffer.from(`${index + 1} 0 obj\n${dictionary}\nstream\n`, 'latin1'));
      add(Buffer.from(stream));
      add(Buffer.from('\nendstream\nendobj\n', 'latin1'));
    } else add(Buffer.from(`${index + 1} 0 obj\n${text}\nendobj\n`, 'latin1'));
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  add(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}` +
        `trailer\n<</Size ${objects.length + 1}/Root 1 0 R${trailer}>>\nstartxref\n${length}\n%%EOF\n`,
      'latin1',
    ),
  );
  return Buffer.concat(parts);
}

export interface PageSpec {
  /** Content stream. */
  readonly content: string;
  /** Resource dictionary, `<<...>>`. */
  readonly resources?: string;
  readonly mediaBox?: string;
  /** More entries of the page dictionary. */
  readonly more?: string;
}

export const a4Points = { width: 595.28, height: 841.89 };
const a4Box = `[0 0 ${a4Points.width} ${a4Points.height}]`;

/** A PDF of these pages; `shared` objects get the numbers from 3 on. */
export function pagedPdf(
  pages: readonly PageSpec[],
  shared: readonly PdfObject[] = [],
  trailer = '',
): Buffer {
  const first = 3 + shared.length;
  const kids = pages.map((_, index) => `${first + index * 2} 0 R`).join(' ');
  return pdfOf(
    [
      { text: '<</Type/Catalog/Pages 2 0 R>>' },
      { text: `<</Type/Pages/Kids[${kids}]/Count ${pages.length}>>` },
      ...shared,
      ...pages.flatMap(({ content, resources = '<<>>', mediaBox = a4Box, more = '' }, index): PdfObject[] => [
        {
          text:
            `<</Type/Page/Parent 2 0 R/MediaBox${mediaBox}/Resources${resources}` +
            `/Contents ${first + index * 2 + 1} 0 R${more}>>`,
        },
        { text: '<<>>', stream: Buffer.from(content, 'latin1') },
      ]),
    ],
    trailer,
  );
}

export const drawnPage: PageSpec = { content: '0 0 0 rg 100 100 200 50 re f' };

/** Draws image `/Im0` over the whole page. */
export const fullPageImage = `q ${a4Points.width} 0 0 ${a4Points.height} 0 0 cm /Im0 Do Q`;

export function imageObject(
  stream: Uint8Array,
  width: number,
  height: number,
  more = '/Filter/DCTDecode/ColorSpace/DeviceRGB',
): PdfObject {
  return {
    text: `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 8${more}>>`,
    stream,
  };
}

/** Text in a Chinese font that is named but not embedded, as older e-invoices have it. */
export function unembeddedChinesePdf(): Buffer {
  const font = '<</Font<</F1 3 0 R>>>>';
  // 增值税发票 in GBK.
  const content = 'BT /F1 40 Tf 100 500 Td <D4F6D6B5CBB0B7A2C6B1> Tj ET';
  return pagedPdf(
    [{ content, resources: font }],
    [
      { text: '<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/GBK-EUC-H/DescendantFonts[4 0 R]>>' },
      {
        text:
          '<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/DW 1000' +
          '/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 5 0 R>>',
      },
      {
        text:
          '<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -141 1000 859]/ItalicAngle 0' +
          '/Ascent 859/Descent -141/CapHeight 700/StemV 80>>',
      },
    ],
  );
}

/** Locked by a user password: the check value fits no empty password. */
export function lockedPdf(): Buffer {
  const hex = (seed: number): string =>
    Array.from({ length: 32 }, (_, index) => ((index * 37 + seed) % 256).toString(16).padStart(2, '0')).join(
      '',
    );
  return pagedPdf(
    [drawnPage],
    [{ text: `<</Filter/Standard/V 1/R 2/O<${hex(11)}>/U<${hex(77)}>/P -44>>` }],
    `/Encrypt 3 0 R/ID[<${hex(1).slice(0, 32)}><${hex(1).slice(0, 32)}>]`,
  );
}
