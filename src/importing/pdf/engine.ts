import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium';

/** PDFium in its own wasm memory. After an abort it must not be used again. */
export interface PdfEngine {
  readonly api: WrappedPdfiumModule;
  /** The memory as it is now: it moves when it grows, so never keep it. */
  heap(): Uint8Array;
  /** Copies bytes into the memory; the caller frees them. */
  put(bytes: Uint8Array): number;
  free(pointer: number): void;
  /** Memory for one call, zeroed and freed after it. */
  withScratch<T>(bytes: number, use: (pointer: number, view: () => DataView) => T): T;
}

/** A fresh engine; the binary comes from the package on disk, never from the network. */
export async function startEngine(): Promise<PdfEngine> {
  const path = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm');
  const binary = await readFile(path);
  const wasmBinary = binary.buffer.slice(binary.byteOffset, binary.byteOffset + binary.byteLength);
  // What it would print on the way down is in the exception too, and standard output belongs to others.
  const api = await init({ wasmBinary, print: () => undefined, printErr: () => undefined });
  api.PDFiumExt_Init();
  const { wasmExports, HEAPU8 } = api.pdfium as {
    wasmExports: typeof api.pdfium.wasmExports;
    HEAPU8: Uint8Array;
  };
  if (!HEAPU8) throw new Error('this build of PDFium does not show its memory');

  const heap = (): Uint8Array => (api.pdfium as { HEAPU8: Uint8Array }).HEAPU8;
  const take = (bytes: number): number => {
    const pointer = wasmExports.malloc(Math.max(1, bytes));
    if (pointer === 0) throw new OutOfPdfMemory(bytes);
    return pointer;
  };
  return {
    api,
    heap,
    put(bytes) {
      const pointer = take(bytes.length);
      heap().set(bytes, pointer);
      return pointer;
    },
    free: (pointer) => wasmExports.free(pointer),
    withScratch(bytes, use) {
      const pointer = take(bytes);
      heap().fill(0, pointer, pointer + bytes);
      try {
        return use(pointer, () => new DataView(heap().buffer, pointer, bytes));
      } finally {
        wasmExports.free(pointer);
      }
    },
  };
}

export class OutOfPdfMemory extends Error {
  constructor(bytes: number) {
    super(`no memory for ${bytes} bytes`);
  }
}

/** True for what wasm throws when it stops for good: the engine is lost, the file may still be good. */
export function isEngineAbort(thrown: unknown): boolean {
  // Recursion without end in wasm comes out as the RangeError of the stack it shares with us.
  return thrown instanceof Error && (thrown.name === 'RuntimeError' || thrown instanceof RangeError);
}
