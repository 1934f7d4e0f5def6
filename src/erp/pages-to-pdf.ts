import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium';

export interface PdfPage {
  readonly sha256: string;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
}

/**
 * A PDF with a page for each picture, filled by it and of its size on paper. JPEG goes in byte for byte; PNG without
 * loss. Throws when a picture is neither or is damaged.
 */
export async function pagesToPdf(
  pages: readonly PdfPage[],
  read: (sha256: string) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  // Its own engine each time: wasm memory never shrinks.
  const writer = createWriter(await startPdfium());
  for (const [index, page] of pages.entries()) writer.add(index, page, await read(page.sha256));
  return writer.save();
}

async function startPdfium(): Promise<WrappedPdfiumModule> {
  const binary = await readFile(createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm'));
  const wasmBinary = binary.buffer.slice(binary.byteOffset, binary.byteOffset + binary.byteLength);
  const api = await init({ wasmBinary, print: () => undefined, printErr: () => undefined });
  api.PDFiumExt_Init();
  return api;
}

function createWriter(api: WrappedPdfiumModule) {
  const { malloc, free } = api.pdfium.wasmExports;
  const pdf = api.FPDF_CreateNewDocument();

  /** The memory as it is now: it moves when it grows. */
  function heap(): Uint8Array {
    return (api.pdfium as { HEAPU8: Uint8Array }).HEAPU8;
  }
  function withBytes<T>(bytes: Uint8Array, use: (pointer: number) => T): T {
    const pointer = malloc(Math.max(1, bytes.length));
    if (pointer === 0) throw new Error(`no memory for ${bytes.length} bytes of PDF`);
    heap().set(bytes, pointer);
    try {
      return use(pointer);
    } finally {
      free(pointer);
    }
  }

  /** It takes damaged bytes too, as a picture of no size. */
  function isPicture(image: number, page: PdfPage): boolean {
    return withBytes(new Uint8Array(8), (at) => {
      if (!api.FPDFImageObj_GetImagePixelSize(image, at, at + 4)) return false;
      const size = new DataView(heap().buffer, at, 8);
      return size.getUint32(0, true) === page.width && size.getUint32(4, true) === page.height;
    });
  }

  return {
    add(index: number, page: PdfPage, picture: Uint8Array): void {
      const [width, height] = [page.width, page.height].map((pixels) => (pixels / page.dpi) * 72) as [
        number,
        number,
      ];
      const sheet = api.FPDFPage_New(pdf, index, width, height);
      const image = api.FPDFPageObj_NewImageObj(pdf);
      const isTaken = withBytes(picture, (at) =>
        page.mime === 'image/jpeg'
          ? api.EPDFImageObj_SetJpeg(0, 0, image, at, picture.length)
          : page.mime === 'image/png' && api.EPDFImageObj_SetPng(0, 0, image, at, picture.length),
      );
      if (!isTaken || !isPicture(image, page))
        throw new Error(`page ${page.sha256} (${page.mime}) cannot go into a PDF`);
      const matrix = new Uint8Array(new Float32Array([width, 0, 0, height, 0, 0]).buffer);
      withBytes(matrix, (at) => api.FPDFPageObj_SetMatrix(image, at));
      api.FPDFPage_InsertObject(sheet, image);
      if (!api.FPDFPage_GenerateContent(sheet)) throw new Error(`page ${page.sha256} cannot go into a PDF`);
      api.FPDF_ClosePage(sheet);
    },
    save(): Uint8Array {
      const file = api.PDFiumExt_OpenFileWriter();
      api.PDFiumExt_SaveAsCopy(pdf, file);
      const size = api.PDFiumExt_GetFileWriterSize(file);
      return withBytes(new Uint8Array(size), (at) => {
        api.PDFiumExt_GetFileWriterData(file, at, size);
        return heap().slice(at, at + size);
      });
    },
  };
}
