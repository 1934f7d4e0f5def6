import { binOf, clearableBefore, picturedPages, type Retention } from '../../domain/rules/retention.ts';
import type { Tree } from '../../domain/tree/records.ts';
import type { EpochMs } from '../../domain/units.ts';
import type { Clock, Log } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { ServicePictures } from '../ports/service.ts';
import type { Clearing, OutboxEntry, ServedBill, Store } from '../ports/store.ts';
import type { Looks } from './looks.ts';
import type { Trees } from './trees.ts';

export interface RetentionPorts {
  readonly trees: Trees;
  readonly store: Store;
  readonly files: Files;
  readonly pictures: ServicePictures;
  readonly looks: Looks;
  /** Resolves when what is known of the bill is on the disk beside the store too. */
  readonly recorded: (billId: ServedBill['billId']) => Promise<void>;
  readonly clock: Clock;
  readonly operator: string;
  readonly log: Log;
  readonly retention: () => Retention;
}

const filesAtOnce = 20;

/** One round: files a former round still owed, then bill by bill what has served its time. */
export async function* clearRound(ports: RetentionPorts): AsyncGenerator<void> {
  yield* removeFiles(ports);
  // Asked for anew in each round: without the service nothing is taken away, however late the station believes it is.
  const service = ports.retention() === null ? null : await ports.pictures.heardAt();
  for (let after: ServedBill | null = null; ; ) {
    const before = clearableBefore(ports.retention(), { station: ports.clock.now(), service });
    const [bill]: readonly ServedBill[] = before === null ? [] : ports.store.servedBills(before, after, 1);
    if (before === null || !bill) return;
    after = bill;
    if (await clearBill(ports, bill, before)) yield* removeFiles(ports);
    yield;
  }
}

/** Whether it was cleared; a bill of which anything is in doubt stays for the next round. */
async function clearBill(ports: RetentionPorts, bill: ServedBill, before: EpochMs): Promise<boolean> {
  const { trees, store, looks, log } = ports;
  if (looks.isFresh(bill.billId) || looks.isFresh(bill.batchId)) return false;
  const entry = store.latestOutboxOf(bill.billId);
  if (!entry) return false;
  const answer = await ports.pictures.has(entry);
  if (answer !== 'yes') {
    log('warn', 'retention.kept', { billId: bill.billId, answer });
    return false;
  }
  // It may have been sent back, opened or looked at while the service was asked.
  const tree = trees.load(bill.batchId)?.tree;
  if (!tree || !isStillServed(ports, tree, entry)) return false;
  const deletedBefore = (pageId: `page:${string}`) => {
    const sign = store.lastDeletions([pageId]).get(pageId);
    return sign !== undefined && sign !== null && sign.at <= before;
  };
  const pageIds = [
    ...picturedPages(tree, bill.billId),
    ...binOf(tree, new Set([bill.billId]), deletedBefore),
  ];
  const at = ports.clock.now();
  const changed = trees.change(
    bill.batchId,
    { type: 'page.cleared', pageIds, at },
    {
      cleared: { billIds: [bill.billId], at, files: filesOf(tree, pageIds, store.outboxOf(bill.billId)) },
      audit: [
        {
          at,
          operator: ports.operator,
          batchId: bill.batchId,
          subjects: [bill.billId, ...pageIds],
          act: 'pictures cleared',
          detail: JSON.stringify({
            number: entry.number,
            revision: entry.revision,
            receiptId: entry.receipt?.receiptId ?? null,
            receivedAt: bill.receivedAt,
            pages: pageIds.length,
          }),
        },
      ],
    },
  );
  if (!changed.ok) return false;
  // Rebuilt from what says that its pictures are here, it would miss them.
  await ports.recorded(bill.billId);
  return true;
}

function isStillServed({ store, looks }: RetentionPorts, tree: Tree, entry: OutboxEntry): boolean {
  const now = store.latestOutboxOf(entry.billId);
  const isSame = now?.revision === entry.revision && now.returned === null && now.stage !== 'parked';
  const isLookedAt = looks.isFresh(entry.billId) || looks.isFresh(entry.batchId);
  return isSame && !isLookedAt && tree.bills.get(entry.billId)?.state === 'submitted';
}

/** Every picture of the pages, and those that earlier revisions were sent with. */
function filesOf(
  tree: Tree,
  pageIds: readonly `page:${string}`[],
  revisions: readonly OutboxEntry[],
): Clearing['files'] {
  const own = pageIds.flatMap((pageId) => {
    const page = tree.pages.get(pageId);
    if (!page) return [];
    const derived = page.rendition ? [page.rendition.image, page.rendition.thumbnail] : [];
    return [
      { sha256: page.original.sha256, pageId },
      ...derived.map(({ sha256 }) => ({ sha256, pageId: null })),
    ];
  });
  const sent = revisions
    .flatMap(({ manifest }) => manifest.documents)
    .flatMap(({ pages }) => pages.map(({ sha256 }) => ({ sha256, pageId: null })));
  return [...own, ...sent];
}

/**
 * Takes away what commits said is to go, unless another page needs it. A file goes before its row here does: whatever ends
 * the station in between, the next round finds the row again.
 */
async function* removeFiles({ store, files, log }: RetentionPorts): AsyncGenerator<void> {
  for (let after = ''; ; ) {
    const removals = store.fileRemovals(after, filesAtOnce);
    const done: string[] = [];
    for (const removal of removals) {
      const { sha256 } = removal;
      if ((await files.remove(removal, () => store.isFileWanted(sha256))) !== 'later') done.push(sha256);
      after = sha256;
    }
    if (done.length > 0) {
      store.filesRemoved(done);
      log('info', 'retention.files', { files: done.length });
    }
    if (removals.length === 0) return;
    yield;
  }
}

/** What a round would take away now, as far as the station knows by itself; null `before`: nothing, ever. */
export interface RetentionPlan {
  readonly before: EpochMs | null;
  readonly bills: readonly PlannedBill[];
}

export interface PlannedBill {
  readonly billId: ServedBill['billId'];
  readonly batchId: ServedBill['batchId'];
  readonly number: string;
  readonly receivedAt: EpochMs;
  readonly pages: number;
  /** Of its files; one that another page names too stays. */
  readonly bytes: number;
}

const plannedAtOnce = 100;

export async function planRetention(
  ports: Pick<RetentionPorts, 'store' | 'files' | 'pictures' | 'clock' | 'retention'>,
): Promise<RetentionPlan> {
  const { store, files } = ports;
  const service = ports.retention() === null ? null : await ports.pictures.heardAt();
  const before = clearableBefore(ports.retention(), { station: ports.clock.now(), service });
  const bills: PlannedBill[] = [];
  for (let after: ServedBill | null = null; before !== null; ) {
    const served: readonly ServedBill[] = store.servedBills(before, after, plannedAtOnce);
    for (const bill of served) {
      const pages = store.filesOfBill(bill.billId).filter((page) => page.isDeleted === 0);
      const hashes = new Set(
        pages.flatMap(({ original, rendition, thumbnail }) => [original, rendition, thumbnail]),
      );
      let bytes = 0;
      for (const hash of hashes) if (hash !== null) bytes += (await files.bytesOf(hash)) ?? 0;
      const number = store.latestOutboxOf(bill.billId)?.number ?? '';
      bills.push({ ...bill, number, pages: pages.length, bytes });
      after = bill;
    }
    if (served.length < plannedAtOnce) break;
  }
  return { before, bills };
}
