import type { StationClient } from '../../contract/client.ts';
import type { DeviceList } from '../../contract/device-shapes.ts';
import type { StationError } from '../../contract/errors.ts';
import type { StationEvent } from '../../contract/events.ts';
import type { BatchSummary, OperatorEntry, QueryOutput, SessionState } from '../../contract/queries.ts';
import type { BatchId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import { type Asked, ask } from './asked.ts';
import { isClosed } from './closed.ts';
import { createForesight } from './foresight.ts';
import { batchFromSnapshot, type Projection, project } from './projection.ts';
import { createStore, type Store } from './store.ts';

export interface StationState extends Projection {
  /** `lost`: the station itself does not answer; nothing shown may be taken for current. */
  readonly connection: 'starting' | 'live' | 'lost';
  readonly batches: readonly BatchSummary[];
  /** A batch is being fetched. */
  readonly isOpening: boolean;
  readonly settings: StationSettings | null;
  readonly scanners: Scanners;
  /** Who is signed in; null until the station has said it. */
  readonly session: SessionState | null;
  /** All that were ever set up, those no longer active too. */
  readonly operators: readonly OperatorEntry[];
}

export type StationSettings = QueryOutput<'settings.get'>;

/** The last look for scanners. A look takes seconds: what it found is shown until the next one is through. */
export interface Scanners {
  readonly found: DeviceList | null;
  readonly isLooking: boolean;
  readonly error: StationError | null;
}

/** The station as the window keeps up with it. */
export interface Station {
  readonly client: StationClient;
  readonly state: Store<StationState>;
  open(batchId: BatchId): Promise<Result<null, StationError>>;
  /** Shown at once; where the station refuses, the batch shows again as the station has it. */
  change(batchId: BatchId, asked: Asked): Promise<Result<{ readonly revision: number }, StationError>>;
  refreshBatches(): Promise<void>;
  /** Settings have no event, but for the categories: whoever changes one asks for them again. */
  refreshSettings(): Promise<void>;
  /** Joins a look that is under way. Null when the station could not look; the error is in the state. */
  lookForScanners(): Promise<DeviceList | null>;
  /** Told of every event after the state has taken it in; returns how to stop. */
  onEvent(listener: (event: StationEvent) => void): () => void;
  close(): void;
}

/** Resolves when the station is not locked: it may have locked itself while the operator's files were on their way. */
export function unlocked({ state }: Pick<Station, 'state'>): Promise<void> {
  const isLocked = () => state.get().session?.state === 'locked';
  if (!isLocked()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = state.subscribe(() => {
      if (isLocked()) return;
      stop();
      resolve();
    });
  });
}

/** Events within one frame become one change of the state: a feeder may send dozens a second. The first does not wait. */
const frameMs = 16;
const heartbeatMs = 10_000;

/** When the next picture stands and no key waits; where nothing is painted there is nothing to wait for. */
function afterPaint(run: () => void): void {
  if ('requestAnimationFrame' in globalThis)
    requestAnimationFrame(() => requestIdleCallback(run, { timeout: mostPutOffMs }));
  else setTimeout(run);
}

const mostPutOffMs = 300;

export function connectStation(client: StationClient): Station {
  const state = createStore<StationState>({
    connection: 'starting',
    batches: [],
    batch: null,
    status: null,
    isOpening: false,
    settings: null,
    scanners: { found: null, isLooking: false, error: null },
    session: null,
    operators: [],
  });
  let sessionsHeard = 0;
  const listeners = new Set<(event: StationEvent) => void>();
  let look: Promise<DeviceList | null> | null = null;
  let ahead: Projection = state.get();
  const foresight = createForesight();
  let flushTimer: ReturnType<typeof setTimeout> | null = null;
  let flushedAt = 0;
  let wanted: BatchId | null = null;
  /** Events heard while a snapshot is on its way; null when none is. */
  let heldBack: StationEvent[] | null = null;

  function flush(): void {
    if (flushTimer) clearTimeout(flushTimer);
    flushTimer = null;
    flushedAt = performance.now();
    state.set({ batch: ahead.batch && foresight.over(ahead.batch), status: ahead.status });
  }

  function hear(event: StationEvent): void {
    if (event.type === 'session.changed') {
      // Never held back: a station that is locked covers its pages at once.
      sessionsHeard += 1;
      const wasClosed = isClosed(state.get().session);
      state.set({ session: event.session });
      void refreshOperators();
      if (wasClosed && !isClosed(event.session)) catchUp();
      return;
    }
    if (heldBack) {
      heldBack.push(event);
      return;
    }
    const next = project(ahead, event, foresight.met);
    if (next === 'gap') {
      if (wanted) void fetchBatch(wanted);
      return;
    }
    ahead = next;
    if (event.type === 'batch.changed') foresight.reached(event.batchId, event.revision);
    flushTimer ??= setTimeout(flush, Math.max(0, flushedAt + frameMs - performance.now()));
    if (event.type === 'categories.changed')
      state.set(({ settings }) => ({ settings: settings && { ...settings, categories: event.list } }));
    for (const listener of listeners) listener(event);
  }

  async function fetchBatch(batchId: BatchId): Promise<Result<null, StationError>> {
    wanted = batchId;
    heldBack ??= [];
    state.set({ isOpening: ahead.batch?.tree.batch.id !== batchId });
    const snapshot = await client.ask('batch.snapshot', { batchId });
    if (wanted !== batchId) return { ok: true, value: null };
    const missed = heldBack ?? [];
    heldBack = null;
    // Of two answers on their way the older one may come last.
    const isNewer =
      ahead.batch?.tree.batch.id !== batchId ||
      !snapshot.ok ||
      snapshot.value.revision >= ahead.batch.revision;
    if (snapshot.ok && isNewer) {
      const isAnother = ahead.batch?.tree.batch.id !== batchId;
      ahead = { ...ahead, batch: { ...batchFromSnapshot(snapshot.value), isLookedThrough: !isAnother } };
      foresight.forget();
      if (isAnother) afterPaint(lookThrough);
    }
    for (const event of missed) hear(event);
    flush();
    state.set({ isOpening: false });
    return snapshot.ok ? { ok: true, value: null } : snapshot;
  }

  function lookThrough(): void {
    if (!ahead.batch) return;
    ahead = { ...ahead, batch: { ...ahead.batch, isLookedThrough: true } };
    flush();
  }

  async function change(batchId: BatchId, asked: Asked): ReturnType<Station['change']> {
    const expected = foresight.expect(batchId, asked);
    flush();
    let revision: number | null = null;
    try {
      const answer = await ask(client, batchId, asked);
      if (answer.ok) revision = answer.value.revision;
      return answer;
    } finally {
      // Refused, or the shell gave no answer at all: what the station did of it comes with its event.
      expected.answered(revision);
      if (ahead.batch) foresight.reached(ahead.batch.tree.batch.id, ahead.batch.revision);
      flush();
    }
  }

  async function refreshStatus(): Promise<void> {
    const status = await client.ask('station.status', {});
    if (status.ok) {
      ahead = { ...ahead, status: status.value };
      state.set({ connection: 'live' });
      flush();
    } else if (state.get().connection !== 'starting' || status.error.type === 'ServiceUnreachable') {
      state.set({ connection: 'lost' });
    }
  }

  async function refreshBatches(): Promise<void> {
    const batches = await client.ask('batches.list', {});
    if (batches.ok)
      state.set({ batches: [...batches.value].sort((a, b) => b.batch.openedAt - a.batch.openedAt) });
  }

  async function refreshSettings(): Promise<void> {
    const settings = await client.ask('settings.get', {});
    if (settings.ok) state.set({ settings: settings.value });
  }

  async function refreshSession(): Promise<void> {
    const heard = sessionsHeard;
    const session = await client.ask('session.current', {});
    // An answer that was overtaken by a change is old.
    if (session.ok && heard === sessionsHeard) state.set({ session: session.value });
  }

  async function refreshOperators(): Promise<void> {
    const operators = await client.ask('operators.list', {});
    if (operators.ok) state.set({ operators: operators.value });
  }

  async function findScanners(): Promise<DeviceList | null> {
    state.set(({ scanners }) => ({ scanners: { ...scanners, isLooking: true } }));
    const result = await client.ask('devices.list', {});
    look = null;
    state.set(({ scanners }) => ({
      scanners: result.ok
        ? { found: result.value, isLooking: false, error: null }
        : { ...scanners, isLooking: false, error: result.error },
    }));
    return result.ok ? result.value : null;
  }

  /** What the station told nobody while it was locked. */
  function catchUp(): void {
    void refreshBatches();
    if (wanted && ahead.batch) void fetchBatch(wanted);
  }

  function refreshAll(): void {
    void refreshSession();
    void refreshOperators();
    void refreshStatus();
    void refreshSettings();
    void refreshBatches();
    if (wanted) void fetchBatch(wanted);
  }

  const stopListening = client.listen(hear, refreshAll);
  const heartbeat = setInterval(() => void refreshStatus(), heartbeatMs);
  refreshAll();

  return {
    client,
    state,
    open: fetchBatch,
    change,
    refreshBatches,
    refreshSettings,
    lookForScanners() {
      look ??= findScanners();
      return look;
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      stopListening();
      clearInterval(heartbeat);
      if (flushTimer) clearTimeout(flushTimer);
    },
  };
}
