import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PagesOfPdf } from '../../src/capture/escl/document.ts';
import { openEsclDriver } from '../../src/capture/escl/escl-driver.ts';
import { err } from '../../src/domain/result.ts';
import type { ScanProfile } from '../../src/domain/rules/profile.ts';
import { pagesOfScannedPdf } from '../../src/importing/pdf/scanned-pages.ts';
import { collect, duplex, expectOnDisk, never, pagesOf, simplex } from './driver-contract.ts';
import { openVirtualRig, quickLimits, reachOf, surroundings } from './virtual-rig.ts';

describe('sides that come as PDF', () => {
  let rig: Awaited<ReturnType<typeof openVirtualRig>>;
  let spoolFolder: string;

  beforeEach(async () => {
    rig = await openVirtualRig();
    spoolFolder = await mkdtemp(join(tmpdir(), 'platen-spool-'));
  });
  afterEach(async () => {
    await rig.close();
    await rm(spoolFolder, { recursive: true, force: true });
  });

  const scan = (profile: ScanProfile = simplex, pagesOfPdf: PagesOfPdf = pagesOfScannedPdf, signal = never) =>
    openEsclDriver(reachOf(rig.url), { ...surroundings, pagesOfPdf }, quickLimits).scan(
      { deviceId: rig.deviceId, profile, spoolFolder },
      signal,
    );
  const spooled = async (extension: string) =>
    (await readdir(spoolFolder)).filter((name) => name.endsWith(extension));

  it('ESCL-19 a PDF of the whole stack is its sides in order; it goes when all of them are durable', async () => {
    const hashes = await rig.load(6);
    await rig.control({ delivery: 'pdf-stack' });
    const pdfsWhileReading: number[] = [];
    const watched: PagesOfPdf = async function* (...args) {
      for await (const side of pagesOfScannedPdf(...args)) {
        pdfsWhileReading.push((await spooled('.pdf')).length);
        yield side;
      }
    };
    const events = await collect(scan(duplex, watched));
    expect(pagesOf(events).map(({ image }) => image.sha256)).toEqual(hashes);
    expect(pagesOf(events).map(({ sheet, side }) => `${sheet} ${side}`)).toEqual([
      ...['1 front', '1 back', '2 front', '2 back', '3 front', '3 back'],
    ]);
    expect(events.at(-1)).toEqual({ type: 'end', sides: 6, deviceSheets: 3 });
    for (const { image, dpi } of pagesOf(events)) {
      expect(dpi).toBeCloseTo(300, 0);
      await expectOnDisk(image);
    }
    expect(pdfsWhileReading).toEqual([1, 1, 1, 1, 1, 1]);
    expect(await spooled('.pdf')).toEqual([]);
  });

  it('ESCL-19 a fault within the stack comes after the sides of the PDF that was made of it', async () => {
    const hashes = await rig.load(5);
    await rig.control({ delivery: 'pdf-stack', fault: { at: 3, type: 'jam', http: 404 } });
    const events = await collect(scan());
    expect(pagesOf(events).map(({ image }) => image.sha256)).toEqual(hashes.slice(0, 3));
    expect(events.at(-1)).toMatchObject({ type: 'fault', fault: { type: 'PaperJam', afterSide: 3 } });
  });

  it('ESCL-19 black and white that comes only as PDF is asked for so, and stays black and white', async () => {
    await rig.load(2);
    await rig.control({ delivery: 'bitonal-as-pdf' });
    const events = await collect(scan({ ...simplex, colour: 'bitonal' }));
    expect(events.at(-1)).toMatchObject({ type: 'end', sides: 2 });
    expect(events.filter(({ type }) => type === 'note')).toEqual([]);
    for (const { image } of pagesOf(events)) {
      expect(image).toMatchObject({ mime: 'image/png', height: 80 });
      const { data } = await sharp(image.path).greyscale().raw().toBuffer({ resolveWithObject: true });
      expect(data.every((value) => value === 0 || value === 255)).toBe(true);
    }
  });

  it('ESCL-9 ESCL-16 black and white that is refused falls back to grey, and says so', async () => {
    await rig.load(1);
    await rig.control({ delivery: 'bitonal-refused' });
    const events = await collect(scan({ ...simplex, colour: 'bitonal' }));
    expect(events[0]).toEqual({
      type: 'note',
      note: { type: 'SettingChanged', setting: 'colour', wanted: 'bitonal', used: 'gray' },
    });
    expect(events.at(-1)).toMatchObject({ type: 'end', sides: 1 });
  });

  it.each(['drop', 'truncate'] as const)('ESCL-20 %s: nothing of the PDF counts or stays', async (how) => {
    await rig.load(4);
    await rig.control({ delivery: 'pdf-stack', [how]: { at: 2 } });
    const events = await collect(scan());
    expect(events).toEqual([
      { type: 'fault', fault: expect.objectContaining({ type: 'TruncatedPage', afterSide: 0 }) },
    ]);
    expect(await readdir(spoolFolder)).toEqual([]);
  });

  it('ESCL-20 a whole PDF with a page that cannot be read is TruncatedPage after the sides before it, and is kept', async () => {
    const hashes = await rig.load(4);
    await rig.control({ delivery: 'pdf-stack' });
    const broken: PagesOfPdf = async function* (...args) {
      let pages = 0;
      for await (const side of pagesOfScannedPdf(...args)) {
        pages += 1;
        if (pages === 3) {
          yield err('page 3, damaged');
          return;
        }
        yield side;
      }
    };
    const events = await collect(scan(simplex, broken));
    expect(pagesOf(events).map(({ image }) => image.sha256)).toEqual(hashes.slice(0, 2));
    expect(events.at(-1)).toEqual({
      type: 'fault',
      fault: { type: 'TruncatedPage', afterSide: 2, raw: 'PDF: page 3, damaged' },
    });
    expect(await spooled('.pdf')).toHaveLength(1);
  });

  it('ESCL-20 a disk that fails while sides are taken out keeps the PDF and says why', async () => {
    await rig.load(2);
    await rig.control({ delivery: 'pdf-stack' });
    // A double of a disk that fills up while a page is written.
    const full: PagesOfPdf = async function* () {
      yield* [];
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    };
    const events = await collect(scan(simplex, full));
    expect(events).toEqual([
      { type: 'fault', fault: { type: 'StorageFull', afterSide: 0, raw: 'spool folder: ENOSPC' } },
    ]);
    expect(await spooled('.pdf')).toHaveLength(1);
  });

  it('ESCL-20 after a cancel between two pages no further side is told, and nothing but the told sides stays', async () => {
    await rig.load(5);
    await rig.control({ delivery: 'pdf-stack' });
    const cancel = new AbortController();
    const events = [];
    for await (const event of scan(simplex, pagesOfScannedPdf, cancel.signal)) {
      events.push(event);
      if (event.type === 'page' && event.index === 1) cancel.abort();
    }
    expect(pagesOf(events)).toHaveLength(2);
    expect(events.at(-1)).toMatchObject({ type: 'fault', fault: { type: 'Cancelled', afterSide: 2 } });
    expect(await readdir(spoolFolder)).toHaveLength(2);
  });

  it('ESCL-20 a PDF without a page is TruncatedPage', async () => {
    await rig.load(1);
    await rig.control({ delivery: 'pdf' });
    const empty: PagesOfPdf = async function* () {
      yield* [];
    };
    expect(await collect(scan(simplex, empty))).toEqual([
      { type: 'fault', fault: { type: 'TruncatedPage', afterSide: 0, raw: 'PDF: no page' } },
    ]);
  });
});
