import sharp from 'sharp';

/** A JBIG2 picture of 64 x 64 whose left half is black: one generic region in MMR, which is what fax group 4 is. */
export async function jbig2Of(order: 'sequential' | 'random access' | 'bare segments'): Promise<Buffer> {
  const side = 64;
  const size = longs(side, side);
  const page = segment(0, 48, Buffer.concat([size, longs(0, 0), Buffer.from([0, 0, 0])]));
  const region = Buffer.concat([size, longs(0, 0), Buffer.from([0, 1]), await faxOf(side)]);
  const segments = [
    page,
    segment(1, 38, region),
    segment(2, 49, Buffer.alloc(0)),
    segment(3, 51, Buffer.alloc(0)),
  ];
  if (order === 'bare segments') return Buffer.concat(segments.slice(0, 2).flat());
  const isSequential = order === 'sequential';
  const start = Buffer.from([
    0x97,
    0x4a,
    0x42,
    0x32,
    0x0d,
    0x0a,
    0x1a,
    0x0a,
    isSequential ? 1 : 0,
    0,
    0,
    0,
    1,
  ]);
  const bodies = isSequential
    ? segments.flat()
    : [...segments.map(([header]) => header), ...segments.map(([, data]) => data)];
  return Buffer.concat([start, ...bodies]);
}

function segment(number: number, type: number, data: Buffer): readonly [header: Buffer, data: Buffer] {
  return [Buffer.concat([longs(number), Buffer.from([type, 0, 1]), longs(data.length)]), data];
}

/** The strip of a TIFF in fax group 4, whose set bits are white to the TIFF and black to JBIG2: black on the left. */
async function faxOf(side: number): Promise<Buffer> {
  const pixels = Buffer.alloc(side * side);
  for (let at = 0; at < pixels.length; at++) pixels[at] = at % side < side / 2 ? 255 : 0;
  const tiff = await sharp(pixels, { raw: { width: side, height: side, channels: 1 } })
    .toColourspace('b-w')
    .tiff({ compression: 'ccittfax4', bitdepth: 1 })
    .toBuffer();
  const directory = tiff.readUInt32LE(4);
  const value = (tag: number): number => {
    for (let entry = 0; entry < tiff.readUInt16LE(directory); entry++) {
      const at = directory + 2 + entry * 12;
      if (tiff.readUInt16LE(at) !== tag) continue;
      return tiff.readUInt16LE(at + 2) === 3 ? tiff.readUInt16LE(at + 8) : tiff.readUInt32LE(at + 8);
    }
    throw new Error(`no tag ${tag}`);
  };
  return tiff.subarray(value(273), value(273) + value(279));
}

function longs(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4);
  return bytes;
}
