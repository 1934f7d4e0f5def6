/** Bytes that no encoder can guess, the same each time (xorshift). */
export function noise(bytes: number, seed = 1): Buffer {
  const made = Buffer.alloc(bytes);
  let state = seed * 2_654_435_761 || 1;
  for (let at = 0; at < bytes; at += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    made[at] = state & 0xff;
  }
  return made;
}

/** Bits, most significant first and 1 black, as a byte a pixel. */
export function grayBits(bits: Uint8Array, width: number, height: number): Buffer {
  const stride = Math.ceil(width / 8);
  const gray = Buffer.alloc(width * height);
  for (let at = 0; at < gray.length; at += 1) {
    const x = at % width;
    const byte = bits[Math.floor(at / width) * stride + (x >> 3)] ?? 0;
    gray[at] = (byte >> (7 - (x & 7))) & 1 ? 0 : 255;
  }
  return gray;
}

const tagNames: Readonly<Record<number, string>> = {
  256: 'width',
  257: 'height',
  258: 'bitsPerSample',
  259: 'compression',
  262: 'photometric',
  277: 'samplesPerPixel',
  282: 'xResolution',
  283: 'yResolution',
  296: 'unit',
};

/** Single values of the first directory of a little-endian TIFF (TIFF 6.0, section 2). */
export function tiffTags(file: Buffer): Record<string, number> {
  if (file.toString('latin1', 0, 4) !== 'II*\0') throw new Error('no little-endian TIFF');
  const directory = file.readUInt32LE(4);
  const tags: Record<string, number> = {};
  for (let entry = 0; entry < file.readUInt16LE(directory); entry += 1) {
    const at = directory + 2 + entry * 12;
    const name = tagNames[file.readUInt16LE(at)];
    if (!name) continue;
    const type = file.readUInt16LE(at + 2);
    const place = file.readUInt32LE(at + 8);
    if (type === 3) tags[name] = file.readUInt16LE(at + 8);
    else if (type === 4) tags[name] = place;
    else if (type === 5) tags[name] = file.readUInt32LE(place) / file.readUInt32LE(place + 4);
  }
  return tags;
}
