import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { expectedInvoice } from '../contract/matching-shapes.ts';
import { type Collection, type CollectOptions, collectBlobs } from './blobs/collect.ts';
import { type BlobLimits, openBlobs, usualBlobLimits } from './blobs/open-blobs.ts';
import { keepErpFacts, type Unannounced } from './erp/erp-facts.ts';
import type { ErpPort } from './erp/erp-port.ts';
import {
  defaultQueueTimes,
  type HandOverQueue,
  type QueueTimes,
  startHandOverQueue,
} from './erp/hand-over-queue.ts';
import { type BillToExpect, billsOf, importExpected, withdrawExpected } from './erp/import-expected.ts';
import { buildApp } from './http/app.ts';
import { createMetrics } from './metrics.ts';
import { moveService } from './move/move-service.ts';
import type { ServiceLog } from './service-log.ts';
import { databaseAddress } from './store/engine.ts';
import { openDatabase, readServiceId, readTokenKey } from './store/open-database.ts';
import { clockOf } from './store/store-clock.ts';
import type { Db } from './store/tables.ts';

export interface MatchServiceOptions {
  /** Holds everything the service keeps; made if it is not there. */
  readonly folder: string;
  /** `postgres://...`; null or empty keeps a SQLite file in the folder. */
  readonly database?: string | null;
  /** `s3://bucket/prefix?endpoint=...&region=...`; null or empty keeps files in the folder. */
  readonly blobs?: string | null;
  /** 0 takes a free one. */
  readonly port: number;
  readonly host: string;
  /** What the ERP, IT and stations that share it show as `Authorization: Bearer <token>`. */
  readonly token: string;
  /** `enrolled`: every station has to have a token of its own. Else the service's token is good for stations too. */
  readonly stations?: 'shared' | 'enrolled';
  /** JSON array of expected invoices, loaded when nothing is expected yet; null for none. */
  readonly expectedFile: string | null;
  /** As that file, but for trying the service out: with an ERP these are expected no more. */
  readonly samplesFile?: string | null;
  /** Where matched bills go; null for nowhere. */
  readonly erp?: ErpPort | null;
  /** Whether bills nobody announced go there as they are; else they wait until somebody does. */
  readonly unannounced?: Unannounced;
  readonly queueTimes?: Partial<QueueTimes>;
  readonly log: ServiceLog;
  readonly limits?: Partial<ServiceLimits>;
}

export interface ServiceLimits extends BlobLimits {
  readonly maxJsonBytes: number;
  readonly requestTimeoutMs: number;
}

export interface MatchService {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string;
  /** Says "not ready", lets running requests and hand-overs end (each at most some seconds), then closes the store. */
  close(): Promise<void>;
}

const defaultLimits: ServiceLimits = {
  ...usualBlobLimits,
  maxJsonBytes: 32 * 1024 * 1024,
  requestTimeoutMs: 120_000,
};
const closeGraceMs = 5000;

/** Starts the match service. Throws when the folder, the database, the port or the file of expected invoices is not usable. */
export async function startMatchService(options: MatchServiceOptions): Promise<MatchService> {
  if (options.token === '') throw new Error('the match service wants a token that is not empty');
  const limits = { ...defaultLimits, ...options.limits };
  await mkdir(options.folder, { recursive: true });
  const blobs = await openBlobs(options.blobs ?? null, options.folder, limits);
  const address = databaseAddress(options.database ?? null, join(options.folder, 'match-service.db'));
  const db = await openDatabase(address);
  let queue: HandOverQueue | null = null;
  let isStopping = false;
  try {
    const erp = options.erp ?? null;
    const clock = clockOf(address);
    const metrics = createMetrics(db);
    const { unannounced = 'wait', expectedFile, samplesFile = null } = options;
    await keepErpFacts(db, erp === null ? null : { name: erp.name, unannounced }, Date.now());
    if (expectedFile !== null) await loadExpectedOnce(db, expectedFile);
    if (samplesFile !== null && erp === null) await loadExpectedOnce(db, samplesFile);
    if (samplesFile !== null && erp !== null) await withdrawExpected(db, await billsIn(samplesFile));
    const app = await buildApp({
      db,
      blobs,
      serviceId: await readServiceId(db),
      token: options.token,
      tokenKey: await readTokenKey(db),
      stations: options.stations ?? 'shared',
      ...limits,
      now: Date.now,
      clock,
      metrics,
      isStopping: () => isStopping,
      onOwed: () => queue?.nudge(),
      erp,
      log: options.log,
    });
    const url = await app.listen({ port: options.port, host: options.host });
    options.log('info', 'match-service-listening', { url, database: address.engine, erp: erp?.name ?? '' });
    if (erp !== null) {
      const times = { ...defaultQueueTimes, ...options.queueTimes };
      const { log } = options;
      queue = startHandOverQueue({ db, blobs, clock, erp, times, log, onEnd: metrics.handOver });
    }
    return {
      url,
      async close() {
        isStopping = true;
        const force = setTimeout(() => app.server.closeAllConnections(), closeGraceMs);
        // A kept-alive connection that was still draining a refused upload becomes idle only after close() looked.
        const sweep = setInterval(() => app.server.closeIdleConnections(), 50);
        await Promise.all([app.close(), queue?.stop()]);
        clearTimeout(force);
        clearInterval(sweep);
        await db.destroy();
        options.log('info', 'match-service-stopped', {});
      },
    };
  } catch (error) {
    await queue?.stop();
    await db.destroy();
    throw error;
  }
}

/** Moves a service's store. Here with the other ways in, since others know the service by this file only. */
export const moveServiceStore = moveService;

/** Takes away blobs no revision names (`collectBlobs`), of a service that may be at work. Throws as the start does. */
export async function collectServiceBlobs(
  options: Pick<MatchServiceOptions, 'folder' | 'database' | 'blobs'> & Omit<CollectOptions, 'now'>,
): Promise<Collection> {
  const blobs = await openBlobs(options.blobs ?? null, options.folder, defaultLimits);
  const db = await openDatabase(
    databaseAddress(options.database ?? null, join(options.folder, 'match-service.db')),
  );
  try {
    return await collectBlobs(db, blobs, { days: options.days, span: options.span, now: Date.now() });
  } finally {
    await db.destroy();
  }
}

async function loadExpectedOnce(db: Db, path: string): Promise<void> {
  const any = await db.selectFrom('expected_bill').select('bill_number').limit(1).executeTakeFirst();
  if (any !== undefined) return;
  await importExpected(db, await billsIn(path));
}

async function billsIn(path: string): Promise<readonly BillToExpect[]> {
  return billsOf(z.array(expectedInvoice).parse(JSON.parse(await readFile(path, 'utf8'))));
}
