import { open } from 'node:fs/promises';

interface TiffPages {
  /** Page directories that are there. */
  readonly pages: number;
  /** False where the file promises another page that it does not hold: a decoder would pass over it in silence. */
  readonly isWhole: boolean;
}

/** Entry counts beyond this are garbage: a page has some twenty. */
const entriesLimit = 4_096;

/**
 * Counts the pages of a TIFF along the chain of its directories (TIFF 6.0, section 2; BigTIFF has wider numbers), up to
 * one more than `most`.
 */
export async function countTiffPages(path: string, most: number): Promise<TiffPages> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const readAt = async (position: number, length: number): Promise<Buffer | null> => {
      if (position < 0 || position + length > size) return null;
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
      return bytesRead === length ? buffer : null;
    };
    const header = await readAt(0, 16).then((bytes) => bytes ?? readAt(0, 8));
    if (!header) return { pages: 0, isWhole: false };
    const isLittle = header[0] === 0x49;
    const isBig = header[isLittle ? 2 : 3] === 0x2b;
    const number = (bytes: Buffer, at: number, width: 2 | 4 | 8): number => {
      if (width === 2) return isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
      if (width === 4) return isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
      return Number(isLittle ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
    };
    const countWidth = isBig ? 8 : 2;
    const offsetWidth = isBig ? 8 : 4;
    const entryBytes = isBig ? 20 : 12;
    if (isBig && header.length < 16) return { pages: 0, isWhole: false };

    let next = number(header, isBig ? 8 : 4, offsetWidth);
    const seen = new Set<number>();
    while (next !== 0 && seen.size <= most) {
      const head = await readAt(next, countWidth);
      const entries = head ? number(head, 0, countWidth) : 0;
      const after = await readAt(next + countWidth + entries * entryBytes, offsetWidth);
      if (entries === 0 || entries > entriesLimit || !after || seen.has(next)) {
        return { pages: seen.size, isWhole: false };
      }
      seen.add(next);
      next = number(after, 0, offsetWidth);
    }
    return { pages: seen.size, isWhole: true };
  } finally {
    await file.close();
  }
}
