/** Tables that outlines need; hints, kerning and substitutions are for those who set text anew. */
const needed = ['head', 'hhea', 'hmtx', 'maxp', 'loca', 'glyf', 'CFF ', 'cmap', 'post'];

const headerBytes = 12;
const recordBytes = 16;

/** An empty list of names: none of them matters, and some are broken. */
const noNames = Buffer.from([0, 0, 0, 0, 0, 6]);
/** Version 3: no names of glyphs. */
const noGlyphNames = Buffer.concat([Buffer.from([0, 3, 0, 0]), Buffer.alloc(28)]);
/** Format 4 with only the segment that must be there: no character has a glyph. */
const noCharacters = shorts(0, 1, 3, 1, 0, 12, 4, 24, 0, 2, 2, 0, 0, 0xffff, 0, 0xffff, 1, 0);

/**
 * A font with the tables that its outlines need, and no others: programs that cut fonts down to the signs of a document
 * leave out tables that readers insist on. What is no plain TrueType or OpenType font is given back as it is.
 */
export function wholeFont(font: Buffer): Buffer {
  if (font.length < headerBytes || !isPlain(font.readUInt32BE(0))) return font;
  const tables = new Map<string, Buffer>([
    ['name', noNames],
    ['post', noGlyphNames],
    ['cmap', noCharacters],
  ]);
  const count = font.readUInt16BE(4);
  for (let at = headerBytes; at < headerBytes + count * recordBytes; at += recordBytes) {
    if (at + recordBytes > font.length) break;
    const tag = font.toString('latin1', at, at + 4);
    const from = font.readUInt32BE(at + 8);
    const body = font.subarray(from, from + font.readUInt32BE(at + 12));
    if (needed.includes(tag) && body.length > 0) tables.set(tag, body);
  }
  return assembled(font.subarray(0, 4), tables);
}

function isPlain(version: number): boolean {
  return [0x00010000, 0x74727565, 0x4f54544f].includes(version);
}

function assembled(version: Buffer, tables: ReadonlyMap<string, Buffer>): Buffer {
  const records: Buffer[] = [];
  const bodies: Buffer[] = [];
  let at = headerBytes + tables.size * recordBytes;
  for (const [tag, body] of tables) {
    const record = Buffer.alloc(recordBytes);
    record.write(tag, 0, 'latin1');
    record.writeUInt32BE(at, 8);
    record.writeUInt32BE(body.length, 12);
    records.push(record);
    const padding = Buffer.alloc((4 - (body.length % 4)) % 4);
    bodies.push(body, padding);
    at += body.length + padding.length;
  }
  return Buffer.concat([version, shorts(tables.size, 0, 0, 0), ...records, ...bodies]);
}

function shorts(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, index * 2);
  return bytes;
}
