import { expect, it, vi } from 'vitest';
import { newFolder, openAt } from './at-desk.ts';
import { pdf, png } from './hot-folder/dropped.ts';

it('IMP-39 an import that is stopped keeps what was read whole, puts a half read file into the bin and names each that is not in', async () => {
  const station = await openAt(newFolder());
  const batchId = await station.openBatch();
  const uploadIds: string[] = [];
  const files = [
    ['whole.png', await png(1)],
    ['half.pdf', pdf(200)],
    ['next.png', await png(3)],
  ] as const;
  for (const [name, bytes] of files) {
    const upload = await station.station.receiveUpload(
      name,
      (async function* () {
        yield bytes;
      })(),
    );
    if (!upload.ok) throw new Error(upload.error.type);
    uploadIds.push(upload.value.uploadId);
  }
  const started = await station.run('import.start', {
    batchId,
    uploadIds,
    grouping: 'whole',
    place: { at: 'tail' },
  });
  if (!started.ok) throw new Error(started.error.type);
  const { captureJobId } = started.value;
  await vi.waitUntil(
    async () => (await station.snapshot(batchId)).pages.some(({ source }) => source?.name === 'half.pdf'),
    60_000,
  );
  expect(await station.run('capture.cancel', { captureJobId })).toMatchObject({ ok: true });
  await station.station.pagesRead();

  const { pages, captureJobs } = await station.snapshot(batchId);
  const shown = pages.filter(({ isDeleted }) => !isDeleted).map(({ source }) => source?.name);
  expect(shown).toEqual(['whole.png']);
  const inBin = pages.filter(({ isDeleted }) => isDeleted);
  expect(inBin.length).toBeGreaterThan(0);
  expect(inBin.length).toBeLessThan(200);
  expect(captureJobs).toMatchObject([
    {
      state: 'cancelled',
      filesDone: 1,
      failures: [
        { type: 'ImportStopped', name: 'half.pdf', pages: inBin.length },
        { type: 'ImportStopped', name: 'next.png', pages: 0 },
      ],
    },
  ]);
}, 120_000);
