import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { projectFolder } from '../../src/cli/environment.ts';
import type { BillId } from '../../src/domain/ids.ts';
import type { StationOptions } from '../../src/station/station.ts';
import { atEnd } from '../at-end.ts';
import { credentials } from '../erp/kingdee-double.ts';
import { type KingdeeServer, startKingdeeServer } from '../erp/kingdee-server.ts';
import { openAt } from './at-desk.ts';
import type { TestStation } from './test-station.ts';

/* A station alone with Kingdee: no match service but its embedded one, in its own process, over real sockets. */

export async function startKingdee(): Promise<KingdeeServer> {
  const kingdee = await startKingdeeServer();
  atEnd(kingdee.down);
  return kingdee;
}

/** A station and every line of its log. */
export async function openAlone(folder: string, more: Partial<StationOptions> = {}) {
  const said: string[] = [];
  const station = await openAt(folder, {
    service: 'embedded',
    assetsFolder: join(projectFolder, 'assets'),
    log: (...line) => said.push(JSON.stringify(line)),
    ...more,
  });
  return { station, said, close: station.close };
}

/** What is typed in the settings. */
export const formFor = (kingdee: KingdeeServer) => ({
  baseAddress: `${kingdee.address}/`,
  appId: credentials.appId,
  accountId: credentials.accountId,
  tenantId: credentials.tenantId,
  user: credentials.user,
  userType: 'UserName' as const,
  resource: 'PLATEN',
  billType: 'er_dailyreimbursebill',
  onward: 'erp' as const,
  doubtfulUpload: 'send-again' as const,
});

/** These pages make one bill, and it is submitted. */
export async function submitPages(
  station: TestStation,
  pages: readonly { name: string; bytes: Uint8Array }[],
): Promise<BillId> {
  const batchId = await station.openBatch();
  const { bills } = await station.importFiles(batchId, pages);
  const billIds = bills.map(({ id }) => id);
  const submitted = await station.run('bill.submit', { batchId, billIds });
  expect(submitted).toMatchObject({ ok: true, value: { submitted: billIds, problems: [] } });
  const [billId, ...others] = billIds;
  if (!billId || others.length > 0) throw new Error(`${billIds.length} bills`);
  return billId;
}

/** As the queue page has it. */
export async function lineOf(station: TestStation, billId: BillId) {
  const { lines } = await station.ask('queue.page', { standings: [], before: null, limit: 10 });
  return lines.find((line) => line.billId === billId) ?? null;
}

export const handOverOf = async (station: TestStation, billId: BillId) =>
  (await lineOf(station, billId))?.handOver ?? null;

/** Kingdee has it, and its name there is told. */
export const untilThere = (station: TestStation, billId: BillId, number: string) =>
  expect
    .poll(async () => (await handOverOf(station, billId))?.reference, { timeout: 60_000, interval: 100 })
    .toBe(`PLATEN/${number}`);

/** Files below a folder that hold a text, by their way from there. */
export function holders(folder: string, text: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text))
    .map((path) => path.slice(folder.length + 1));
}
