import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { openStation } from '../../src/station/station.ts';
import { atEnd } from '../at-end.ts';
import { newFolder, openAt } from '../station/at-desk.ts';
import { testOptions } from '../station/test-station.ts';

const page = () =>
  sharp({ create: { width: 300, height: 420, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();

describe('a second start', () => {
  it('BAD-2 on the same data is refused in words, and the first goes on', async () => {
    const path = newFolder();
    const first = await openAt(path);
    const second = await openStation(testOptions(path, {}));
    expect(second).toEqual({ ok: false, error: { type: 'DataFolderInUse', path } });
    const batchId = await first.openBatch();
    const snapshot = await first.importFiles(batchId, [{ name: 'a.png', bytes: await page() }]);
    expect(snapshot.pages).toHaveLength(1);
  });
});

describe('a full disk', () => {
  it('BAD-3 refuses to feed below the reserve', async () => {
    const station = await openAt(newFolder(), { reserveBytes: Number.MAX_SAFE_INTEGER });
    const batchId = await station.openBatch();
    const upload = await station.station.receiveUpload('a.png', chunk(await page()));
    if (!upload.ok) throw new Error('no upload');
    const uploadIds = [upload.value.uploadId];
    const started = await station.run('import.start', {
      batchId,
      uploadIds,
      grouping: 'split',
      place: { at: 'tail' },
    });
    expect(started).toMatchObject({ ok: false, error: { type: 'DiskFull' } });
  });

  it.skipIf(process.getuid?.() !== 0)(
    'BAD-4 that fills in the middle of an import ends the job with words; what was shown stays; room again, work again',
    async () => {
      const folder = newFolder();
      const disk = join(folder, 'disk');
      mkdirSync(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', disk]);
      atEnd(() => execFileSync('umount', ['-l', disk]));
      const station = await openAt(join(disk, 'data'));
      const batchId = await station.openBatch();
      const noise = await sharp({
        create: {
          width: 700,
          height: 700,
          channels: 3,
          background: '#fff',
          noise: { type: 'gaussian', mean: 128, sigma: 60 },
        },
      })
        .png()
        .toBuffer();
      let refusal: unknown = null;
      for (let round = 0; round < 8 && refusal === null; round += 1) {
        const upload = await station.station.receiveUpload(`noise-${round}.png`, chunk(noise));
        if (!upload.ok) {
          refusal = upload.error.type;
          break;
        }
        const uploadIds = [upload.value.uploadId];
        const started = await station.run('import.start', {
          batchId,
          uploadIds,
          grouping: 'split',
          place: { at: 'tail' },
        });
        if (!started.ok) refusal = started.error.type;
        await station.station.pagesRead();
        const [job] = (await station.snapshot(batchId)).captureJobs.filter(
          (one) => one.state === 'fault' || one.failures.length > 0,
        );
        if (job) refusal = job.fault?.type ?? job.failures[0]?.type;
      }
      expect(refusal).not.toBeNull();
      const { pages } = await station.snapshot(batchId);
      for (const { id } of pages) expect(station.station.pageFile(id, 'original')).not.toBeNull();
      execFileSync('mount', ['-o', 'remount,size=60m', disk]);
      const after = await station.importFiles(batchId, [{ name: 'later.png', bytes: await page() }]);
      expect(after.pages.length).toBe(pages.length + 1);
    },
    60_000,
  );
});

describe('a service that answers nonsense', () => {
  const answers = {
    'status 500': (server: Server) =>
      server.on('request', (_request, response) => response.writeHead(500).end('no')),
    garbage: (server: Server) =>
      server.on('request', (_request, response) => response.writeHead(200).end('<html>')),
  };
  it.each(Object.entries(answers))(
    'BAD-5 %s: the bill stays queued with its reason, nothing is lost',
    async (_name, answer) => {
      const server = createServer();
      answer(server);
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      atEnd(() => server.close());
      const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const station = await openAt(newFolder(), { service: { address, token: 't' } });
      const batchId = await station.openBatch();
      const { documents, bills } = await station.importFiles(batchId, [
        { name: 'a.png', bytes: await page() },
      ]);
      const [document] = documents;
      const [bill] = bills;
      if (!document || !bill) throw new Error('nothing imported');
      const edit = {
        type: 'document.reclassify',
        documentIds: [document.id],
        kind: 'cover',
        category: null,
      } as const;
      await station.run('tree.edit', { batchId, edit });
      await station.run('tree.edit', {
        batchId,
        edit: { type: 'bill.setNumber', billId: bill.id, number: 'CL-2026-000900' },
      });
      const { pages } = await station.snapshot(batchId);
      const pageIds = pages.map((one) => one.id);
      // A white page is blank until somebody says that it is not.
      await station.run('tree.edit', { batchId, edit: { type: 'page.mark', pageIds, mark: 'content' } });
      const submitted = await station.run('bill.submit', { batchId, billIds: [bill.id] });
      expect(submitted).toMatchObject({ ok: true, value: { submitted: [bill.id], problems: [] } });
      await station.station.synced();
      const [status] = await station.ask('queue.list', {});
      expect(status).toMatchObject({ billId: bill.id, stage: 'queued', revision: 1 });
      expect(status?.error?.type).toMatch(/^Service/);
    },
  );
});

async function* chunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
