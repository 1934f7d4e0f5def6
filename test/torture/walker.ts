import { cpSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { BatchSnapshot } from '../../src/contract/queries.ts';
import type { BatchId, PageId } from '../../src/domain/ids.ts';
import { treeOf } from '../../src/domain/tree/build.ts';
import type { EditCommand } from '../../src/domain/tree/commands.ts';
import { newDataFolder, openTestStation, type TestStation } from '../station/test-station.ts';
import { batchOf, inIdOrder, lastingRecords, nameNew, takePins } from './walk-check.ts';
import {
  judgeEdit,
  judgeRedo,
  judgeUndo,
  labelsOf,
  push,
  type Verdict,
  type WalkModel,
} from './walk-history.ts';
import type { Face } from './walk-model.ts';
import { type WalkPick, walkEdit } from './walk-picks.ts';
import { type Script, scriptedWorkers } from './walk-start.ts';

/** A data folder with a stack taken in, from which any number of walks begin. */
export interface Start {
  readonly folder: string;
  readonly batchId: BatchId;
  readonly script: Script;
}

/** `done`, `nothing` where all was so already, or the name of the error. */
type Outcome = string;

/** A real station and the model beside it; each operation is done by both, and both must agree. */
export interface Walker {
  readonly model: WalkModel;
  /** What the station shows now. */
  shown(): BatchSnapshot;
  /** What a pick means in the tree as it is. */
  meant(pick: WalkPick): EditCommand;
  edit(edit: EditCommand): Promise<Outcome>;
  undo(): Promise<Outcome>;
  redo(): Promise<Outcome>;
  /** Closes the station and opens it again. */
  reopen(): Promise<void>;
  /** Undoes all and finds the start again, does all again and finds the end. */
  thereAndBack(): Promise<void>;
  close(): Promise<void>;
}

const operator = 'tester';

export async function openWalker({ folder, batchId, script }: Start): Promise<Walker> {
  const own = newDataFolder();
  cpSync(folder, own.path, { recursive: true });
  const workers = scriptedWorkers(script);
  const open = () => openTestStation(own.path, { launch: workers.launch, operator });
  let station: TestStation = await open();
  const first = await station.snapshot(batchId);
  let now: BatchSnapshot = first;
  const model: WalkModel = { batch: batchOf(first), faces: facesOf(first), steps: [], done: 0 };
  const seen = new Set<string>([...first.bills, ...first.documents].map(({ id }) => id));

  /** One operation through the station, against what the model says of it. */
  async function operate(
    verdict: Verdict,
    /** What the answer says beside the revision. */
    besides: object,
    run: () => ReturnType<TestStation['run']>,
  ): Promise<void> {
    const before = now;
    const requests = workers.requests.length;
    station.events.length = 0;
    const result = await run();
    expect(result.ok ? null : result.error.type, 'refused by the station as by the model').toBe(
      verdict.refusal,
    );
    const isChanged = verdict.refusal === null && verdict.isChanged;
    if (result.ok)
      expect(result.value).toEqual({ revision: before.revision + (isChanged ? 1 : 0), ...besides });
    await station.station.pagesRead();
    now = await station.snapshot(batchId);
    // Beside the operation itself, one change for each page that was rendered or read anew because of it.
    const changes = (isChanged ? 1 : 0) + workers.requests.length - requests;
    const told = station.events.flatMap((event) => (event.type === 'batch.changed' ? [event.revision] : []));
    expect(told).toEqual(Array.from({ length: changes }, (_, n) => before.revision + 1 + n));
    expect(now.revision).toBe(before.revision + changes);
    if (!isChanged) expect(now).toEqual(before);
  }

  function compare(): void {
    expect(idsOf(now), 'every page once').toEqual(idsOf(first));
    expect(now.history).toEqual(labelsOf(model));
    const batch = batchOf(now);
    if (!isDeepStrictEqual(batch, model.batch)) expect(batch).toEqual(model.batch);
  }

  async function travel(verdict: Verdict, name: 'tree.undo' | 'tree.redo', by: 1 | -1): Promise<Outcome> {
    await operate(verdict, { steps: 1, stopped: null }, () => station.run(name, { batchId }));
    if (verdict.refusal === null) {
      model.batch = verdict.batch;
      model.done += by;
    }
    compare();
    return outcomeOf(verdict);
  }

  const walker: Walker = {
    model,
    shown: () => now,
    meant(pick) {
      const edit = walkEdit(treeOf(now.batch, now.bills, now.documents, now.pages), model, pick);
      // What carries a name is always the operator's at the station.
      return 'by' in edit ? { ...edit, by: operator } : edit;
    },
    async edit(edit) {
      const verdict = judgeEdit(model, edit);
      await operate(verdict, {}, () =>
        edit.type === 'page.accept'
          ? station.run('quality.accept', { batchId, pageIds: edit.pageIds })
          : edit.type === 'bill.setPaper'
            ? station.run('bill.setPaper', { batchId, billId: edit.billId, paper: edit.paper })
            : station.run('tree.edit', { batchId, edit }),
      );
      if (verdict.refusal === null && verdict.isChanged) {
        const batch = batchOf(now);
        nameNew(verdict.batch, batch, seen);
        takePins(verdict.batch, batch);
        push(model, edit.type, verdict.batch);
      }
      compare();
      return outcomeOf(verdict);
    },
    undo: () => travel(judgeUndo(model), 'tree.undo', -1),
    redo: () => travel(judgeRedo(model), 'tree.redo', 1),
    async reopen() {
      await station.close();
      station = await open();
      const after = await station.snapshot(batchId);
      expect(inIdOrder(after)).toEqual(inIdOrder(now));
      now = after;
      compare();
    },
    async thereAndBack() {
      while (model.done < model.steps.length) await walker.redo();
      const end = lastingRecords(now);
      while (model.done > 0) await walker.undo();
      expect(lastingRecords(now)).toEqual(lastingRecords(first));
      await walker.reopen();
      await walker.undo();
      while (model.done < model.steps.length) await walker.redo();
      expect(lastingRecords(now)).toEqual(end);
      await walker.redo();
    },
    async close() {
      await station.close();
      own.remove();
    },
  };
  return walker;
}

function outcomeOf(verdict: Verdict): Outcome {
  if (verdict.refusal !== null) return verdict.refusal;
  return verdict.isChanged ? 'done' : 'nothing';
}

function idsOf({ pages }: Pick<BatchSnapshot, 'pages'>): readonly PageId[] {
  return pages.map(({ id }) => id).toSorted();
}

function facesOf({ pages }: BatchSnapshot): ReadonlyMap<PageId, Face> {
  return new Map(
    pages.map(({ id, reading }) => [
      id,
      {
        isRead: reading !== null,
        kind: reading?.kind ?? 'attachment',
        billNumber: reading?.billNumber ?? null,
        hasFault: (reading?.quality.clipped.length ?? 0) > 0,
        invoices: reading?.invoices.map(({ number }) => number) ?? [],
      },
    ]),
  );
}
