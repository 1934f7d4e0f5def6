import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openZip } from '../../src/importing/zip/open-zip.ts';
import { proveZip } from '../../src/importing/zip/prove-zip.ts';
import { zipError } from '../../src/importing/zip/zip-fault.ts';
import { type Bench, openBench } from './run-import.ts';
import { type ZipEntry, zipOf } from './zip-files.ts';

const megabyte = 1024 * 1024;

async function opened(entries: readonly ZipEntry[]) {
  const archive = await openZip(zipOf(entries));
  if (!archive.ok) throw new Error(JSON.stringify(archive.error));
  return archive.value;
}

async function faultOf(entries: readonly ZipEntry[]) {
  const archive = await openZip(zipOf(entries));
  return archive.ok ? null : archive.error;
}

describe('an archive', () => {
  it('ZIP-1 gives its files by name, packed or not, and no folders', async () => {
    const archive = await opened([
      { name: 'Doc_0/', bytes: '' },
      { name: 'OFD.xml', bytes: '<a/>' },
      { name: 'Doc_0\\Res\\图.png', bytes: 'picture', packed: false },
      { name: '/./Doc_0/Document.xml', bytes: 'x'.repeat(5_000) },
    ]);
    expect(archive.names).toEqual(['OFD.xml', 'Doc_0/Res/图.png', 'Doc_0/Document.xml']);
    expect(await archive.read('OFD.xml')).toEqual({ ok: true, value: Buffer.from('<a/>') });
    expect(await archive.read('Doc_0/Res/图.png')).toEqual({ ok: true, value: Buffer.from('picture') });
    expect(await archive.read('Doc_0/Document.xml')).toMatchObject({ value: { length: 5_000 } });
    expect(await archive.read('none')).toEqual({
      ok: false,
      error: { type: 'Damaged', detail: 'no none' },
    });
  });

  it('ZIP-2 names that climb out are never given, and names of older Windows programs are read', async () => {
    const archive = await opened([
      { name: '../../etc/passwd', bytes: 'x' },
      { name: 'a/../../b', bytes: 'x' },
      { name: Buffer.from([0xb7, 0xa2, 0xc6, 0xb1, 0x2e, 0x78, 0x6d, 0x6c]), bytes: 'x', flags: 0 },
    ]);
    expect(archive.names).toEqual(['发票.xml']);
  });

  it('ZIP-3 more than 5,000 files are refused', async () => {
    const entries = Array.from({ length: 5_001 }, (_, index) => ({ name: `${index}`, bytes: '' }));
    expect(await faultOf(entries)).toEqual({
      type: 'TooLarge',
      measure: 'entries',
      found: 5_001,
      limit: 5_000,
    });
    expect(await faultOf(entries.slice(1))).toBeNull();
  });

  it('ZIP-4 a file over 64 MB, and files over 512 MB together, are refused unread', async () => {
    const stating = (statedBytes: number, name = 'big'): ZipEntry => ({
      name,
      bytes: Buffer.alloc(megabyte, 'noise'),
      packed: true,
      statedBytes,
    });
    expect(await faultOf([stating(64 * megabyte + 1)])).toEqual({
      type: 'TooLarge',
      measure: 'entryBytes',
      found: 64 * megabyte + 1,
      limit: 64 * megabyte,
    });
    // Noise: packed little enough not to be refused for that.
    const nine = Array.from({ length: 9 }, (_, index) => ({
      ...stating(60 * megabyte, `${index}`),
      bytes: randomBytes(megabyte),
    }));
    expect(await faultOf(nine)).toEqual({
      type: 'TooLarge',
      measure: 'totalBytes',
      found: 540 * megabyte,
      limit: 512 * megabyte,
    });
  });

  it('ZIP-5 what packs over 200 to 1 is refused, but small blanks are not', async () => {
    const fault = await faultOf([{ name: 'bomb', bytes: Buffer.alloc(20 * megabyte) }]);
    expect(fault).toMatchObject({ type: 'TooLarge', measure: 'ratio', limit: 200 });
    expect(await faultOf([{ name: 'blank', bytes: Buffer.alloc(megabyte - 1) }])).toBeNull();
  });

  it('ZIP-6 a header that lies about the length or the check sum is caught when the file is unpacked', async () => {
    const archive = await opened([
      { name: 'long', bytes: 'x'.repeat(100_000), statedBytes: 1_000 },
      { name: 'short', bytes: 'x'.repeat(100), statedBytes: 1_000 },
      { name: 'changed', bytes: 'twenty', statedCrc: 7 },
      { name: 'good', bytes: 'twenty' },
    ]);
    for (const name of ['long', 'short', 'changed']) {
      expect(await archive.read(name), name).toMatchObject({ ok: false, error: { type: 'Damaged' } });
    }
    expect((await archive.read('good')).ok).toBe(true);
  });

  it('ZIP-7 one that is encrypted, cut short or none at all ends in a word for it', async () => {
    expect(await faultOf([{ name: 'secret', bytes: 'x', flags: 1 }])).toEqual({ type: 'Encrypted' });
    const whole = zipOf([{ name: 'a', bytes: 'x' }]);
    for (const bytes of [whole.subarray(0, 20), Buffer.from('no zip'), Buffer.alloc(0)]) {
      expect(await openZip(bytes)).toMatchObject({ ok: false, error: { type: 'Damaged' } });
    }
    expect(zipError('a.ofd', { type: 'Encrypted' })).toEqual({ type: 'FileEncrypted', name: 'a.ofd' });
  });
});

describe('proving an archive that others will open', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.remove());

  it('ZIP-8 unpacks every file once: good ones are named, one that lies is told', async () => {
    const good = await bench.write('good.docx', zipOf([{ name: 'word/document.xml', bytes: '<a/>' }]));
    expect(await proveZip(good)).toEqual({ ok: true, value: ['word/document.xml'] });
    const lying = zipOf([
      { name: 'a', bytes: 'x' },
      { name: 'b', bytes: 'y'.repeat(5_000), statedBytes: 10 },
    ]);
    expect(await proveZip(await bench.write('bad.docx', lying))).toMatchObject({
      ok: false,
      error: { type: 'Damaged' },
    });
  });
});
