import type { StationClient } from '../../contract/client.ts';
import type { StationError } from '../../contract/errors.ts';
import type { StationEvent } from '../../contract/events.ts';
import type { BatchSummary } from '../../contract/queries.ts';
import type { BatchId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import { batchFromSnapshot, type Projection, project } from './projection.ts';
import { createStore, type Store } from './store.ts';

export interface StationState extends Projection {
  /** `lost`: the station itself does not answer; nothing shown may be taken for current. */
  readonly connection: 'starting' | 'live' | 'lost';
  readonly batches: readonly BatchSummary[];
  /** A batch is being fetched. */
  readonly isOpening: boolean;
}

/** The station as the window keeps up with it. */
export interface Station {
  readonly client: StationClient;
  readonly state: Store<StationState>;
  open(batchId: BatchId): Promise<Result<null, StationError>>;
  refreshBatches(): Promise<void>;
  close(): void;
}

/** Events within one frame become one change of the state: a feeder may send dozens a second. */
const frameMs = 16;
const heartbeatMs = 10_000;

export function connectStation(client: StationClient): Station {
  const state = createStore<StationState>({
    connection: 'starting',
    batches: [],
    batch: null,
    status: null,
    queue: [],
    isOpening: false,
  });
  let ahead: Projection = state.get();
  let flushTimer: ReturnType<typeof setTimeout> | null = null;
  let wanted: BatchId | null = null;
  /** Events heard while a snapshot is on its way; null when none is. */
  let heldBack: StationEvent[] | null = null;

  function flush(): void {
    if (flushTimer) clearTimeout(flushTimer);
    flushTimer = null;
    state.set({ batch: ahead.batch, status: ahead.status, queue: ahead.queue });
  }

  function hear(event: StationEvent): void {
    if (heldBack) {
      heldBack.push(event);
      return;
    }
    const next = project(ahead, event);
    if (next === 'gap') {
      if (wanted) void fetchBatch(wanted);
      return;
    }
    ahead = next;
    flushTimer ??= setTimeout(flush, frameMs);
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
    if (snapshot.ok && isNewer) ahead = { ...ahead, batch: batchFromSnapshot(snapshot.value) };
    for (const event of missed) hear(event);
    flush();
    state.set({ isOpening: false });
    return snapshot.ok ? { ok: true, value: null } : snapshot;
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

  async function refreshQueue(): Promise<void> {
    const queue = await client.ask('queue.list', {});
    if (!queue.ok) return;
    ahead = { ...ahead, queue: [...queue.value].sort((a, b) => b.updatedAt - a.updatedAt) };
    flush();
  }

  async function refreshBatches(): Promise<void> {
    const batches = await client.ask('batches.list', {});
    if (batches.ok)
      state.set({ batches: [...batches.value].sort((a, b) => b.batch.openedAt - a.batch.openedAt) });
  }

  function refreshAll(): void {
    void refreshStatus();
    void refreshQueue();
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
    refreshBatches,
    close() {
      stopListening();
      clearInterval(heartbeat);
      if (flushTimer) clearTimeout(flushTimer);
    },
  };
}
