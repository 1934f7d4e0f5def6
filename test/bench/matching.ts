import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson } from '../../src/contract/canonical-json.ts';
import type { InvoiceFields } from '../../src/domain/invoice.ts';
import type { ExpectedInvoice } from '../../src/domain/rules/expected.ts';
import { matchBill } from '../../src/domain/rules/match.ts';
import type { BlobStore } from '../../src/match-service/blobs/blob-store.ts';
import { billsOf, importExpected } from '../../src/match-service/erp/import-expected.ts';
import { acceptRevision } from '../../src/match-service/matching/accept-revision.ts';
import { settleBill } from '../../src/match-service/matching/settle-bill.ts';
import { startMatchService } from '../../src/match-service/server.ts';
import { openDatabase } from '../../src/match-service/store/open-database.ts';
import type { Db } from '../../src/match-service/store/tables.ts';
import { expectedOf, invoice } from '../domain/expected-invoice.ts';
import { outboxEntry, sha256Of } from '../sync/test-station.ts';

/* One bill of ten invoices, each with one that is missing, one that is extra and one that another bill holds, matched in
   the service among 1,000 and among 100,000 expected invoices; beside it a transaction that writes one row. */

const invoicesPerBill = 10;
const rounds = 300;

const medians: number[] = [];
for (const expected of [1_000, 100_000]) {
  const folder = mkdtempSync(join(tmpdir(), 'platen-bench-matching-'));
  try {
    // The service makes and migrates its own store; it is measured below the network.
    const service = await startMatchService({
      folder,
      port: 0,
      host: '127.0.0.1',
      token: 'bench',
      expectedFile: null,
      log: () => undefined,
    });
    await service.close();
    const db = await openDatabase({ engine: 'sqlite', path: join(folder, 'match-service.db') });
    try {
      medians.push(await measure(db, expected));
    } finally {
      await db.destroy();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
const [few = Number.NaN, many = Number.NaN] = medians;
process.stdout.write(`  match one bill, 100,000 / 1,000 expected: ${(many / few).toFixed(2)}\n`);
inOneBill(5_000);

/** The median of matching one bill. */
async function measure(db: Db, expected: number): Promise<number> {
  const bills = expected / invoicesPerBill;
  const started = performance.now();
  for (let from = 0; from < bills; from += 1000) {
    const part = Array.from({ length: Math.min(1000, bills - from) }, (_, at) => expectedBill(from + at));
    await importExpected(db, billsOf(part.flat()));
  }
  const importMs = performance.now() - started;
  const accept: number[] = [];
  const settle: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const bill = Math.floor((round * bills) / rounds);
    const entry = outboxEntry(
      { number: numberOf(bill), pages: [`${round}`], invoices: scannedOf(bill, bills) },
      round + 1,
      sha256Of,
    );
    const { billUuid } = entry.manifest;
    const offered = { stationId: 'bench', billUuid, n: 1, ifMatch: null, now: 0 };
    const body = canonicalJson(entry.manifest);
    accept.push(await timed(() => acceptRevision(db, allThere(body), { ...offered, body })));
    settle.push(
      await timed(() => db.transaction().execute((tx) => settleBill(tx, { stationId: 'bench', billUuid }))),
    );
    const fact = { name: `bench ${round}`, value: 'a row' };
    bare.push(
      await timed(() =>
        db.transaction().execute((tx) => tx.insertInto('service_fact').values(fact).execute()),
      ),
    );
  }
  process.stdout.write(
    `  among ${expected.toLocaleString('en-US')} expected: match one bill ${figures(settle)}; take and match a revision ${figures(accept)}; ` +
      `bare row ${figures(bare)}; revision / bare row ${(middle(accept) / middle(bare)).toFixed(1)}; import ${(importMs / 1000).toFixed(1)} s\n`,
  );
  return middle(settle);
}

/** What the size of one bill does, without a store. */
function inOneBill(count: number): void {
  const expected = Array.from({ length: count }, (_, at) => expectedInvoice('B', at));
  const scanned = Array.from({ length: count }, (_, at) => ({
    documentId: `document:${at}` as const,
    form: null,
    invoices: [read(at)],
  }));
  const ms = Array.from({ length: 10 }, () => {
    const start = performance.now();
    matchBill(expected, scanned);
    return performance.now() - start;
  });
  process.stdout.write(`  ${count} invoices in one bill, no store: median ${middle(ms).toFixed(1)} ms\n`);
}

function expectedBill(bill: number): readonly ExpectedInvoice[] {
  return Array.from({ length: invoicesPerBill }, (_, at) =>
    expectedInvoice(numberOf(bill), bill * invoicesPerBill + at),
  );
}

function scannedOf(bill: number, bills: number): readonly InvoiceFields[] {
  const own = Array.from({ length: invoicesPerBill - 1 }, (_, at) => read(bill * invoicesPerBill + at));
  const wrongBill = ((bill + 1) % bills) * invoicesPerBill + 5;
  return [...own, read(wrongBill), read(999_999_999)];
}

function expectedInvoice(billNumber: string, serial: number): ExpectedInvoice {
  return { ...expectedOf(billNumber, digits(serial), 100 + serial), id: `expected:${serial}` };
}

function read(serial: number): InvoiceFields {
  return invoice(digits(serial), 100 + serial);
}

function digits(serial: number): string {
  return `2631${String(serial).padStart(16, '0')}`;
}

function numberOf(bill: number): string {
  return `CL-2026-${String(bill).padStart(7, '0')}`;
}

/** Uploads are not measured here: every page is there in the size the manifest states. */
function allThere(body: string): BlobStore {
  const { documents } = JSON.parse(body) as { documents: { pages: { bytes: number }[] }[] };
  const bytes = documents.flatMap(({ pages }) => pages)[0]?.bytes ?? 0;
  return { sizeOf: async () => bytes } as Partial<BlobStore> as BlobStore;
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

function figures(ms: readonly number[]): string {
  const late = ms.toSorted((a, b) => a - b)[Math.floor(ms.length * 0.95)] ?? Number.NaN;
  return `median ${middle(ms).toFixed(1)} ms, p95 ${late.toFixed(1)} ms`;
}

function middle(ms: readonly number[]): number {
  return ms.toSorted((a, b) => a - b)[Math.floor(ms.length / 2)] ?? Number.NaN;
}
