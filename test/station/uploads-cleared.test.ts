import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTakenUploads } from '../../src/station/commands/taken-uploads.ts';
import { firstSampleBill } from '../e2e/files.ts';
import { newFolder, openAt } from './at-desk.ts';
import type { TestStation } from './test-station.ts';

const uploadsIn = (folder: string) => readdirSync(join(folder, 'uploads'));

async function upload({ station }: TestStation, name: string, bytes: Uint8Array): Promise<string> {
  const received = await station.receiveUpload(
    name,
    (async function* () {
      yield bytes;
    })(),
  );
  if (!received.ok) throw new Error(JSON.stringify(received.error));
  return received.value.uploadId;
}

async function picture() {
  const [file] = await firstSampleBill();
  if (!file) throw new Error('a sample');
  return file.buffer;
}

describe('what was uploaded', () => {
  it('FILE-17 goes when all of it was taken in, and stays where anything of it failed or it was never imported', async () => {
    const folder = newFolder();
    const station = await openAt(folder);
    const [good, broken] = [
      await upload(station, 'good.jpg', await picture()),
      Buffer.from('%PDF-1.7 broken'),
    ];
    const [failed, waiting] = [
      await upload(station, 'broken.pdf', broken),
      await upload(station, 'later.pdf', broken),
    ];
    const batchId = await station.openBatch();
    const place = { at: 'tail' } as const;
    const started = await station.run('import.start', {
      ...{ batchId, uploadIds: [good, failed], grouping: 'split', place },
    });
    expect(started).toMatchObject({ ok: true });
    // While it is under way nothing of it is missing.
    expect(uploadsIn(folder)).toHaveLength(6);
    await station.station.pagesRead();
    const { captureJobs, pages } = await station.snapshot(batchId);
    expect(captureJobs).toMatchObject([{ state: 'done', failures: [{ name: 'broken.pdf' }] }]);
    expect(pages).toHaveLength(1);
    const left = [failed, waiting].flatMap((id) => [id, `${id}.json`]).toSorted();
    expect(uploadsIn(folder).toSorted()).toEqual(left);
    const bytes = 2 * broken.length;
    expect(await station.ask('keeping.state', {})).toMatchObject({ leftUploads: { files: 2, bytes } });
    await station.close();
    // Neither does a start take them away.
    const again = await openAt(folder);
    expect(uploadsIn(folder).toSorted()).toEqual(left);
    await again.run('import.start', { batchId, uploadIds: [waiting], grouping: 'split', place });
    await again.station.pagesRead();
    expect(await again.ask('keeping.state', {})).toMatchObject({ leftUploads: { files: 2, bytes } });
  });

  it('FILE-18 goes after the last import that has it', async () => {
    const folder = newFolder();
    const station = await openAt(folder);
    const twice = await upload(station, 'good.jpg', await picture());
    const [one, other] = [await station.openBatch(), await station.openBatch()];
    for (const batchId of [one, other]) {
      const uploadIds = [twice, twice];
      const started = await station.run('import.start', {
        ...{ batchId, uploadIds, grouping: 'split', place: { at: 'tail' } },
      });
      expect(started).toMatchObject({ ok: true });
    }
    await station.station.pagesRead();
    for (const batchId of [one, other]) {
      const { captureJobs, pages } = await station.snapshot(batchId);
      expect(captureJobs).toMatchObject([{ state: 'done', failures: [] }]);
      expect(pages).toHaveLength(2);
    }
    expect(uploadsIn(folder)).toEqual([]);
  });

  it('FILE-18 is not taken from under an import by another that is through, and a disk that refuses keeps nobody', async () => {
    const dropped: string[] = [];
    const told: string[] = [];
    const uploads = openTakenUploads({
      files: {
        async dropUpload(uploadId) {
          if (uploadId === 'stuck') throw new Error('EBUSY');
          dropped.push(uploadId);
        },
      },
      log: (_, event) => told.push(event),
    });
    uploads.hold(['a', 'b']);
    uploads.hold(['a', 'stuck']);
    await uploads.release('a', 'whole');
    expect(dropped).toEqual([]);
    await uploads.release('b', 'left');
    await uploads.release('a', 'left');
    expect(dropped).toEqual(['a']);
    await uploads.release('stuck', 'whole');
    expect(told).toEqual(['uploads.not-dropped']);
  });
});
