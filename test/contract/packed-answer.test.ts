import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerText, packAnswer, unpackAnswer } from '../../src/contract/packed-answer.ts';
import { packedText, packList, unpackList } from '../../src/contract/packed-list.ts';
import type { BatchSnapshot } from '../../src/contract/queries.ts';
import type { Recipe, RecipeValue } from '../../src/domain/reading.ts';
import { err, ok } from '../../src/domain/result.ts';
import { usualGate } from '../../src/domain/rules/gate.ts';
import type { Page, Tree } from '../../src/domain/tree/records.ts';
import { apiRoutes } from '../../src/shell/browser/api-routes.ts';
import { handleIpc } from '../../src/shell/electron/ipc.ts';
import { windowOrigin } from '../../src/shell/electron/protocol.ts';
import { anyTree } from '../domain/any.ts';
import { attachment, batch, bill, cover, invoice, recipe, renditionOf } from '../domain/builders.ts';

const overJson = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/** Records of a few fields that often agree with each other, as pages do; and names that objects have of their own. */
const alike = fc.dictionary(
  fc.constantFrom('a', 'b', 'toString', '__proto__', 'length', '0'),
  fc.oneof(
    fc.constantFrom(null, 0, 1, 'x', '', false, {}, [], [0], [1], ['x', null]),
    fc.jsonValue({ maxDepth: 2 }),
  ),
);

describe('a list of records that are alike', () => {
  it('OPEN-1 comes out as it went in', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(alike, fc.array(alike), fc.jsonValue()), { maxLength: 8 }), (list) => {
        const items = overJson(list);
        expect(unpackList(overJson(packList(items)))).toEqual(items);
        // As Electron carries it, without JSON between.
        expect(unpackList(structuredClone(packList(items)))).toEqual(items);
      }),
      { numRuns: 1_000 },
    );
  });

  it('OPEN-1 a field that comes, goes or stands elsewhere is not mistaken for one that stayed', () => {
    const lists: readonly (readonly unknown[])[] = [
      [{ a: 1 }, { a: 1, b: null }, { b: null, a: 1 }, { b: null }, {}, { toString: 1 }],
      [[1, 2], [1], [1, 2], { 0: 1, 1: 2 }, [], null, null, 'x', 'x', {}, {}],
      [{ a: [{ b: 1 }] }, { a: [{ b: 2 }] }, { a: [{ b: 2 }, 3] }, { a: null }, { a: [null] }, { a: [[1]] }],
    ];
    for (const items of lists) expect(unpackList(overJson(packList(items)))).toEqual(items);
  });
});

const recipeWith = (value: RecipeValue, degrees: number): Recipe => ({
  ...recipe,
  [value]: { value: degrees, by: 'manual', confidence: 1 },
});

/** Some pages rendered as they are wanted, some not yet, some not at all. */
const rendered = (page: Page, at: number): Page => {
  if (page.recipe === null) return page;
  if (at % 3 === 0) return { ...page, rendition: renditionOf(overJson(page.recipe)) };
  if (at % 3 === 1) return { ...page, rendition: renditionOf(recipeWith('skewDeg', at)) };
  return { ...page, rendition: null };
};

function snapshotOf(tree: Tree): BatchSnapshot {
  const snapshot = {
    revision: 7,
    batch: tree.batch,
    bills: [...tree.bills.values()],
    documents: [...tree.documents.values()],
    pages: [...tree.pages.values()].map(rendered),
    history: { undo: 'page.rotate', redo: null },
    captureJobs: [],
    statuses: [],
    expected: [],
    facts: usualGate,
  };
  return overJson(snapshot) as unknown as BatchSnapshot;
}

describe('the snapshot of a batch', () => {
  it('OPEN-1 is the same behind the way, whatever the tree holds', () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        const snapshot = snapshotOf(tree);
        const wire = overJson(packAnswer('batch.snapshot', ok(snapshot)));
        expect(unpackAnswer('batch.snapshot', wire)).toEqual(ok(snapshot));
      }),
      { numRuns: 200 },
    );
  });

  it('OPEN-6 is written anew only where the batch changed, and says the same whatever was written before', () => {
    fc.assert(
      fc.property(anyTree, fc.nat(), fc.boolean(), (tree, at, isGone) => {
        const snapshot = snapshotOf(tree);
        const written = (one: BatchSnapshot) => JSON.parse(answerText('batch.snapshot', ok(one)));
        expect(unpackAnswer('batch.snapshot', written(snapshot))).toEqual(ok(snapshot));
        // Another page in its place, or none: the page after it follows another one than before.
        const pages = snapshot.pages.flatMap((page, place) => {
          if (place !== at % snapshot.pages.length) return [page];
          return isGone ? [] : [{ ...page, sheet: page.sheet + 1 }];
        });
        const next = { ...snapshot, revision: snapshot.revision + 1, pages };
        expect(unpackAnswer('batch.snapshot', written(next))).toEqual(ok(next));
        expect(unpackAnswer('batch.snapshot', written(snapshot))).toEqual(ok(snapshot));
      }),
      { numRuns: 200 },
    );
  });

  it('OPEN-6 packs no record again that stands where it stood', () => {
    let looks = 0;
    const page = (id: number) => ({
      id,
      get sheet() {
        looks += 1;
        return id;
      },
    });
    const pages = Array.from({ length: 20 }, (_, id) => page(id));
    const first = packedText(pages);
    expect(looks).toBeGreaterThan(0);
    looks = 0;
    expect(packedText(pages)).toBe(first);
    expect(packList(pages)).toHaveLength(20);
    expect(looks).toBe(0);
  });

  it('OPEN-1 errors and other answers pass as they are', () => {
    const gone = err({ type: 'BatchNotFound' } as const);
    expect(JSON.parse(answerText('batch.snapshot', gone))).toEqual(gone);
    expect(packAnswer('batch.snapshot', gone)).toBe(gone);
    expect(unpackAnswer('batch.snapshot', gone)).toBe(gone);
    const none = ok([]);
    expect(unpackAnswer('batches.list', packAnswer('batches.list', none))).toBe(none);
  });

  const large = () =>
    snapshotOf(
      batch(
        ...Array.from({ length: 30 }, (_, at) =>
          bill(`CL-${at}`, cover(), invoice({ number: `263170000000${10_000_000 + at}` }), attachment(3)),
        ),
      ),
    );

  it('OPEN-1 leaves both shells packed', async () => {
    const snapshot = large();
    const input = { batchId: snapshot.batch.id };
    const ask = async () => ok(snapshot);

    const routes = apiRoutes({ run: ask, ask, listen: () => () => undefined });
    const headers = { 'content-type': 'application/json' };
    const posted = { method: 'POST', headers, body: JSON.stringify(input) };
    const response = await routes.request('/api/ask/batch.snapshot', posted);
    const answer = (await response.json()) as ReturnType<typeof packAnswer>;
    expect(answer).not.toEqual(ok(snapshot));
    expect(unpackAnswer('batch.snapshot', answer)).toEqual(ok(snapshot));

    const handlers = new Map<string, (...args: unknown[]) => Promise<never>>();
    const ipcMain = { handle: handlers.set.bind(handlers) };
    handleIpc(ipcMain as unknown as Parameters<typeof handleIpc>[0], { run: ask, ask }, () => undefined);
    const frame = { origin: windowOrigin };
    const event = { senderFrame: frame, sender: { mainFrame: frame } };
    const invoked = await handlers.get('station:ask')?.(event, 'batch.snapshot', input);
    expect(invoked).toEqual(answer);
  });

  it('OPEN-2 takes less than a third of its plain form', () => {
    const snapshot = large();
    const packed = JSON.stringify(packAnswer('batch.snapshot', ok(snapshot)));
    expect(packed.length).toBeLessThan(JSON.stringify(snapshot).length / 3);
  });
});
