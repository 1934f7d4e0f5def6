import { expect, it } from 'vitest';
import type { StationEvent } from '../../src/contract/events.ts';
import type { BatchId, BillId } from '../../src/domain/ids.ts';
import { coverlessFrom } from '../../src/station/policy/coverless.ts';
import type { StationOptions } from '../../src/station/station.ts';
import { fields } from '../domain/builders.ts';
import { newFolder, openAt } from './at-desk.ts';
import { pageWith } from './page-with.ts';
import { scriptPages } from './scripted-pages.ts';
import { reading } from './store/sample.ts';
import type { TestStation } from './test-station.ts';

const invoiceNumber = '26317000000530000999';

/** A station on whose every page the same invoice is read; bills go without a cover, so that one page makes one. */
async function openHeld(path: string, options: Partial<StationOptions> = {}): Promise<TestStation> {
  const pages = scriptPages();
  pages.says = () => ({
    ...reading,
    kind: 'invoice',
    billNumber: null,
    invoices: [fields({ number: invoiceNumber })],
  });
  return openAt(path, { launch: pages.launch, coverless: 'allowed', ...options });
}

/** One page as a bill with this number. */
async function scanned(station: TestStation, number: string) {
  const batchId = await station.openBatch();
  const { bills } = await station.importFiles(batchId, [{ name: 'one.png', bytes: await pageWith(number) }]);
  const [bill] = bills;
  if (!bill) throw new Error('nothing was imported');
  await station.run('tree.edit', { batchId, edit: { type: 'bill.setNumber', billId: bill.id, number } });
  return { batchId, billId: bill.id };
}

async function submit(station: TestStation, { batchId, billId }: { batchId: BatchId; billId: BillId }) {
  const result = await station.run('bill.submit', { batchId, billIds: [billId] });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const gateEvents = (events: readonly StationEvent[]) =>
  events.flatMap((event) => (event.type === 'gate.changed' ? [event] : []));

it('HELD-8 the station refuses an invoice that went out in an earlier batch, also after a restart', async () => {
  const path = newFolder();
  const first = await openHeld(path);
  const old = await scanned(first, 'CL-1');
  expect(await submit(first, old)).toEqual({ submitted: [old.billId], problems: [] });
  await first.close();

  const again = await openHeld(path);
  const { name: batchName } = (await again.snapshot(old.batchId)).batch;
  const later = await scanned(again, 'CL-2');
  const held = { type: 'InvoiceSubmittedBefore', number: invoiceNumber, otherBillNumber: 'CL-1', batchName };
  const { submitted, problems } = await submit(again, later);
  expect(submitted).toEqual([]);
  expect(problems).toMatchObject([{ ...held, billId: later.billId }]);
  expect(await again.ask('batch.problems', { batchId: later.batchId })).toEqual(problems);
  expect((await again.snapshot(later.batchId)).facts.submitted).toMatchObject([{ billId: old.billId }]);
});

it('HELD-9 a window is told of it as soon as the page is read, and when the other bill goes out', async () => {
  const station = await openHeld(newFolder());
  const waiting = await scanned(station, 'CL-1');
  await station.snapshot(waiting.batchId);
  const old = await scanned(station, 'CL-2');
  expect(gateEvents(station.events)).toEqual([]);
  await submit(station, old);
  const told = {
    batchId: waiting.batchId,
    facts: { submitted: [{ billId: old.billId, billNumber: 'CL-2' }] },
  };
  expect(gateEvents(station.events).filter(({ batchId }) => batchId === waiting.batchId)).toMatchObject([
    told,
  ]);

  const batchId = await station.openBatch();
  await station.snapshot(batchId);
  station.events.length = 0;
  await station.importFiles(batchId, [{ name: 'late.png', bytes: await pageWith('late') }]);
  expect(gateEvents(station.events)).toMatchObject([
    { batchId, facts: { submitted: [{ billId: old.billId }] } },
  ]);
});

it('HELD-10 paper to come is kept by the name of the operator, holds back, outlives a restart, and can be undone', async () => {
  const path = newFolder();
  const first = await openHeld(path);
  const bill = await scanned(first, 'CL-1');
  expect(await first.run('bill.setPaper', { ...bill, paper: 'pending' })).toMatchObject({ ok: true });
  await first.close();

  const again = await openHeld(path);
  const held = [{ type: 'PaperPending', billId: bill.billId, by: 'tester' }];
  expect(await submit(again, bill)).toEqual({ submitted: [], problems: held });
  // Nobody gives another's name.
  const forged = { type: 'bill.setPaper', billId: bill.billId, paper: 'complete', by: 'somebody' };
  expect(await again.run('tree.edit', { batchId: bill.batchId, edit: forged as never })).toMatchObject({
    error: { type: 'InvalidCommand' },
  });
  expect(await again.run('tree.undo', { batchId: bill.batchId })).toMatchObject({ ok: true });
  await again.run('tree.redo', { batchId: bill.batchId });
  await again.run('bill.setPaper', { ...bill, paper: 'complete' });
  expect(await submit(again, bill)).toEqual({ submitted: [bill.billId], problems: [] });
  expect(await again.run('bill.setPaper', { ...bill, paper: 'pending' })).toMatchObject({
    error: { type: 'BillSubmitted' },
  });
});

it('HELD-11 going without a cover is set at the station, told to its windows, kept, and locked where IT has said', async () => {
  const path = newFolder();
  const station = await openHeld(path, { coverless: null });
  const bill = await scanned(station, 'CL-1');
  await station.snapshot(bill.batchId);
  expect(await submit(station, bill)).toMatchObject({ submitted: [], problems: [{ type: 'CoverMissing' }] });
  expect((await station.ask('settings.get', {})).coverless).toEqual({ value: 'refused', by: 'typed' });
  expect(await station.run('settings.setCoverless', { coverless: 'allowed' })).toMatchObject({ ok: true });
  expect(gateEvents(station.events)).toMatchObject([
    { batchId: bill.batchId, facts: { coverless: 'allowed' } },
  ]);
  await station.close();

  const locked = await openHeld(path, { coverless: 'refused' });
  expect((await locked.ask('settings.get', {})).coverless).toEqual({ value: 'refused', by: 'given' });
  expect(await locked.run('settings.setCoverless', { coverless: 'allowed' })).toMatchObject({
    error: { type: 'SettingGiven' },
  });
  expect((await submit(locked, bill)).submitted).toEqual([]);
  await locked.close();

  const freed = await openHeld(path, { coverless: null });
  expect((await submit(freed, bill)).submitted).toEqual([bill.billId]);
});

it('HELD-11 IT says allowed, refused, or nothing; another word is told at once', () => {
  expect(coverlessFrom({})).toBeNull();
  expect(coverlessFrom({ PLATEN_COVERLESS: 'allowed' })).toBe('allowed');
  expect(() => coverlessFrom({ PLATEN_COVERLESS: 'yes' })).toThrow(/neither/);
});
