/**
 * A TrueType font of one sign, `A`, as glyph 1: a box half as wide and half as high as its square, standing on the
 * baseline. It has no more tables than a font cut down to one document may have; `without` takes further ones out.
 */
export function boxFont(without: readonly string[] = []): Buffer {
  const em = 1_000;
  const glyph = glyphOfBox(em / 2);
  const head = shorts(
    1,
    0,
    1,
    0,
    0,
    0,
    0x5f0f,
    0x3cf5,
    0,
    em,
    ...zeros(8),
    0,
    0,
    em / 2,
    em / 2,
    0,
    8,
    2,
    1,
    0,
  );
  const hhea = shorts(1, 0, 800, -200, 0, em, 0, 0, em, 1, 0, 0, 0, 0, 0, 0, 0, 2);
  const maxp = shorts(1, 0, 2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0);
  const hmtx = shorts(em, 0, em, 0);
  // Long offsets: nothing for glyph 0, then the box.
  const loca = longs(0, 0, glyph.length);
  const cmap = Buffer.concat([
    shorts(0, 1, 3, 1),
    longs(12),
    // Format 4: one segment for A, and the last one that must be there.
    shorts(4, 32, 0, 4, 4, 1, 0, 65, -1, 0, 65, -1, 1 - 65, 1, 0, 0),
  ]);
  return fontOf({ cmap, glyf: glyph, head, hhea, hmtx, loca, maxp }, without);
}

function glyphOfBox(side: number): Buffer {
  const flags = Buffer.from([1, 1, 1, 1]);
  return Buffer.concat([
    shorts(1, 0, 0, side, side, 3, 0),
    flags,
    shorts(0, side, 0, -side),
    shorts(0, 0, side, 0),
  ]);
}

function fontOf(tables: Readonly<Record<string, Buffer>>, without: readonly string[]): Buffer {
  const names = Object.keys(tables).filter((name) => !without.includes(name));
  const records: Buffer[] = [];
  const bodies: Buffer[] = [];
  let at = 12 + names.length * 16;
  for (const name of names) {
    const body = tables[name] ?? Buffer.alloc(0);
    records.push(Buffer.from(name.padEnd(4), 'latin1'), longs(0, at, body.length));
    const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
    bodies.push(padded);
    at += padded.length;
  }
  return Buffer.concat([longs(0x00010000), shorts(names.length, 0, 0, 0), ...records, ...bodies]);
}

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0);
}

function shorts(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value & 0xffff, index * 2);
  return bytes;
}

function longs(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, index * 4);
  return bytes;
}
