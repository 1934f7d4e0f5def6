import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BatchId, BillId } from '../../src/domain/ids.ts';
import type { SystemCommand, TreeCommand } from '../../src/domain/tree/commands.ts';
import type { Page, Tree } from '../../src/domain/tree/records.ts';
import { billsOf, documentsOf, pagesOf } from '../../src/domain/tree/views.ts';
import { openBillSidecars } from '../../src/station/commands/bill-sidecars.ts';
import { openTrees } from '../../src/station/commands/trees.ts';
import { openFiles } from '../../src/station/files/open-files.ts';
import { sidecarOf } from '../../src/station/files/remove.ts';
import type { OutboxEntry } from '../../src/station/ports/store.ts';
import { rebuildStation } from '../../src/station/rebuild.ts';
import { openStore } from '../../src/station/store/open-store.ts';
import { anyPick, anyTree, commandFor, type Pick } from '../domain/any.ts';
import { countingIds } from '../domain/builders.ts';
import { expectSound, recordsOf } from '../domain/shape.ts';
import { audit, outboxEntry, sha } from './store/sample.ts';
import { newDataFolder, pace } from './test-station.ts';

/* Any work on a store, without page workers; then the store is thrown away. */

const quiet = { log: () => undefined };
const stationId = '018f0000-0000-7000-8000-00000000000f';

/** What is done between two commands of the tree. */
type Deed = Pick & { readonly then: 'nothing' | 'write one' | 'undo' | 'redo' | 'send one' };

const anyDeeds = fc.array(
  fc
    .tuple(anyPick, fc.constantFrom<Deed['then']>('nothing', 'write one', 'undo', 'redo', 'send one'))
    .map(([pick, then]): Deed => ({ ...pick, then })),
  { minLength: 1, maxLength: 25 },
);

interface Kept {
  readonly folder: string;
  readonly tree: Tree;
  readonly outbox: readonly OutboxEntry[];
  /** Revisions that left the station. */
  readonly sent: readonly OutboxEntry[];
}

/** Works at random, and leaves a data folder whose sidecars are as they happen to be, or all written (`whole`). */
async function work(
  folder: string,
  start: Tree,
  deeds: readonly Deed[],
  extent: 'whole' | 'cut',
): Promise<Kept> {
  const files = await openFiles(folder, quiet);
  const opened = openStore(join(folder, 'station.sqlite'), quiet);
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const store = opened.value;
  store.writeSetting('station.id', stationId);
  const trees = openTrees({
    ...{ store, clock: { now: () => 1 }, ids: countingIds('e'), operator: () => 'lin' },
    ...{ emit: () => undefined, onJobs: () => undefined },
  });
  const sidecars = openBillSidecars({ trees, store, files, pace, ...quiet });
  const batchId = start.batch.id;
  store.insertBatch(start.batch, audit('opened', [], batchId));
  for (const bill of billsOf(start)) {
    const documents = [...documentsOf(start, bill.id)];
    const pages = documents.flatMap(({ id }) => pagesOf(start, id));
    takeIn(folder, batchId, pages, 0);
    trees.change(batchId, { type: 'bill.arrived', bill, documents, pages }, {});
  }
  const now = () => trees.load(batchId)?.tree ?? start;
  const sent: OutboxEntry[] = [];

  function submit(billIds: readonly BillId[]): void {
    const outbox = billIds.flatMap((billId) => {
      const bill = now().bills.get(billId);
      if (bill?.state !== 'open') return [];
      const stationSeq = store.nextStationSeq();
      const manifest = {
        ...outboxEntry(stationSeq).manifest,
        stationSeq,
        billUuid: billId.slice('bill:'.length),
      };
      const digest = sha(stationSeq);
      return [{ ...outboxEntry(stationSeq), billId, batchId, revision: 1, stationSeq, digest, manifest }];
    });
    if (outbox.length > 0) trees.change(batchId, { type: 'bill.submitted', billIds }, { outbox });
  }

  async function sendOne(roll: number): Promise<void> {
    const waiting = store.unsentOutbox();
    const entry = waiting[roll % Math.max(1, waiting.length)];
    if (!entry) return;
    store.saveOutbox({ ...entry, stage: 'sending', attempts: 1 });
    await sidecars.write(entry.billId);
    sent.push(entry);
    store.saveOutbox({ ...entry, stage: 'accepted', attempts: 1 });
  }

  for (const deed of deeds) {
    const command = commandFor(now(), deed);
    if (command.type === 'page.add' || command.type === 'page.hold')
      takeIn(folder, batchId, [command.page], now().pages.size);
    if (command.type === 'bill.submitted') submit(command.billIds);
    else if (isOfStation(command)) trees.change(batchId, command, {});
    else trees.edit(batchId, command);
    if (deed.then === 'undo') trees.undo(batchId);
    if (deed.then === 'redo') trees.redo(batchId);
    if (deed.then === 'send one') await sendOne(deed.a);
    const owed = store.sidecarsOwed('bill;', 100);
    const one = owed[deed.c % Math.max(1, owed.length)];
    if (deed.then === 'write one' && one) await sidecars.write(one.billId);
  }
  if (extent === 'whole')
    for (const { billId } of store.sidecarsOwed('bill;', 1000)) await sidecars.write(billId);
  const kept = { folder, tree: store.loadBatch(batchId)?.tree ?? start, outbox: store.outbox(), sent };
  await sidecars.stop();
  store.close();
  return kept;
}

const ofStation: readonly string[] = ['page.add', 'page.hold', 'page.read', 'page.rendered'];

function isOfStation(command: TreeCommand): command is SystemCommand {
  return ofStation.includes(command.type);
}

/** The picture and the sidecars of its pages, as a capture leaves them. */
function takeIn(
  folder: string,
  batchId: BatchId,
  pages: readonly globalThis.Pick<
    Page,
    'id' | 'captureJobId' | 'feed' | 'sheet' | 'side' | 'source' | 'original' | 'dpi' | 'dpiBy' | 'deviceSays'
  >[],
  sequence: number,
): void {
  for (const [index, page] of pages.entries()) {
    const { id, captureJobId, feed, sheet, side, source, original, dpi, dpiBy, deviceSays } = page;
    const shelf = join(folder, 'cas', original.sha256.slice(0, 2));
    mkdirSync(shelf, { recursive: true });
    writeFileSync(join(shelf, original.sha256), 'x');
    const facts = { captureJobId, feed, sheet, side, source, original, dpi, dpiBy, deviceSays };
    const more = {
      pageId: id,
      batchId,
      at: 1,
      operator: 'lin',
      sequence: sequence + index,
      batchName: 'test',
    };
    writeFileSync(
      sidecarOf(join(shelf, original.sha256), id),
      JSON.stringify({ ...facts, ...more, grouping: 'split' }),
    );
  }
}

/** Throws the store away and has it rebuilt. */
async function rebuilt({ folder, tree }: Kept) {
  writeFileSync(join(folder, 'station.sqlite'), '');
  const done = await rebuildStation({
    dataFolder: folder,
    operator: 'it',
    onBatch: () => undefined,
    ...quiet,
  });
  if (tree.pages.size > 0) expect(done).toMatchObject({ ok: true, value: { type: 'rebuilt', found: [] } });
  const opened = openStore(join(folder, 'station.sqlite'), quiet);
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const store = opened.value;
  const after = {
    tree: store.loadBatch(tree.batch.id)?.tree ?? null,
    outbox: store.outbox(),
    stationId: store.readSetting('station.id'),
    nextSeq: store.nextStationSeq(),
  };
  store.close();
  return after;
}

async function inFolder(check: (folder: string) => Promise<void>): Promise<void> {
  const { path, remove } = newDataFolder();
  try {
    await check(path);
  } finally {
    remove();
  }
}

it('KEEP-24 whatever was done, a store that is lost comes back as it was: bills, documents, pages, the bin, what was sent', async () => {
  let bills = 0;
  await fc.assert(
    fc.asyncProperty(anyTree, anyDeeds, (start, deeds) =>
      inFolder(async (folder) => {
        const before = await work(folder, start, deeds, 'whole');
        if (before.tree.pages.size === 0) return;
        const after = await rebuilt(before);
        expect(after.tree && recordsOf(after.tree)).toEqual(recordsOf(before.tree));
        expect(after.outbox).toEqual(before.outbox);
        expect(after.stationId).toBe(stationId);
        expect(after.nextSeq).toBeGreaterThan(
          Math.max(0, ...before.outbox.map(({ stationSeq }) => stationSeq)),
        );
        bills += before.tree.bills.size;
      }),
    ),
    { numRuns: 40 },
  );
  expect(bills).toBeGreaterThan(20);
}, 300_000);

it('KEEP-25 cut off between commit and sidecar, every page comes back once, and all that left the station is known', async () => {
  let cut = 0;
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(anyTree, anyDeeds, (start, deeds) =>
      inFolder(async (folder) => {
        const before = await work(folder, start, deeds, 'cut');
        if (before.tree.pages.size === 0) return;
        const { tree, outbox } = await rebuilt(before);
        if (tree === null) throw new Error('the batch is gone');
        expectSound(tree);
        expect(new Set(tree.pages.keys())).toEqual(new Set(before.tree.pages.keys()));
        for (const { billId, revision, digest } of before.sent) {
          expect(outbox).toContainEqual(expect.objectContaining({ billId, revision, digest }));
          expect(tree.bills.get(billId)?.state).toBe('submitted');
        }
        cut += isDeepStrictEqual(recordsOf(tree), recordsOf(before.tree)) ? 0 : 1;
        sent += before.sent.length;
      }),
    ),
    { numRuns: 60 },
  );
  // Else nothing was cut off, or nothing left.
  expect(cut).toBeGreaterThan(0);
  expect(sent).toBeGreaterThan(0);
}, 300_000);
