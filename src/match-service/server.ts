import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { expectedInvoice } from '../contract/shapes.ts';
import { openFileBlobs } from './blobs/file-blobs.ts';
import { importExpected } from './erp/import-expected.ts';
import { buildApp } from './http/app.ts';
import type { ServiceLog } from './service-log.ts';
import { openDatabase, readServiceId } from './store/open-database.ts';
import type { Db } from './store/tables.ts';

export interface MatchServiceOptions {
  /** Holds everything the service keeps; made if it is not there. */
  readonly folder: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly host: string;
  /** What a station has to show as `Authorization: Bearer <token>`. */
  readonly token: string;
  /** JSON array of expected invoices, loaded when nothing is expected yet; null for none. */
  readonly expectedFile: string | null;
  readonly log: ServiceLog;
  readonly limits?: Partial<ServiceLimits>;
}

export interface ServiceLimits {
  readonly maxBlobBytes: number;
  readonly maxJsonBytes: number;
  /** Free bytes the disk must keep; below, uploads are refused with 507. */
  readonly reserveBytes: number;
  readonly requestTimeoutMs: number;
}

export interface MatchService {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string;
  /** Lets running requests end (at most 5 s), then closes the store. */
  close(): Promise<void>;
}

const defaultLimits: ServiceLimits = {
  maxBlobBytes: 256 * 1024 * 1024,
  maxJsonBytes: 32 * 1024 * 1024,
  reserveBytes: 64 * 1024 * 1024,
  requestTimeoutMs: 120_000,
};
const closeGraceMs = 5000;

/** Starts the match service. Throws when the folder, the database, the port or the file of expected invoices is not usable. */
export async function startMatchService(options: MatchServiceOptions): Promise<MatchService> {
  if (options.token === '') throw new Error('the match service wants a token that is not empty');
  const limits = { ...defaultLimits, ...options.limits };
  await mkdir(options.folder, { recursive: true });
  const blobs = await openFileBlobs(join(options.folder, 'blobs'), {
    maxBytes: limits.maxBlobBytes,
    reserveBytes: limits.reserveBytes,
  });
  const db = await openDatabase(join(options.folder, 'match-service.db'));
  try {
    if (options.expectedFile !== null) await loadExpectedOnce(db, options.expectedFile);
    const app = await buildApp({
      db,
      blobs,
      serviceId: await readServiceId(db),
      token: options.token,
      ...limits,
      now: Date.now,
      log: options.log,
    });
    const url = await app.listen({ port: options.port, host: options.host });
    options.log('info', 'match-service-listening', { url });
    return {
      url,
      async close() {
        const force = setTimeout(() => app.server.closeAllConnections(), closeGraceMs);
        // A kept-alive connection that was still draining a refused upload becomes idle only after close() looked.
        const sweep = setInterval(() => app.server.closeIdleConnections(), 50);
        await app.close();
        clearTimeout(force);
        clearInterval(sweep);
        await db.destroy();
      },
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

async function loadExpectedOnce(db: Db, path: string): Promise<void> {
  const any = await db.selectFrom('expected_bill').select('bill_number').limit(1).executeTakeFirst();
  if (any !== undefined) return;
  const invoices = z.array(expectedInvoice).parse(JSON.parse(await readFile(path, 'utf8')));
  await importExpected(db, invoices);
}
