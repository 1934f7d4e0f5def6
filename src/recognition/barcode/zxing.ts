import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, type ReaderOptions, type ReadResult, readBarcodes } from 'zxing-wasm/reader';
import type { Luma } from '../luma.ts';

let ready: Promise<void> | null = null;

/**
 * One pass of zxing-cpp over a gray image. The engine comes from the package on disk: left alone, the library would
 * fetch it from a public address.
 */
export async function runZxing(luma: Luma, options: ReaderOptions): Promise<ReadResult[]> {
  ready ??= prepare();
  await ready;
  return await readBarcodes(toPgm(luma), {
    // Plain: the bytes as text. The default adds brackets to GS1 content.
    textMode: 'Plain',
    maxNumberOfSymbols: 64,
    ...options,
  });
}

async function prepare(): Promise<void> {
  const path = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const binary = await readFile(path);
  const wasmBinary = binary.buffer.slice(binary.byteOffset, binary.byteOffset + binary.byteLength);
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
}

/** A quarter of the bytes of the RGBA the library takes otherwise, and no conversion on the other side. */
function toPgm({ data, width, height }: Luma): Uint8Array {
  const header = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const pgm = new Uint8Array(header.length + data.length);
  pgm.set(header);
  pgm.set(data, header.length);
  return pgm;
}
