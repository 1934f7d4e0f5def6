import { expect, it } from 'vitest';
import type { BatchId, PageId } from '../../src/domain/ids.ts';
import { emptyInvoice } from '../../src/domain/rules/invoice-fields.ts';
import { newFolder, openAt } from './at-desk.ts';
import { pageWith } from './page-with.ts';
import { scriptPages } from './scripted-pages.ts';
import type { TestStation } from './test-station.ts';

async function pageOf(station: TestStation, batchId: BatchId, id: PageId) {
  const found = (await station.snapshot(batchId)).pages.find((page) => page.id === id);
  if (!found) throw new Error(`no page ${id}`);
  return found;
}

it('FIELD-15 what was typed is audited, outlives a re-run and a restart, and can then be undone', async () => {
  const path = newFolder();
  const pages = scriptPages();
  const first = await openAt(path, { launch: pages.launch, pageWorkers: 1 });
  const batchId = await first.openBatch();
  const { pages: imported } = await first.importFiles(batchId, [
    { name: 'taxi.png', bytes: await pageWith('x') },
  ]);
  const [page] = imported;
  if (!page) throw new Error('nothing was imported');
  const edits = [
    {
      type: 'document.reclassify',
      documentIds: [page.documentId],
      kind: 'invoice',
      category: null,
    },
    {
      type: 'page.setInvoice',
      pageId: page.id,
      replaces: null,
      typed: { ...emptyInvoice, number: '26317000000530000999', amount: '88.00' },
      today: '2026-06-01',
    },
  ] as const;
  for (const edit of edits)
    expect(await first.run('tree.edit', { batchId, edit: edit as never })).toMatchObject({ ok: true });
  const reads = pages.requests.length;
  expect(await first.run('cleanup.rerun', { batchId, pageIds: [page.id] })).toMatchObject({ ok: true });
  await first.station.pagesRead();
  expect(pages.requests.length).toBeGreaterThan(reads);
  await first.close();

  const again = await openAt(path, { launch: pages.launch, pageWorkers: 1 });
  const typed = [{ number: '26317000000530000999', amountMinor: 8_800, source: 'manual' }];
  expect(await pageOf(again, batchId, page.id)).toMatchObject({ typed, reading: { invoices: [] } });
  const acts = (await again.ask('page.history', { pageId: page.id })).map(({ act }) => act);
  expect(acts).toContain('page.setInvoice');
  const problems = (await again.ask('batch.problems', { batchId })).map(({ type }) => type);
  expect(problems).not.toContain('InvoiceUnread');
  expect(await again.run('tree.undo', { batchId })).toMatchObject({ ok: true });
  expect((await pageOf(again, batchId, page.id)).typed).toBeNull();
  expect((await again.ask('batch.problems', { batchId })).map(({ type }) => type)).toContain('InvoiceUnread');
});
