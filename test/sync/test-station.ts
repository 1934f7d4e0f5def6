import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../src/contract/canonical-json.ts';
import type { Manifest } from '../../src/contract/wire.ts';
import type { InvoiceFields } from '../../src/domain/invoice.ts';
import type { Category } from '../../src/domain/rules/categories.ts';
import type { OutboxEntry, Store } from '../../src/station/ports/store.ts';
import { openStore } from '../../src/station/store/open-store.ts';
import { type Credential, sharedToken } from '../../src/station/sync/credential.ts';
import { bytesOf } from '../../src/station/sync/send-bill.ts';
import { createServiceClient } from '../../src/station/sync/service-client.ts';
import type { Sync, SyncOptions } from '../../src/station/sync/sync.ts';
import { startSync } from '../../src/station/sync/sync.ts';

export const token = 'test-token';
export const stationId = 'station-1';

/** Time a thousand times as fast, so that a backoff of minutes takes parts of a second. */
const speed = 1000;
const startedAt = Date.now();
export const fastClock = { now: () => startedAt + Math.floor((Date.now() - startedAt) * speed) };
const fastSleep = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms / speed);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

export interface TestStation {
  readonly store: Store;
  readonly sync: Sync;
  readonly seen: OutboxEntry[];
  readonly reachable: string[];
  readonly expectedTold: string[];
  readonly categoriesTold: (readonly Category[])[];
  submit(bill: TestBill): OutboxEntry;
  pathOf(sha256: string): string;
  stop(): Promise<void>;
}

export interface TestBill {
  readonly number: string;
  /** Content of each page; equal text is an equal page. */
  readonly pages: readonly string[];
  readonly invoices?: readonly InvoiceFields[];
  /** A revision of this entry's bill. */
  readonly after?: OutboxEntry;
  readonly change?: (manifest: Manifest) => Manifest;
}

/** A real store, real files and real sync in `folder`, talking to `url`. */
export function openTestStation(
  folder: string,
  url: string | null,
  more: Partial<SyncOptions> & {
    token?: string;
    credential?: Credential;
    fetch?: typeof globalThis.fetch;
  } = {},
): TestStation {
  const pages = join(folder, 'pages');
  mkdirSync(pages, { recursive: true });
  const opened = openStore(join(folder, 'station.db'), { log: () => undefined });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const store = opened.value;
  const pathOf = (sha256: string) => join(pages, sha256);
  const seen: OutboxEntry[] = [];
  const reachable: string[] = [];
  const expectedTold: string[] = [];
  const categoriesTold: (readonly Category[])[] = [];
  const sync = startSync({
    store,
    files: { pathOf, verify: async (sha256) => sha256Of(readFileSync(pathOf(sha256))) === sha256 },
    client:
      url === null
        ? null
        : createServiceClient({
            address: url,
            credential: more.credential ?? sharedToken(more.token ?? token),
            stationId,
            ...(more.fetch ? { fetch: more.fetch } : {}),
          }),
    clock: fastClock,
    monotonicMs: () => performance.now() * speed,
    sleep: fastSleep,
    log: () => undefined,
    onStatus: (entries) => seen.push(...entries),
    onReachable: (state) => reachable.push(state),
    onExpected: (numbers) => expectedTold.push(...numbers),
    onCategories: (categories) => categoriesTold.push(categories),
    onSchemes: () => undefined,
    ...more,
  });

  function submit(bill: TestBill): OutboxEntry {
    const entry = outboxEntry(bill, store.nextStationSeq(), (bytes) => {
      const sha256 = sha256Of(bytes);
      writeFileSync(pathOf(sha256), bytes);
      return sha256;
    });
    store.saveOutbox(entry);
    sync.nudge();
    return entry;
  }

  return {
    store,
    sync,
    seen,
    reachable,
    expectedTold,
    categoriesTold,
    submit,
    pathOf,
    async stop() {
      await sync.stop();
      store.close();
    },
  };
}

export function outboxEntry(
  bill: TestBill,
  stationSeq: number,
  keep: (bytes: Buffer) => string,
): OutboxEntry {
  const { after } = bill;
  const pages = bill.pages.map((text) => {
    const bytes = Buffer.from(text);
    return {
      pageUuid: randomUUID(),
      sha256: keep(bytes),
      mime: 'image/jpeg',
      bytes: bytes.length,
      width: 100,
      height: 140,
      dpi: 299.72,
      side: 'front' as const,
      originalSha256: sha256Of(Buffer.from(`original of ${text}`)),
    };
  });
  const billUuid = after?.manifest.billUuid ?? randomUUID();
  const plain: Manifest = {
    v: 1,
    billUuid,
    revision: (after?.revision ?? 0) + 1,
    previousDigest: after?.digest ?? null,
    billNumber: bill.number,
    stationSeq,
    operator: '操作员一',
    wallTime: fastClock.now(),
    appVersion: '0.0.0-test',
    documents: [
      { documentUuid: randomUUID(), kind: 'cover', category: null, invoices: [], pages: pages.slice(0, 1) },
      ...(bill.invoices ?? []).map((invoice) => ({
        documentUuid: randomUUID(),
        kind: 'invoice' as const,
        category: null,
        invoices: [invoice],
        pages: [],
      })),
      {
        documentUuid: randomUUID(),
        kind: 'attachment',
        category: 'other',
        invoices: [],
        pages: pages.slice(1),
      },
    ],
  };
  const manifest = bill.change ? bill.change(plain) : plain;
  return {
    billId: `bill:${billUuid}`,
    batchId: 'batch:00000000-0000-4000-8000-000000000000',
    number: bill.number,
    revision: manifest.revision,
    stage: 'queued',
    attempts: 0,
    nextTryAt: null,
    error: null,
    held: null,
    origin: null,
    bytesTotal: bytesOf({ manifest }),
    bytesSent: 0,
    results: null,
    returned: null,
    handOver: null,
    updatedAt: fastClock.now(),
    stationSeq,
    manifest,
    digest: sha256Of(Buffer.from(canonicalJson(manifest))),
    receipt: null,
  };
}

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
