import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { displayName } from '../../../src/station/files/display-name.ts';
import { openFiles } from '../../../src/station/files/open-files.ts';
import { uploadLimitBytes } from '../../../src/station/files/uploads.ts';
import { quiet, temporaryFolder } from './temporary.ts';

async function* body(...parts: readonly string[]): AsyncIterable<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

async function newFiles() {
  const folder = temporaryFolder();
  return { folder, files: await openFiles(folder, { log: quiet }) };
}

describe('uploads', () => {
  it('FILE-9 are kept under a name of ours, with the name the operator knows', async () => {
    const { folder, files } = await newFiles();
    const received = await files.receiveUpload('C:\\Users\\lin\\三月 发票.pdf', body('%PDF', '-1.7'));
    if (!received.ok) throw new Error(JSON.stringify(received.error));
    const upload = await files.upload(received.value.uploadId);
    expect(upload?.name).toBe('三月 发票.pdf');
    expect(upload?.path).toBe(join(folder, 'uploads', received.value.uploadId));
    expect(readFileSync(upload?.path ?? '', 'utf8')).toBe('%PDF-1.7');
    expect(readdirSync(files.spoolFolder)).toEqual([]);
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['a\u0000b\r\n.pdf', 'ab.pdf'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['..', 'unnamed'],
    ['folder/', 'unnamed'],
    ['\ud800broken.png', '\ufffdbroken.png'],
    ['x'.repeat(500), 'x'.repeat(200)],
  ])('FILE-10 a name is only shown: %j becomes %j', (name, shown) => {
    expect(displayName(name)).toBe(shown);
  });

  it('FILE-11 stop at 200 MB, and leave nothing behind', async () => {
    const { folder, files } = await newFiles();
    let given = 0;
    let isReleased = false;
    async function* endless(): AsyncIterable<Uint8Array> {
      const chunk = Buffer.alloc(8 * 1024 * 1024);
      try {
        for (;;) {
          given += chunk.length;
          yield chunk;
        }
      } finally {
        isReleased = true;
      }
    }
    const received = await files.receiveUpload('big.tiff', endless());
    expect(received).toEqual({
      ok: false,
      error: { type: 'FileTooLarge', name: 'big.tiff', bytes: given, limitBytes: uploadLimitBytes.pages },
    });
    expect(given).toBeLessThanOrEqual(uploadLimitBytes.pages + 8 * 1024 * 1024);
    expect(isReleased).toBe(true);
    expect([readdirSync(files.spoolFolder), readdirSync(join(folder, 'uploads'))]).toEqual([[], []]);
  });

  it('FILE-12 that break off are refused with the reason, and leave nothing behind', async () => {
    const { folder, files } = await newFiles();
    async function* broken(): AsyncIterable<Uint8Array> {
      yield Buffer.from('first half');
      throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
    }
    expect(await files.receiveUpload('a.pdf', broken())).toEqual({
      ok: false,
      error: { type: 'FileUnreadable', name: 'a.pdf', detail: 'aborted' },
    });
    expect([readdirSync(files.spoolFolder), readdirSync(join(folder, 'uploads'))]).toEqual([[], []]);
  });

  it('FILE-13 are found by their id only, and an id is never a path', async () => {
    const { files } = await newFiles();
    for (const id of ['', '..', '../station.sqlite', '01890000-0000-7000-8000-000000000001']) {
      expect(await files.upload(id), id).toBeNull();
    }
  });
});
