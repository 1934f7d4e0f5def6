import sharp from 'sharp';
import { paperPixels } from '../paper-pixels.ts';
import type { PdfEngine } from './engine.ts';

export interface RenderedPage {
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
  /** Lower than asked where the page would have passed the pixel limit. */
  readonly dpi: number;
}

const bgrx = 3;
const white = 0xffffffff;
const drawAnnotations = 0x01;
const rgbOrder = 0x10;

/** Draws a page on white. Throws when PDFium has no memory for it. */
export async function renderPage(
  engine: PdfEngine,
  page: number,
  inches: { readonly width: number; readonly height: number },
  askedDpi: number,
): Promise<RenderedPage> {
  const { width, height, dpi } = paperPixels(inches, askedDpi);
  const { pixels, channels } = draw(engine, page, width, height);
  const png = await sharp(pixels, { raw: { width, height, channels } })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .withDensity(dpi)
    .png({ compressionLevel: 2 })
    .toBuffer();
  return { png, width, height, dpi: Math.round(dpi * 100) / 100 };
}

interface Pixels {
  readonly pixels: Uint8Array;
  readonly channels: 1 | 3;
}

function draw(engine: PdfEngine, page: number, width: number, height: number): Pixels {
  const { api } = engine;
  const bitmap = api.FPDFBitmap_CreateEx(width, height, bgrx, 0, 0);
  if (bitmap === 0) throw new Error(`no memory to draw ${width} x ${height} pixels`);
  try {
    api.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, white);
    api.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, drawAnnotations | rgbOrder);
    const stride = api.FPDFBitmap_GetStride(bitmap);
    const start = api.FPDFBitmap_GetBuffer(bitmap);
    return packed(engine.heap().subarray(start, start + stride * height), width, height, stride);
  } finally {
    api.FPDFBitmap_Destroy(bitmap);
  }
}

/** One byte a pixel where the whole page is gray, three otherwise. */
function packed(source: Uint8Array, width: number, height: number, stride: number): Pixels {
  const gray = new Uint8Array(width * height);
  let isGray = true;
  for (let y = 0, to = 0; y < height && isGray; y++) {
    for (let from = y * stride, end = from + width * 4; from < end; from += 4) {
      const red = source[from] ?? 0;
      if (red !== source[from + 1] || red !== source[from + 2]) {
        isGray = false;
        break;
      }
      gray[to++] = red;
    }
  }
  if (isGray) return { pixels: gray, channels: 1 };
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0, to = 0; y < height; y++) {
    for (let from = y * stride, end = from + width * 4; from < end; from += 4) {
      pixels[to++] = source[from] ?? 0;
      pixels[to++] = source[from + 1] ?? 0;
      pixels[to++] = source[from + 2] ?? 0;
    }
  }
  return { pixels, channels: 3 };
}
