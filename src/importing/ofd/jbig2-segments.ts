/** The segments of a JBIG2 file in the form a PDF embeds them, and the size of their page. */
export interface Jbig2Page {
  readonly width: number;
  readonly height: number;
  readonly segments: Buffer;
}

const signature = Buffer.from([0x97, 0x4a, 0x42, 0x32, 0x0d, 0x0a, 0x1a, 0x0a]);
const pageInformation = 48;
/** End of page, of stripe's page and of file: a PDF has none of them. */
const leftOut = [49, 51];

interface Segment {
  readonly type: number;
  readonly header: Buffer;
  readonly bytes: number;
}

/** Of a file with its header (ITU-T T.88, annex D) or of bare segments. Null for anything else. */
export function jbig2Page(file: Buffer): Jbig2Page | null {
  const isFile = file.subarray(0, signature.length).equals(signature);
  const flags = isFile ? (file[8] ?? 0) : 1;
  let at = isFile ? 9 + ((flags & 2) === 0 ? 4 : 0) : 0;
  const isSequential = (flags & 1) !== 0;
  const segments: Segment[] = [];
  const data: Buffer[] = [];
  while (at < file.length) {
    const segment = segmentAt(file, at);
    if (!segment) break;
    segments.push(segment);
    at += segment.header.length;
    if (isSequential) {
      data.push(file.subarray(at, at + segment.bytes));
      at += segment.bytes;
    } else if (segment.type === 51) break;
  }
  if (!isSequential) {
    for (const { bytes } of segments) {
      data.push(file.subarray(at, at + bytes));
      at += bytes;
    }
  }
  const page = data[segments.findIndex(({ type }) => type === pageInformation)];
  if (!page || page.length < 8) return null;
  const kept = segments.flatMap(({ type, header }, index) =>
    leftOut.includes(type) ? [] : [header, data[index] ?? Buffer.alloc(0)],
  );
  return { width: page.readUInt32BE(0), height: page.readUInt32BE(4), segments: Buffer.concat(kept) };
}

/** The header of one segment; null where it is cut, or its length is not stated. */
function segmentAt(file: Buffer, at: number): Segment | null {
  if (at + 11 > file.length) return null;
  const number = file.readUInt32BE(at);
  const flags = file[at + 4] ?? 0;
  const short = (file[at + 5] ?? 0) >>> 5;
  if (short === 5 || short === 6) return null;
  const count = short === 7 ? file.readUInt32BE(at + 5) & 0x1fffffff : short;
  const counting = short === 7 ? 4 + Math.ceil((count + 1) / 8) : 1;
  const referring = number <= 256 ? 1 : number <= 65_536 ? 2 : 4;
  const associating = (flags & 0x40) === 0 ? 1 : 4;
  const end = at + 5 + counting + count * referring + associating + 4;
  if (end > file.length) return null;
  const bytes = file.readUInt32BE(end - 4);
  return bytes > file.length - end ? null : { type: flags & 0x3f, header: file.subarray(at, end), bytes };
}
