import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { pngHeader } from '../importing/image-files.ts';
import { docxOf, xlsxOf } from '../importing/office-files.ts';
import { drawnPage, lockedPdf, pagedPdf } from '../importing/pdf-files.ts';
import { newDataFolder, openTestStation, type TestStation } from '../station/test-station.ts';

describe('bad files in one import with a good one', () => {
  const folder = newDataFolder();
  let opened: TestStation | null = null;
  afterEach(async () => {
    vi.unstubAllEnvs();
    await opened?.close();
    folder.remove();
  });

  it('BAD-1 each ends in its own error, the good pages stand, every original is kept', async () => {
    opened = await openTestStation(folder.path);
    const photo = await sharp({ create: { width: 400, height: 560, channels: 3, background: '#7a8' } })
      .jpeg()
      .toBuffer();
    const good = await sharp({ create: { width: 400, height: 560, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const batchId = await opened.openBatch();
    const snapshot = await opened.importFiles(batchId, [
      { name: 'first-good.png', bytes: good },
      { name: 'truncated.jpg', bytes: photo.subarray(0, photo.length / 2) },
      { name: 'empty.png', bytes: new Uint8Array() },
      { name: 'text.pdf', bytes: Buffer.from('this is no PDF\n') },
      { name: 'locked.pdf', bytes: lockedPdf() },
      { name: 'huge.png', bytes: pngHeader(60_000, 60_000) },
      { name: 'long.pdf', bytes: pagedPdf(Array.from({ length: 2_000 }, () => drawnPage)) },
      { name: 'last-good.png', bytes: good },
    ]);
    const [job] = snapshot.captureJobs;
    expect(job?.failures.map((failure) => [failure.name, failure.type])).toEqual([
      ['truncated.jpg', 'FileDamaged'],
      ['empty.png', 'FileEmpty'],
      ['text.pdf', 'FileUnsupported'],
      ['locked.pdf', 'FileEncrypted'],
      ['huge.png', 'ImageTooLarge'],
      ['long.pdf', 'FileTooManyPages'],
    ]);
    expect(job).toMatchObject({ state: 'done', filesTotal: 8, filesDone: 8, sidesTaken: 2, sidesUnread: 0 });
    expect(snapshot.pages.map((page) => page.source?.name)).toEqual(['first-good.png', 'last-good.png']);
    expect(snapshot.pages.every((page) => page.reading !== null)).toBe(true);
  });

  it('OFFICE-4 without LibreOffice Office files are named one by one, the rest comes in, and nothing is lost', async () => {
    vi.stubEnv('PLATEN_LIBREOFFICE', 'off');
    opened = await openTestStation(folder.path);
    const good = await sharp({ create: { width: 400, height: 560, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const batchId = await opened.openBatch();
    const snapshot = await opened.importFiles(batchId, [
      { name: '说明.docx', bytes: docxOf(['说明']) },
      { name: '清单.xlsx', bytes: xlsxOf(['清单']) },
      { name: 'good.png', bytes: good },
    ]);
    const [job] = snapshot.captureJobs;
    expect(job?.failures).toEqual([
      { type: 'OfficeMissing', name: '说明.docx' },
      { type: 'OfficeMissing', name: '清单.xlsx' },
    ]);
    expect(job).toMatchObject({ state: 'done', filesTotal: 3, filesDone: 3, sidesTaken: 1 });
    expect(snapshot.pages.map((page) => page.source?.name)).toEqual(['good.png']);
    // The files stay in the data folder, byte for byte.
    const uploads = join(folder.path, 'uploads');
    const kept = await Promise.all((await readdir(uploads)).map((name) => readFile(join(uploads, name))));
    expect(kept.some((bytes) => bytes.equals(docxOf(['说明'])))).toBe(true);
  });
});
