import { z } from 'zod';
import type { ChangesPage } from '../../contract/wire.ts';
import { uuidOf } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import { ok } from '../../domain/result.ts';
import type { Category } from '../../domain/rules/categories.ts';
import { emptySchemeBook, type SchemeBook } from '../../domain/rules/scheme.ts';
import type { Log } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import type { Backoff } from './backoff.ts';
import { fullJitter } from './backoff.ts';
import type { BillResults } from './bill-results.ts';
import type { Link } from './link.ts';
import type { ServiceClient } from './service-client.ts';
import type { ServiceFailure } from './service-failure.ts';
import { parseJson } from './service-failure.ts';

export interface PullerParts {
  readonly store: Pick<Store, 'readSetting' | 'writeSetting' | 'saveExpected'>;
  readonly client: ServiceClient;
  readonly random: () => number;
  readonly backoff: Backoff;
  readonly poll: PollInterval;
  readonly log: Log;
  readonly link: Link;
  readonly results: BillResults;
  readonly signal: AbortSignal;
  readonly onExpected: (billNumbers: readonly string[]) => void;
  /** Stores them; the cursor moves on after that. */
  readonly onCategories: (categories: readonly Category[]) => void;
  /** The schemes of all stations, likewise. */
  readonly onSchemes: (book: SchemeBook) => void;
  /** Something is in the outbox again. */
  readonly onOwed: () => void;
}

/** From the shortest, after something came, by half again each time up to the longest. */
export interface PollInterval {
  readonly shortestMs: number;
  readonly longestMs: number;
}

/** Brings match results and expected invoices from the service, in its order, each at least once. */
export interface ChangesPuller {
  /** One look. Gives how long to rest; null: until woken. */
  step(): Promise<number | null>;
}

const cursorKey = 'sync.cursor';
const changesPerCall = 100;
const storedCursor = z.object({ serviceId: z.string(), cursor: z.int() });

export function createChangesPuller(parts: PullerParts): ChangesPuller {
  const { store, client, link, results, signal } = parts;
  let intervalMs = parts.poll.shortestMs;
  let failures = 0;
  /** Null until asked, and again after each failure: behind the same address another store may have come up. */
  let serviceId: string | null = null;

  async function step(): Promise<number | null> {
    if (link.isPaused()) return null;
    const pulled = await pullAll();
    if (signal.aborted) return null;
    if (!pulled.ok) return fail(pulled.error);
    link.report('answer');
    failures = 0;
    intervalMs = pulled.value > 0 ? parts.poll.shortestMs : Math.min(parts.poll.longestMs, intervalMs * 1.5);
    return intervalMs;
  }

  function fail(failure: ServiceFailure): number | null {
    serviceId = null;
    if (failure.next === 'pause') {
      link.report('sign-in-needed');
      return null;
    }
    if (failure.error.type === 'ServiceUnreachable') link.report('silence');
    parts.log('warn', 'sync-not-pulled', { error: failure.error.type });
    const waitMs = Math.max(fullJitter(parts.backoff, failures, parts.random), failure.retryAfterMs ?? 0);
    failures += 1;
    return Math.max(1, waitMs);
  }

  /** How many changes came. */
  async function pullAll(): Promise<Result<number, ServiceFailure>> {
    if (serviceId === null) {
      const health = await client.health(signal);
      if (!health.ok) return health;
      serviceId = health.value.serviceId;
    }
    let count = 0;
    for (const billId of results.owed()) {
      const state = await client.bill(uuidOf(billId), signal);
      if (state.ok) results.apply(state.value);
      // A bill of another station, of which an enrolled one is not told.
      else if (state.error.code === 'forbidden') continue;
      else if (state.error.code !== 'not-found') return state;
      else {
        results.sendAgain(billId);
        parts.onOwed();
      }
    }
    for (;;) {
      const page = await pullPage(serviceId);
      if (!page.ok) return page;
      count += page.value.changes.length;
      if (!page.value.hasMore) return ok(count);
    }
  }

  async function pullPage(from: string): Promise<Result<ChangesPage, ServiceFailure>> {
    const cursor = readCursor(from);
    // From the beginning, of another store or of one put back: what the former told is withdrawn, unless it comes again.
    const isAnew = cursor === 0;
    const page = await client.changes(cursor, changesPerCall, signal);
    if (!page.ok) return page;
    if (page.value.cursor < cursor) {
      // The service was put back to an older state: everything once more, which changes nothing that is known.
      writeCursor(from, 0);
      return ok({ cursor: 0, hasMore: true, changes: [] });
    }
    if (isAnew && !page.value.changes.some(({ type }) => type === 'categories')) parts.onCategories([]);
    if (isAnew && !page.value.changes.some(({ type }) => type === 'schemes'))
      parts.onSchemes(emptySchemeBook);
    apply(page.value.changes);
    writeCursor(from, page.value.cursor);
    return ok({ ...page.value, hasMore: page.value.hasMore && page.value.cursor > cursor });
  }

  function apply(changes: ChangesPage['changes']): void {
    const billNumbers: string[] = [];
    for (const change of changes) {
      if (change.type === 'bill') results.apply(change.state);
      else if (change.type === 'categories') parts.onCategories(change.categories);
      else if (change.type === 'schemes') parts.onSchemes(change.book);
      else {
        store.saveExpected(change.billNumber, change.invoices);
        billNumbers.push(change.billNumber);
      }
    }
    if (billNumbers.length > 0) parts.onExpected(billNumbers);
  }

  /** A cursor belongs to one store of one service; for another it starts anew. */
  function readCursor(from: string): number {
    const stored = parseJson(storedCursor, store.readSetting(cursorKey) ?? '');
    return stored.success && stored.data.serviceId === from ? stored.data.cursor : 0;
  }

  function writeCursor(from: string, cursor: number): void {
    const text = JSON.stringify({ serviceId: from, cursor });
    if (store.readSetting(cursorKey) !== text) store.writeSetting(cursorKey, text);
  }

  return { step };
}
