const sectorBytes = 512;
const endOfChain = 0xfffffffe;
const fatSector = 0xfffffffd;
const free = 0xffffffff;
const utf16 = (name: string) => Buffer.from(`${name}\0`, 'utf16le');

/** Bytes of a compound file (OLE) with these streams; each is filled up to the 4,096 bytes from which it has sectors of its own. */
export function oleOf(streams: Readonly<Record<string, Uint8Array>>): Buffer {
  const bodies = Object.entries(streams).map(([name, bytes]) => {
    const length = Math.max(4_096, Math.ceil(bytes.length / sectorBytes) * sectorBytes);
    return { name, body: Buffer.concat([bytes, Buffer.alloc(length - bytes.length)]) };
  });
  const directorySectors = Math.ceil((bodies.length + 1) / 4);
  const fat: number[] = [fatSector];
  const chain = (sectors: number): number => {
    const first = fat.length;
    for (let index = 1; index < sectors; index++) fat.push(fat.length + 1);
    fat.push(endOfChain);
    return first;
  };
  const directoryAt = chain(directorySectors);
  const entries = [directoryEntry('Root Entry', 5, endOfChain, 0)];
  for (const { name, body } of bodies) {
    entries.push(directoryEntry(name, 2, chain(body.length / sectorBytes), body.length));
  }
  if (fat.length > sectorBytes / 4) throw new Error('more than one sector of table is not written here');

  const header = Buffer.alloc(sectorBytes);
  header.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  header.writeUInt16LE(0x3e, 24);
  header.writeUInt16LE(3, 26);
  header.writeUInt16LE(0xfffe, 28);
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(1, 44);
  header.writeUInt32LE(directoryAt, 48);
  header.writeUInt32LE(4_096, 56);
  header.writeUInt32LE(endOfChain, 60);
  header.writeUInt32LE(endOfChain, 68);
  for (let at = 76; at < sectorBytes; at += 4) header.writeUInt32LE(at === 76 ? 0 : free, at);

  const table = Buffer.alloc(sectorBytes);
  for (let index = 0; index < sectorBytes / 4; index++) table.writeUInt32LE(fat[index] ?? free, index * 4);
  const directory = Buffer.alloc(directorySectors * sectorBytes);
  entries.forEach((entry, index) => {
    entry.copy(directory, index * 128);
  });
  return Buffer.concat([header, table, directory, ...bodies.map(({ body }) => body)]);
}

function directoryEntry(name: string, kind: number, first: number, bytes: number): Buffer {
  const entry = Buffer.alloc(128);
  utf16(name).copy(entry);
  entry.writeUInt16LE(utf16(name).length, 64);
  entry[66] = kind;
  for (const at of [68, 72, 76]) entry.writeUInt32LE(free, at);
  entry.writeUInt32LE(first, 116);
  entry.writeUInt32LE(bytes, 120);
  return entry;
}

/** The start of a Word document of before 2007. */
export function wordStart(isLocked: boolean): Buffer {
  const start = Buffer.alloc(32);
  start.writeUInt16LE(0xa5ec, 0);
  start.writeUInt16LE(isLocked ? 0x0100 : 0, 10);
  return start;
}

/** The start of an Excel workbook of before 2007: a BOF record, then one that asks for the password, if any. */
export function excelStart(isLocked: boolean): Buffer {
  const begin = Buffer.alloc(20);
  begin.writeUInt16LE(0x809, 0);
  begin.writeUInt16LE(16, 2);
  const next = Buffer.alloc(10);
  next.writeUInt16LE(isLocked ? 0x2f : 0x42, 0);
  next.writeUInt16LE(6, 2);
  return Buffer.concat([begin, next]);
}
