import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { openZip } from '../../src/importing/zip/open-zip.ts';
import { firstSampleBill } from '../e2e/files.ts';
import { expectedOtherwise, number } from '../e2e/unmatched-bill.ts';
import { startService, token } from '../match-service/service-caller.ts';
import { postExpected } from '../sync/helpers.ts';
import { newFolder, openAt } from './at-desk.ts';
import type { TestStation } from './test-station.ts';

/** A station whose first sample bill went out and was not matched: one invoice is expected under another number. */
async function withUnmatchedBill() {
  const service = await startService(newFolder());
  await postExpected(service.url, await expectedOtherwise());
  const station = await openAt(newFolder(), { service: { address: service.url, token } });
  const batchId = await station.openBatch();
  const files = (await firstSampleBill()).map(({ name, buffer }) => ({ name, bytes: buffer }));
  const { bills } = await station.importFiles(batchId, files);
  const [bill] = bills;
  if (!bill) throw new Error('the sample has a bill');
  const send = async () => {
    await station.run('bill.submit', { batchId, billIds: [bill.id] });
    await station.station.synced();
    await station.station.synced();
  };
  await send();
  /** Another desk at the same service. */
  async function secondDesk(): Promise<TestStation> {
    return openAt(newFolder(), { service: { address: service.url, token } });
  }
  return { station, service, batchId, billId: bill.id, send, secondDesk };
}

async function now(station: TestStation, batchId: `batch:${string}`) {
  const { bills, statuses } = await station.snapshot(batchId);
  return { state: bills[0]?.state, status: statuses[0] };
}

it('LIST-7 a station checks by hand through the service under its operator’s name, captures anew, and takes a returned bill back', async () => {
  const { station, batchId, billId, send } = await withUnmatchedBill();
  const { run, ask } = station;
  const check = await ask('check.get', { billId });
  expect(check.state.outcome).toBe('unmatched');
  const scan = check.scans.find(({ name }) => name.number === '87272786');
  if (!scan) throw new Error('the first invoice was scanned');
  const word = { billId, verdict: check.verdict };
  const pair = {
    type: 'pair' as const,
    expectedId: `expected:${number}-1` as const,
    scan: scan.name,
    reason: null,
  };
  const decided = await run('check.decide', { ...word, decision: pair });
  if (!decided.ok) throw new Error(JSON.stringify(decided.error));
  expect(decided.value.state.outcome).toBe('matched');
  expect(decided.value.decisions).toMatchObject([{ by: 'tester', state: 'in-force' }]);
  // What was seen before is another thing by now.
  expect(await run('check.undo', { ...word, decisionId: decided.value.decisions[0]?.id ?? '' })).toEqual({
    ok: false,
    error: { type: 'CheckRefused', reason: 'VerdictChanged' },
  });
  expect((await now(station, batchId)).status).toMatchObject({
    stage: 'matched',
    results: expect.arrayContaining([
      expect.objectContaining({ notes: [expect.objectContaining({ type: 'Confirmed', by: 'tester' })] }),
    ]),
  });
  const cover = (await station.snapshot(batchId)).pages[0];
  const acts = (await ask('page.history', { pageId: cover?.id ?? 'page:' })).map(({ act }) => act);
  expect(acts).toContain('check.pair');
  expect(await run('bill.recapture', { billId })).toMatchObject({ error: { type: 'RecaptureRefused' } });

  const undone = await run('check.undo', {
    billId,
    verdict: decided.value.verdict,
    decisionId: decided.value.decisions[0]?.id ?? '',
  });
  expect(undone.ok && undone.value.state.outcome).toBe('unmatched');
  await station.station.synced();
  expect(await run('bill.recapture', { billId })).toEqual({ ok: true, value: { batchId } });
  expect((await now(station, batchId)).state).toBe('open');
  await send();
  expect((await now(station, batchId)).status).toMatchObject({
    revision: 2,
    stage: 'unmatched',
    returned: null,
  });

  const pages = [{ pageId: cover?.id ?? 'page:', reason: '封面歪' }];
  const returned = await run('bill.return', { billId, revision: 2, reason: '发票不清楚', pages });
  expect(returned).toEqual({ ok: true, value: {} });
  await station.station.synced();
  expect(await now(station, batchId)).toMatchObject({
    state: 'open',
    status: { returned: { by: 'tester', reason: '发票不清楚', pages: [{ reason: '封面歪' }] } },
  });
  await send();
  expect((await now(station, batchId)).status).toMatchObject({ revision: 3, returned: null });
}, 120_000);

it('CHECK-31 a checker at another desk sees what this one scanned, decides, takes back and sends back under their own name', async () => {
  const { station, batchId, billId, secondDesk } = await withUnmatchedBill();
  const second = await secondDesk();
  const { page } = await second.ask('lists.bills', { filter: { number: '101' } });
  const stationId = page.lines[0]?.stationId ?? '';
  const other = { billId, stationId };
  // Its own it is not.
  expect(await second.station.ask('check.get', { billId })).toMatchObject({
    error: { reason: 'UnknownBill' },
  });
  const check = await second.ask('check.get', other);
  const scan = check.scans.find(({ name }) => name.number === '87272786');
  const sha256 = scan?.pages[0]?.sha256 ?? '';
  if (!scan) throw new Error('the first invoice was scanned');
  const picture = await second.station.checkPicture(other, sha256);
  if (typeof picture === 'string') throw new Error(picture);
  expect(createHash('sha256').update(picture.bytes).digest('hex')).toBe(sha256);
  expect(picture.mime).toBe((await station.snapshot(batchId)).pages[1]?.rendition?.image.mime);
  expect(await second.station.checkPicture(other, '0'.repeat(64))).toBe('not-given');

  const decision = {
    type: 'pair' as const,
    expectedId: `expected:${number}-1` as const,
    scan: scan.name,
    reason: null,
  };
  const decided = await second.run('check.decide', { ...other, verdict: check.verdict, decision });
  if (!decided.ok) throw new Error(JSON.stringify(decided.error));
  expect(decided.value.state.outcome).toBe('matched');
  await station.station.synced();
  expect((await now(station, batchId)).status).toMatchObject({ stage: 'matched' });
  const undone = await second.run('check.undo', {
    ...other,
    verdict: decided.value.verdict,
    decisionId: decided.value.decisions[0]?.id ?? '',
  });
  expect(undone.ok && undone.value.state.outcome).toBe('unmatched');
  expect(await second.run('bill.return', { ...other, revision: 1, reason: '发票不清楚' })).toMatchObject({
    ok: true,
  });
  await station.station.synced();
  expect(await now(station, batchId)).toMatchObject({
    state: 'open',
    status: { returned: { by: 'tester' } },
  });

  // CHECK-32: locked, it gives nothing out, not even what it had a moment ago.
  const pin = '135790';
  await second.run('operators.save', { operatorId: null, name: '核签员', role: 'admin', pin });
  await second.run('session.signIn', { name: '核签员', pin });
  expect(await second.station.checkPicture(other, sha256)).toMatchObject({ mime: picture.mime });
  await second.run('session.lock', {});
  expect(await second.station.checkPicture(other, sha256)).toBe('not-given');
}, 120_000);

it('LIST-8 the lists come from the service, and without it from what the station keeps, filtered alike; checks say that they need it', async () => {
  const { station, service, billId } = await withUnmatchedBill();
  const { ask, run } = station;
  const list = (filter: object) => ask('lists.bills', { filter, sort: 'billNumber' });
  const online = await list({ state: ['unmatched'], number: '101' });
  expect(online.from).toBe('service');
  expect(online.page.lines).toMatchObject([{ billNumber: number, stationId: online.stationId, expected: 2 }]);
  const { verdict } = await ask('check.get', { billId });
  await service.close();
  const offline = await list({ state: ['unmatched'], number: '101' });
  expect(offline).toEqual({ ...online, from: 'station' });
  expect((await list({ state: ['matched'] })).page.total).toBe(0);
  expect((await list({ number: 'CL-2027' })).page.lines).toEqual([]);
  expect(await station.station.ask('check.get', { billId })).toMatchObject({
    error: { type: 'CheckOutOfReach' },
  });
  const decision = { type: 'no-paper' as const, expectedId: `expected:${number}-1` as const, reason: '电子' };
  expect(await run('check.decide', { billId, verdict, decision })).toMatchObject({
    error: { type: 'CheckOutOfReach' },
  });
}, 120_000);

it('LIST-9 a list becomes a spreadsheet file whose text is text and whose figures are figures', async () => {
  const station = await openAt(newFolder());
  const { base64 } = await station.ask('lists.sheet', {
    title: '匹配/结果',
    columns: [
      { name: '单据编号', width: 20, kind: 'text' },
      { name: '金额', width: 12, kind: 'amount' },
    ],
    rows: [
      ['=1+1', 12.5],
      ['CL-1', null],
    ],
  });
  const opened = await openZip(Buffer.from(base64, 'base64'));
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const { names } = opened.value;
  const read = async (name: string) => {
    const bytes = await opened.value.read(name);
    if (!bytes.ok) throw new Error(`no ${name}`);
    return bytes.value.toString();
  };
  const sheet = await read(names.find((name) => /sheet1\.xml$/.test(name)) ?? '');
  const strings = await read(names.find((name) => /sharedStrings\.xml$/.test(name)) ?? '');
  expect(strings).toContain('=1+1');
  expect(sheet).not.toContain('<f>');
  expect(sheet).toContain('<v>12.5</v>');
  expect(await read('xl/workbook.xml')).toContain('匹配 结果');
});
