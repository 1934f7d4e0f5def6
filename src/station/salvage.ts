import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { Sidecar } from '../contract/sidecar.ts';
import type { BatchId, IdSource } from '../domain/ids.ts';
import { isPageReady } from '../domain/rules/rendition.ts';
import type { Batch, Page } from '../domain/tree/records.ts';
import type { Sha256 } from '../domain/units.ts';
import { openTrees, type Trees } from './commands/trees.ts';
import { storedBills } from './files/bill-sidecars.ts';
import { storedFiles } from './files/read-sidecars.ts';
import type { Clock, Log } from './ports/clock.ts';
import type { AuditRow, NewJob, OutboxEntry, Store } from './ports/store.ts';
import { type SalvagedBill, salvagedBills } from './salvaged-bills.ts';

/** What lies in a data folder beside the store. */
export interface Salvage {
  readonly batches: ReadonlyMap<
    BatchId,
    { readonly bills: readonly SalvagedBill[]; readonly pages: readonly Sidecar[] }
  >;
  /** Revisions of bills that are in no batch here. */
  readonly sent: readonly OutboxEntry[];
  readonly stationId: string | null;
  /** The last number a submission had. */
  readonly stationSeq: number;
  /** Pictures nothing is known of. */
  readonly found: readonly string[];
  /** Sidecars whose picture is gone. */
  readonly pictureless: number;
}

export interface SalvagePorts {
  readonly dataFolder: string;
  readonly operator: string;
  readonly log: Log;
}

export async function gatherSalvage({ dataFolder, log }: SalvagePorts): Promise<Salvage> {
  const bills: SalvagedBill[] = [];
  const sent: OutboxEntry[] = [];
  let stationId: string | null = null;
  let stationSeq = 0;
  for await (const sidecar of storedBills(dataFolder)) {
    if (sidecar === null) {
      // Its pages come by their own sidecars.
      log('warn', 'rebuild.bill-unread', {});
      continue;
    }
    const { tree, outbox } = sidecar;
    stationId ??= sidecar.stationId;
    stationSeq = Math.max(stationSeq, ...outbox.map((entry) => entry.stationSeq));
    if (tree) bills.push({ ...sidecar, tree });
    else sent.push(...outbox);
  }
  const pages: Sidecar[] = [];
  const found: string[] = [];
  let pictureless = 0;
  for await (const file of storedFiles(dataFolder)) {
    if (file.type === 'found') found.push(file.path);
    else if (file.type === 'page') pages.push(file.sidecar);
    else pictureless += 1;
  }
  const ofBatch = Map.groupBy(bills, ({ tree }) => tree.batch.id);
  const settled = new Map([...ofBatch].map(([id, some]) => [id, salvagedBills(some)]));
  const ofBills = [...settled.values()].flat().flatMap(({ tree }) => tree.pages);
  const placed = new Set(ofBills.map(({ id }) => id));
  const known = new Set(ofBills.flatMap(picturesOf));
  const loose = Map.groupBy(
    pages.filter(({ pageId }) => !placed.has(pageId)),
    ({ batchId }) => batchId,
  );
  // Their ids tell which batch came first.
  const ids = [...new Set([...settled.keys(), ...loose.keys()])].toSorted();
  const batches = new Map(
    ids.map((id) => [id, { bills: settled.get(id) ?? [], pages: loose.get(id) ?? [] }] as const),
  );
  const unknown = found.filter((path) => !known.has(basename(path)));
  return { batches, sent, stationId, stationSeq, found: unknown, pictureless };
}

/** Puts it all into an empty store, by the same road as every change. Gives the pages of each batch. */
export function* putSalvage(
  store: Store,
  salvage: Salvage,
  ports: SalvagePorts,
): Generator<{ readonly id: BatchId; readonly name: string; readonly pages: number }> {
  const clock: Clock = { now: () => Date.now() };
  const ids: IdSource = ((kind: string) => `${kind}:${uuidv7()}`) as IdSource;
  const nothing = () => undefined;
  const trees = openTrees({
    ...{ store, clock, ids, operator: () => ports.operator, emit: nothing, onJobs: nothing },
  });
  // Under another name the service would take what it has a second time.
  if (salvage.stationId !== null) store.writeSetting('station.id', salvage.stationId);
  store.passStationSeq(salvage.stationSeq);
  const sign = (): Pick<AuditRow, 'at' | 'operator' | 'act'> => ({
    ...{ at: clock.now(), operator: ports.operator, act: 'rebuilt' },
  });
  for (const [batchId, { bills, pages }] of salvage.batches) {
    const batch = batchOf(bills, pages);
    const count = pages.length + bills.reduce((sum, { tree }) => sum + tree.pages.length, 0);
    const detail = JSON.stringify({ pages: count });
    store.insertBatch(batch, { ...sign(), batchId, subjects: [batchId], detail });
    for (const bill of bills) putBill(trees, bill, ports.dataFolder, sign());
    for (const page of pages.toSorted(byTurn)) putPage(trees, page, sign());
    yield { id: batchId, name: batch.name, pages: count };
  }
  const audit = salvage.sent.map(({ billId, batchId, revision }) => ({
    ...{ ...sign(), batchId, subjects: [billId], detail: JSON.stringify({ revision }) },
  }));
  if (salvage.sent.length > 0) store.saveHeld(salvage.sent, audit);
}

function batchOf(bills: readonly SalvagedBill[], pages: readonly Sidecar[]): Batch {
  const [bill] = bills;
  if (bill) return bill.tree.batch;
  const [first] = pages.toSorted(byTurn);
  if (!first) throw new Error('a batch without bills and pages');
  return { id: first.batchId, name: first.batchName, openedAt: first.at, openedBy: first.operator };
}

function byTurn(a: Sidecar, b: Sidecar): number {
  return a.sequence - b.sequence || (a.pageId < b.pageId ? -1 : 1);
}

type Sign = Pick<AuditRow, 'at' | 'operator' | 'act'>;

/** As it was: what persons made of it, what is in the bin, what was sent. */
function putBill(trees: Trees, { tree, outbox }: SalvagedBill, dataFolder: string, sign: Sign): void {
  const { batch, bill, documents } = tree;
  const pages = tree.pages.map((page) =>
    hasPicture(dataFolder, page) ? page : { ...page, damaged: 'original' as const },
  );
  const put = trees.change(
    batch.id,
    { type: 'bill.arrived', bill, documents, pages },
    {
      jobs: pages.filter((page) => isOwed(page)).map(({ id }) => readingOf(batch.id, id)),
      outbox,
      audit: [
        {
          ...sign,
          batchId: batch.id,
          subjects: [bill.id, ...pages.map(({ id }) => id)],
          detail: JSON.stringify({ number: bill.number, pages: pages.length, revisions: outbox.length }),
        },
      ],
    },
  );
  if (!put.ok) throw new Error(`bill refused: ${put.error.type}`);
}

/** One that no bill names: it was taken last. */
function putPage(trees: Trees, sidecar: Sidecar, sign: Sign): void {
  const { pageId, grouping, at, operator: takenBy, batchId, batchName: _, sequence: __, ...page } = sidecar;
  const put = trees.change(
    batchId,
    { type: 'page.add', page: { ...page, id: pageId }, place: { at: 'tail' }, grouping },
    {
      jobs: [readingOf(batchId, pageId)],
      audit: [
        {
          ...{ ...sign, batchId, subjects: [pageId] },
          detail: JSON.stringify({ at, operator: takenBy, sha256: page.original.sha256 }),
        },
      ],
    },
  );
  if (!put.ok) throw new Error(`page refused: ${put.error.type}`);
}

function picturesOf({ original, rendition }: Page): readonly Sha256[] {
  const derived = rendition ? [rendition.image, rendition.thumbnail] : [];
  return [original, ...derived].map(({ sha256 }) => sha256);
}

function readingOf(batchId: BatchId, pageId: Page['id']): NewJob {
  return { kind: 'page.read', urgency: 'capture', batchId, pageId };
}

/** Something was still to be done for it. */
function isOwed(page: Page): boolean {
  return page.parked === null && page.clearedAt === null && !isPageReady(page);
}

function hasPicture(dataFolder: string, { original, clearedAt }: Page): boolean {
  return clearedAt !== null || existsSync(pathOf(dataFolder, original.sha256));
}

function pathOf(dataFolder: string, sha256: Sha256): string {
  return join(dataFolder, 'cas', sha256.slice(0, 2), sha256);
}
