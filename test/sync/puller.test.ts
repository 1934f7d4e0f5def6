import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectedOf, invoice } from '../domain/expected-invoice.ts';
import { startService, tempFolder } from '../match-service/service-caller.ts';
import { postExpected, station } from './helpers.ts';

const number = '26312000000000000101';

describe('bringing changes', () => {
  it('SYNC-30 stores expected invoices and tells of their bill numbers, all pages of them', async () => {
    const folder = await tempFolder();
    const { url } = await startService(join(folder, 'service'));
    const numbers = Array.from({ length: 250 }, (_, index) => `CL-2026-${String(index).padStart(6, '0')}`);
    await postExpected(
      url,
      numbers.map((billNumber) => expectedOf(billNumber, number, 100)),
    );
    const desk = station(folder, url);
    await desk.sync.drain();
    expect(desk.expectedTold.toSorted()).toEqual(numbers);
    expect(desk.store.expectedFor([numbers[249] ?? ''])).toEqual([
      expectedOf(numbers[249] ?? '', number, 100),
    ]);
  });

  it('SYNC-31 goes on from where it was after a restart', async () => {
    const folder = await tempFolder();
    const { url } = await startService(join(folder, 'service'));
    await postExpected(url, [expectedOf('CL-2026-000001', number, 100)]);
    const desk = station(folder, url);
    await desk.sync.drain();
    await desk.stop();
    await postExpected(url, [expectedOf('CL-2026-000002', number, 200)]);
    const again = station(folder, url);
    await again.sync.drain();
    expect(again.expectedTold).toEqual(['CL-2026-000002']);
  });

  it('SYNC-32 shows the match of an accepted bill when the ERP names it later', async () => {
    const folder = await tempFolder();
    const { url } = await startService(join(folder, 'service'));
    const desk = station(folder, url);
    const entry = desk.submit({ number: 'CL-2026-000001', pages: ['a'], invoices: [invoice(number, 100)] });
    await desk.sync.drain();
    expect(desk.store.latestOutboxOf(entry.billId)).toMatchObject({
      stage: 'accepted',
      results: [{ verdict: 'extra' }],
    });
    await postExpected(url, [expectedOf('CL-2026-000001', number, 100)]);
    await desk.sync.drain();
    expect(desk.store.latestOutboxOf(entry.billId)).toMatchObject({
      stage: 'matched',
      results: [{ verdict: 'matched' }],
    });
    expect(desk.seen.at(-1)).toMatchObject({ stage: 'matched' });
    await postExpected(url, [expectedOf('CL-2026-000001', number, 101)]);
    await desk.sync.drain();
    expect(desk.store.latestOutboxOf(entry.billId)).toMatchObject({
      stage: 'unmatched',
      results: [{ verdict: 'mismatch' }],
    });
  });

  it('SYNC-33 starts anew with another service, though its numbers run higher', async () => {
    const folder = await tempFolder();
    const first = await startService(join(folder, 'first'));
    await postExpected(first.url, [expectedOf('CL-2026-000001', number, 1)]);
    const desk = station(folder, first.url);
    await desk.sync.drain();
    await desk.stop();
    const second = await startService(join(folder, 'second'));
    const numbers = ['CL-2026-000002', 'CL-2026-000003', 'CL-2026-000004'];
    for (const billNumber of numbers) await postExpected(second.url, [expectedOf(billNumber, number, 9)]);
    const again = station(folder, second.url);
    await again.sync.drain();
    expect(again.expectedTold).toEqual(numbers);
  });

  it('SYNC-33 starts anew with a service put back to an older state', async () => {
    const folder = await tempFolder();
    const first = await startService(join(folder, 'service'));
    await postExpected(first.url, [expectedOf('CL-2026-000001', number, 1)]);
    await first.close();
    await cp(join(folder, 'service'), join(folder, 'backup'), { recursive: true });
    const later = await startService(join(folder, 'service'));
    for (const total of [2, 3, 4])
      await postExpected(later.url, [expectedOf('CL-2026-000001', number, total)]);
    const desk = station(folder, later.url);
    await desk.sync.drain();
    await desk.stop();
    const restored = await startService(join(folder, 'backup'));
    const again = station(folder, restored.url);
    await again.sync.drain();
    expect(again.store.expectedFor(['CL-2026-000001'])).toEqual([expectedOf('CL-2026-000001', number, 1)]);
  });

  it('SYNC-34 asks again for results that did not come with the receipt, and sends again what the service lost', async () => {
    const folder = await tempFolder();
    const first = await startService(join(folder, 'first'));
    await postExpected(first.url, [expectedOf('CL-2026-000001', number, 100)]);
    const desk = station(folder, first.url);
    const entry = desk.submit({ number: 'CL-2026-000001', pages: ['a'], invoices: [invoice(number, 100)] });
    await desk.sync.drain();
    const accepted = desk.store.latestOutboxOf(entry.billId);
    if (accepted === null) throw new Error('the bill is gone');
    // As if the station had died between the receipt and the results.
    desk.store.saveOutbox({ ...accepted, stage: 'accepted', results: null });
    await desk.stop();
    const again = station(folder, first.url);
    await again.sync.drain();
    expect(again.store.latestOutboxOf(entry.billId)).toMatchObject({ stage: 'matched', attempts: 1 });
    again.store.saveOutbox({ ...accepted, stage: 'accepted', results: null });
    await again.stop();
    const empty = await startService(join(folder, 'empty'));
    const third = station(folder, empty.url);
    await expect
      .poll(() => third.store.latestOutboxOf(entry.billId))
      .toMatchObject({ stage: 'accepted', attempts: 2, results: [{ verdict: 'extra' }] });
  });
});
