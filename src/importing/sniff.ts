/** Contents that become pages, and those that are only named in the refusal. */
export type ContentKind =
  | 'pdf'
  | 'png'
  | 'jpeg'
  | 'tiff'
  | 'webp'
  | 'gif'
  | 'avif'
  | 'bmp'
  | 'heic'
  | 'ofd'
  | 'docx'
  | 'xlsx'
  | 'pptx'
  | 'ole'
  | 'zip'
  | 'xml'
  | 'text'
  | 'unknown';

/** How much of the start and of the end of a file `sniff` wants to see. */
export const sniffBytes = 64 * 1024;

/** What a file is by its bytes; its name is never asked. */
export function sniff(head: Buffer, tail: Buffer): ContentKind {
  if (startsWith(head, [0xff, 0xd8, 0xff])) return 'jpeg';
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  if (isTiff(head)) return 'tiff';
  // PDF viewers accept a kilobyte of anything before the header.
  if (head.subarray(0, 1024).includes('%PDF-')) return 'pdf';
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return 'webp';
  if (ascii(head, 0, 4) === 'GIF8') return 'gif';
  if (ascii(head, 4, 8) === 'ftyp') return brandToKind(ascii(head, 8, 12));
  if (isBmp(head)) return 'bmp';
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return 'ole';
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06])) {
    return zipKind(head, tail);
  }
  return textKind(head);
}

function isTiff(head: Buffer): boolean {
  return [
    [0x49, 0x49, 0x2a, 0x00],
    [0x4d, 0x4d, 0x00, 0x2a],
    [0x49, 0x49, 0x2b, 0x00],
    [0x4d, 0x4d, 0x00, 0x2b],
  ].some((signature) => startsWith(head, signature));
}

/** `BM` alone is also the start of many texts: the header's own length must be one of the six there are. */
function isBmp(head: Buffer): boolean {
  return (
    ascii(head, 0, 2) === 'BM' &&
    head.length >= 26 &&
    [12, 40, 52, 56, 64, 108, 124].includes(head.readUInt32LE(14))
  );
}

function brandToKind(brand: string): ContentKind {
  if (brand === 'avif' || brand === 'avis') return 'avif';
  return ['heic', 'heix', 'hevc', 'hevx', 'mif1', 'msf1', 'heim', 'heis'].includes(brand)
    ? 'heic'
    : 'unknown';
}

/** Entry names stand uncompressed before each entry and again in the directory at the end. */
function zipKind(head: Buffer, tail: Buffer): ContentKind {
  const names = head.toString('latin1') + tail.toString('latin1');
  if (/OFD\.xml/i.test(names)) return 'ofd';
  if (!names.includes('[Content_Types].xml')) return 'zip';
  if (names.includes('word/')) return 'docx';
  if (names.includes('xl/')) return 'xlsx';
  return names.includes('ppt/') ? 'pptx' : 'zip';
}

function textKind(head: Buffer): ContentKind {
  const text = stripBom(head);
  for (const byte of text) {
    const isControl = byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c;
    if (isControl || byte === 0x7f) return 'unknown';
  }
  return /^\s*</.test(text.subarray(0, 256).toString('latin1')) ? 'xml' : 'text';
}

function stripBom(head: Buffer): Buffer {
  return startsWith(head, [0xef, 0xbb, 0xbf]) ? head.subarray(3) : head;
}

function startsWith(head: Buffer, signature: readonly number[]): boolean {
  return head.length >= signature.length && signature.every((byte, index) => head[index] === byte);
}

function ascii(head: Buffer, from: number, to: number): string {
  return head.subarray(from, to).toString('latin1');
}
