import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { StationEvent } from '../../src/contract/events.ts';
import type { BatchId } from '../../src/domain/ids.ts';
import { usualGate } from '../../src/domain/rules/gate.ts';
import { apply } from '../../src/domain/tree/apply.ts';
import { applyDiff, isEmptyDiff } from '../../src/domain/tree/changes.ts';
import type { SystemCommand } from '../../src/domain/tree/commands.ts';
import {
  type HistoryChange,
  historyAfter,
  type LabelledStep,
  newStep,
  nextLabels,
  redoDiff,
  stepToRedo,
  stepToUndo,
  undoDiff,
} from '../../src/domain/tree/history.ts';
import type { Tree } from '../../src/domain/tree/records.ts';
import type { Asked, PlainEdit } from '../../src/renderer/station/asked.ts';
import { createForesight, type Foresight } from '../../src/renderer/station/foresight.ts';
import { batchFromSnapshot, type OpenBatch, project } from '../../src/renderer/station/projection.ts';
import { anyPick, anyTree, editFor, findingFor, type Pick } from '../domain/any.ts';
import { attachment, batch, bill, countingIds, cover, invoice } from '../domain/builders.ts';

type Changed = Extract<StationEvent, { type: 'batch.changed' }>;

/** A station without a disk: the domain's commands one after the other, each told in JSON. Null: refused, or nothing to do. */
function remoteOf(first: Tree) {
  let [tree, revision] = [first, 1];
  let steps: readonly LabelledStep[] = [];
  const ids = countingIds('7');
  const save = (diff: Changed['diff'], change: HistoryChange<LabelledStep>): Changed => {
    tree = applyDiff(tree, diff);
    revision += 1;
    steps = historyAfter(steps, change);
    const step = change.type === 'push' ? { type: 'push', seq: change.step.seq } : change;
    const history = nextLabels(steps);
    const batchId = tree.batch.id;
    return JSON.parse(JSON.stringify({ type: 'batch.changed', batchId, revision, diff, step, history }));
  };
  return {
    tree: () => tree,
    revision: () => revision,
    run(asked: Asked): Changed | null {
      if (asked.type === 'edit') {
        const diff = apply(tree, asked.edit, ids);
        if (!diff.ok || isEmptyDiff(diff.value)) return null;
        return save(diff.value, { type: 'push', step: newStep(steps, asked.edit.type, diff.value) });
      }
      const step = (asked.type === 'undo' ? stepToUndo : stepToRedo)(steps);
      const diff = step.ok ? (asked.type === 'undo' ? undoDiff : redoDiff)(tree, step.value) : step;
      return step.ok && diff.ok ? save(diff.value, { type: asked.type, seq: step.value.seq }) : null;
    },
    change(command: SystemCommand): Changed | null {
      const diff = apply(tree, command, ids);
      return diff.ok && !isEmptyDiff(diff.value) ? save(diff.value, { type: 'none' }) : null;
    },
  };
}

/** What a window keeps: the batch as told, and what it shows of it. */
function windowOf(first: Tree) {
  const foresight: Foresight = createForesight();
  let told: OpenBatch = batchFromSnapshot({
    revision: 1,
    batch: first.batch,
    bills: [...first.bills.values()],
    documents: [...first.documents.values()],
    pages: [...first.pages.values()],
    history: { undo: null, redo: null },
    captureJobs: [],
    statuses: [],
    expected: [],
    facts: usualGate,
  });
  return {
    foresight,
    told: () => told,
    shown: () => foresight.over(told),
    hear(event: Changed | null) {
      if (!event) return;
      const next = project({ batch: told, status: null }, event, foresight.met);
      if (next === 'gap' || !next.batch) throw new Error('a revision was missed');
      told = next.batch;
      foresight.reached(event.batchId, event.revision);
    },
    ask: (asked: Asked) => foresight.expect(first.batch.id as BatchId, asked),
  };
}

/** What happens next: the operator presses, the station takes what was asked or changes something itself, an event or an answer arrives. */
const anyMoments = fc.array(fc.record({ what: fc.nat(99), pick: anyPick }), { minLength: 1, maxLength: 30 });

/** A window and its station with a line between them, on which all is late. */
function lineBetween(first: Tree) {
  const window = windowOf(first);
  const remote = remoteOf(first);
  const asked: { readonly asked: Asked; readonly expected: ReturnType<typeof window.ask> }[] = [];
  const events: Changed[] = [];
  const answers: (() => void)[] = [];
  const line = {
    window,
    remote,
    press(one: Asked) {
      asked.push({ asked: one, expected: window.ask(one) });
    },
    takes(isRefused: boolean) {
      const next = asked.shift();
      if (!next) return;
      const event = isRefused ? null : remote.run(next.asked);
      if (event) events.push(event);
      const revision = event ? event.revision : null;
      answers.push(() => {
        next.expected.answered(revision);
        window.foresight.reached(window.told().tree.batch.id, window.told().revision);
      });
    },
    changes(command: SystemCommand) {
      const event = remote.change(command);
      if (event) events.push(event);
    },
    hears: () => window.hear(events.shift() ?? null),
    isAnswered: () => answers.shift()?.(),
    /** Until nothing is on its way. */
    end() {
      while (asked.length > 0) line.takes(false);
      while (events.length > 0) line.hears();
      while (answers.length > 0) line.isAnswered();
    },
  };
  return line;
}

const plain = (tree: Tree, pick: Pick): PlainEdit | null => {
  const edit = editFor(tree, pick);
  return 'by' in edit ? null : edit;
};

const told = (tree: Tree) => ({ bills: tree.bills, documents: tree.documents, pages: tree.pages });

it('SPEED-11 whatever is pressed, refused, changed by the station and late on the line: in the end the window shows what the station has', () => {
  fc.assert(
    fc.property(anyTree, anyMoments, (first, moments) => {
      const line = lineBetween(first);
      for (const { what, pick } of moments) {
        const { tree } = line.window.shown();
        const edit = plain(tree, pick);
        const page = [...tree.pages.keys()][pick.a % Math.max(1, tree.pages.size)];
        if (what < 30 && edit) line.press({ type: 'edit', edit });
        else if (what < 40) line.press({ type: pick.b % 3 === 0 ? 'redo' : 'undo' });
        else if (what < 50 && page) line.changes(findingFor(page, pick.reading));
        else if (what < 70) line.takes(what % 5 === 0);
        else if (what < 85) line.hears();
        else line.isAnswered();
        line.window.shown();
      }
      line.end();
      expect(line.window.shown()).toBe(line.window.told());
      expect(told(line.window.shown().tree)).toEqual(told(line.remote.tree()));
    }),
    { numRuns: 400 },
  );
});

it('SPEED-12 what was foreseen and comes to be so leaves all that is shown the very same, however late event and answer are', () => {
  let foreseen = 0;
  fc.assert(
    fc.property(anyTree, anyMoments, (first, moments) => {
      const line = lineBetween(first);
      for (const { what, pick } of moments) {
        const { tree, steps } = line.window.shown();
        const undo = what < 20 && stepToUndo(steps).ok;
        const redo = what < 10 && stepToRedo(steps).ok;
        if (undo || redo) {
          line.press({ type: redo ? 'redo' : 'undo' });
          continue;
        }
        const edit = plain(tree, pick);
        const ids: string[] = [];
        const diff = edit && apply(tree, edit, (kind) => `${kind}:${ids.push(kind)}` as never);
        if (edit && diff?.ok && !isEmptyDiff(diff.value) && ids.length === 0)
          line.press({ type: 'edit', edit });
      }
      const shown = line.window.shown().tree;
      if (shown !== first) foreseen += 1;
      for (const { what } of [...moments, ...moments, ...moments]) {
        if (what < 35) line.takes(false);
        else if (what < 70) line.hears();
        else line.isAnswered();
        expect(line.window.shown().tree).toBe(shown);
      }
      line.end();
      expect(line.window.shown().tree).toBe(shown);
      expect(told(shown)).toEqual(told(line.remote.tree()));
    }),
    { numRuns: 300 },
  );
  expect(foreseen).toBeGreaterThan(100);
});

const two = () => batch(bill('CL-1', cover(), invoice(), attachment()), bill('CL-2', cover(), attachment(2)));
const firstOf = (tree: Tree, kind: string) => {
  const found = [...tree.documents.values()].find((document) => document.kind === kind);
  if (!found) throw new Error(`there is ${kind}`);
  return found;
};
const filed = (tree: Tree): PlainEdit => ({
  type: 'document.reclassify',
  documentIds: [firstOf(tree, 'invoice').id],
  kind: 'attachment',
  category: null,
});

it('SPEED-11 an edit shows at once, is taken back where the station refuses, and what was pressed after it stays', () => {
  const line = lineBetween(two());
  const { tree } = line.window.shown();
  const id = firstOf(tree, 'invoice').id;
  line.press({ type: 'edit', edit: filed(tree) });
  expect(line.window.shown().tree.documents.get(id)?.kind).toBe('attachment');
  expect(line.window.told().tree).toBe(tree);
  // It can be taken back before it is answered.
  expect(line.window.shown().history.undo).toBe('document.reclassify');
  const pages = [...tree.pages.values()].filter((page) => page.documentId !== id);
  line.press({
    type: 'edit',
    edit: { type: 'page.rotate', pageIds: pages.map((page) => page.id), turn: 90 },
  });
  line.takes(true);
  line.isAnswered();
  expect(line.window.shown().tree.documents.get(id)?.kind).toBe('invoice');
  const turns = () =>
    pages.map((page) => line.window.shown().tree.pages.get(page.id)?.recipe?.quarterTurn.value);
  expect(new Set(turns())).toEqual(new Set([90]));
  line.end();
  expect(new Set(turns())).toEqual(new Set([90]));
});

it('SPEED-11 a step made here is taken back at once and done again at once; one made before the window looked waits', () => {
  const line = lineBetween(two());
  const id = firstOf(line.window.shown().tree, 'invoice').id;
  const kind = () => line.window.shown().tree.documents.get(id)?.kind;
  line.press({ type: 'undo' });
  expect(line.window.shown()).toBe(line.window.told());
  line.press({ type: 'edit', edit: filed(line.window.shown().tree) });
  line.end();
  expect(kind()).toBe('attachment');
  line.press({ type: 'undo' });
  expect(kind()).toBe('invoice');
  expect(line.window.shown().history.redo).toBe('document.reclassify');
  line.press({ type: 'redo' });
  expect(kind()).toBe('attachment');
  expect(line.window.shown().history).toEqual({ undo: 'document.reclassify', redo: null });
  line.end();
  expect(kind()).toBe('attachment');
});

it('SPEED-13 what takes a new id waits for the station', () => {
  const line = lineBetween(two());
  const { tree } = line.window.shown();
  line.press({ type: 'edit', edit: { type: 'bill.split', documentId: firstOf(tree, 'attachment').id } });
  expect(line.window.shown().tree).toBe(tree);
  line.end();
  expect(line.window.shown().tree.bills.size).toBe(3);
});
