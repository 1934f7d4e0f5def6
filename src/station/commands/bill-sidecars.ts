import type { BillSidecar } from '../../contract/bill-sidecar.ts';
import type { BillId } from '../../domain/ids.ts';
import { documentsOf, pagesOf } from '../../domain/tree/views.ts';
import type { Log } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { OwedSidecar, Store } from '../ports/store.ts';
import { type BackgroundPace, startBackground } from './background.ts';
import type { Trees } from './trees.ts';

export interface BillSidecarPorts {
  readonly trees: Pick<Trees, 'peek'>;
  readonly store: Store;
  readonly files: Pick<Files, 'writeBillSidecar' | 'dropBillSidecar'>;
  readonly pace: BackgroundPace;
  readonly log: Log;
}

/** A change is on the disk a second time soon after its commit, and never in its way. */
export const usualSidecarPace: BackgroundPace = { firstMs: 2000, everyMs: 2000, restMs: 20 };

/** Bills of one round. A store of before has all of them to write: what changes meanwhile comes with the next round. */
const billsAtOnce = 200;
/** A bill of many pages that changes all the time is written less often: after a rest of this long for each of them. */
const restPerPageMs = 5;
const pagesWithoutRest = 400;

/** Keeps what lies of each bill beside the pictures as the store says, so that a store can be rebuilt from it. */
export interface BillSidecars {
  /**
   * Resolves when what is owed of this bill is on the disk. A disk that fails is told in the log and keeps nobody: the
   * sidecar stays owed.
   */
  write(billId: BillId): Promise<void>;
  stop(): Promise<void>;
}

export function openBillSidecars(ports: BillSidecarPorts): BillSidecars {
  const { trees, store, files, log } = ports;
  /** One at a time: the later never gives way to the earlier. */
  let turn: Promise<void> = Promise.resolve();
  /** Of bills with many pages. */
  const restsUntil = new Map<BillId, number>();

  function inTurn(work: () => Promise<void>): Promise<void> {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  async function writeOwed(owed: OwedSidecar): Promise<void> {
    const { billId } = owed;
    const sidecar = sidecarOf(owed);
    if (sidecar === null) await files.dropBillSidecar(billId);
    else await files.writeBillSidecar(billId, sidecar);
    const pages = sidecar?.tree?.pages.length ?? 0;
    if (pages > pagesWithoutRest) restsUntil.set(billId, performance.now() + pages * restPerPageMs);
    else restsUntil.delete(billId);
    store.sidecarsWritten([owed]);
  }

  /** Null: the bill went into another. Read in one turn of the loop with what is owed. */
  function sidecarOf({ billId, batchId }: OwedSidecar): BillSidecar | null {
    const outbox = [...store.outboxOf(billId)];
    const tree = batchId && (treeInMemory(billId, batchId) ?? store.loadBill(billId));
    if (!tree && outbox.length === 0) return null;
    const stationId = store.readSetting('station.id');
    return { v: 1, stationId, tree: tree || null, outbox };
  }

  function treeInMemory(billId: BillId, batchId: `batch:${string}`): BillSidecar['tree'] {
    const loaded = trees.peek(batchId);
    const bill = loaded?.tree.bills.get(billId);
    if (!loaded || !bill) return null;
    const { tree, revision } = loaded;
    const documents = [...documentsOf(tree, billId)];
    return {
      ...{ batch: tree.batch, revision, bill, documents },
      pages: documents.flatMap(({ id }) => pagesOf(tree, id)),
    };
  }

  async function* round(): AsyncGenerator<void> {
    let before = 'bill;';
    for (let left = billsAtOnce; left > 0; left -= 1) {
      const [owed] = store.sidecarsOwed(before, 1);
      if (!owed) return;
      before = owed.billId;
      if (performance.now() < (restsUntil.get(owed.billId) ?? 0)) continue;
      await inTurn(() => writeIfOwed(owed.billId));
      yield;
    }
  }

  /** As it is owed when its turn comes. */
  async function writeIfOwed(billId: BillId): Promise<void> {
    const owed = store.sidecarOwedOf(billId);
    if (owed) await writeOwed(owed);
  }

  const background = startBackground({
    name: 'bill-sidecars',
    round,
    // It is little, and what is done while somebody scans is to be kept as well.
    isBusy: () => false,
    pace: ports.pace,
    log,
  });

  return {
    async write(billId) {
      try {
        await inTurn(() => writeIfOwed(billId));
      } catch (cause) {
        log('error', 'bill-sidecars.failed', { billId, error: String(cause) });
      }
    },
    async stop() {
      await background.stop();
      await turn;
    },
  };
}
