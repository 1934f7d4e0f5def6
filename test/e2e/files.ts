import sharp from 'sharp';
import { openSampleStack } from '../../src/capture/virtual/sample-stack.ts';
import { drawnPage, pagedPdf } from '../importing/pdf-files.ts';

/** A file as it is chosen in the browser. */
export interface ChosenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const upright = { width: 620, height: 877 };

/** A good PNG, a TIFF of two pages, a PDF of one, and a PDF that is none: four pages in three good files. */
export async function mixedFiles(): Promise<readonly ChosenFile[]> {
  return [
    { name: 'letter.png', mimeType: 'image/png', buffer: await drawing('#336699', 'png') },
    { name: 'pair.tif', mimeType: 'image/tiff', buffer: await twoPages() },
    { name: 'sheet.pdf', mimeType: 'application/pdf', buffer: pagedPdf([drawnPage]) },
    { name: 'broken.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\nno more than this') },
  ];
}

async function twoPages(): Promise<Buffer> {
  const pages = [await drawing('#225522', 'png'), await drawing('#552255', 'png')];
  return sharp(pages, { join: { animated: true } })
    .tiff()
    .toBuffer();
}

/** One page of lines; each ink its own file. */
export function drawing(ink: string, format: 'png' | 'jpeg'): Promise<Buffer> {
  const lines = Array.from(
    { length: 14 },
    (_, at) =>
      `<rect x="60" y="${80 + at * 50}" width="${300 + ((at * 97) % 200)}" height="14" fill="${ink}"/>`,
  ).join('');
  const { width, height } = upright;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="#fff"/>${lines}</svg>`;
  return sharp(Buffer.from(svg)).withMetadata({ density: 75 }).toFormat(format).toBuffer();
}

/** The fronts of the first sample bill: cover, two invoices, one attachment. */
export async function firstSampleBill(): Promise<readonly ChosenFile[]> {
  const stack = openSampleStack(null);
  const files: ChosenFile[] = [];
  for (let position = 0; position < 4; position += 1) {
    const scan = stack.sheetAt(position, 'simplex')?.sides[0];
    if (!scan) throw new Error('the sample stack has four sheets');
    const buffer = await scan({ dpi: 200, colour: 'colour' });
    files.push({ name: `side-${position + 1}.jpg`, mimeType: 'image/jpeg', buffer });
  }
  return files;
}
