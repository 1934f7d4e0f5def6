import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EditCommand } from '../../src/domain/tree/commands.ts';
import { newDataFolder } from '../station/test-station.ts';
import { isAsModel, planted } from './walk-planted.ts';
import { type Script, submissions, takeInStack } from './walk-start.ts';
import { anyStep, type Tally } from './walk-steps.ts';
import { openWalker, type Start, type Walker } from './walker.ts';

/** In all walks; what is undone and done again at the end of each comes on top. */
const operations = Number(process.env.PLATEN_OPERATIONS ?? 10_000);
const longestWalk = 1_000;
/** A walk that fails is made shorter as long as this. */
const shrinkMs = 120_000;
/** The same walks each time, so that what is green stays green; another seed walks elsewhere. */
const seed = Number(process.env.PLATEN_SEED ?? 41);

describe('random walks through the real station', () => {
  const folders: ReturnType<typeof newDataFolder>[] = [];
  const starts: Start[] = [];

  beforeAll(async () => {
    for (const submission of submissions) {
      const folder = newDataFolder();
      folders.push(folder);
      const script: Script = new Map();
      const batchId = await takeInStack(folder.path, submission, script);
      starts.push({ folder: folder.path, batchId, script });
    }
  }, 120_000);

  afterAll(() => {
    for (const folder of folders) folder.remove();
  });

  function startOf(walkSeed: number): Start {
    const start = starts[walkSeed % starts.length];
    if (start === undefined) throw new Error('no start');
    return start;
  }

  it(`WALK-1, WALK-2, WALK-3 and WALK-4 over ${operations} operations the station does what a simple model does, there and back`, async () => {
    const tally: Tally = new Map();
    const done = () => [...tally.values()].reduce((sum, count) => sum + count, 0);
    for (let walkSeed = seed; done() < operations; walkSeed += 1) {
      process.stdout.write(`walk seed ${walkSeed}, ${done()} operations done\n`);
      await walk(startOf(walkSeed), walkSeed, tally);
    }
    for (const [name, count] of [...tally].sort()) process.stdout.write(`${name}: ${count}\n`);
    if (operations < 10_000) return;
    // The walks are worth nothing if they never got anywhere.
    for (const type of editTypes) expect(tally.get(`${type} done`), type).toBeGreaterThan(20);
    const outcomes = [...tally.keys()].map((name) => name.split(' ')[1]);
    expect(outcomes).toEqual(expect.arrayContaining([...refusals]));
  }, 900_000);

  it('WALK-5 the comparison sees a page lost, doubled, turned or moved, and a kind, number, mark or place that differs', async () => {
    const walker = await openWalker(startOf(0));
    const { model } = walker;
    const shown = walker.shown();
    await walker.close();
    expect(isAsModel(shown, model.batch)).toBe(true);
    for (const [name, records] of Object.entries(planted(shown)))
      expect(isAsModel(records, model.batch), name).toBe(false);
  });
});

/** One walk there and back, of any length up to the longest (`unbiased`: else most would be short). */
async function walk(start: Start, walkSeed: number, tally: Tally): Promise<void> {
  const steps = fc.commands<Walker, Tally, false>([anyStep], { maxCommands: longestWalk, size: 'max' });
  const property = fc.asyncProperty(steps, async (chosen) => {
    const walker = await openWalker(start);
    try {
      await fc.asyncModelRun(() => ({ model: walker, real: tally }), chosen);
      await walker.thereAndBack();
    } finally {
      await walker.close();
    }
  });
  await fc.assert(property, {
    numRuns: 1,
    seed: walkSeed,
    unbiased: true,
    interruptAfterTimeLimit: shrinkMs,
    markInterruptAsFailure: true,
  });
}

const editTypes = [
  'bill.setNumber',
  'bill.setPaper',
  'bill.split',
  'bill.join',
  'document.move',
  'document.merge',
  'document.split',
  'document.reclassify',
  'page.rotate',
  'page.adjust',
  'page.accept',
  'page.mark',
  'page.delete',
  'page.restore',
  'page.setInvoice',
  'page.giveBackInvoices',
] as const satisfies readonly EditCommand['type'][];

const refusals: readonly string[] = [
  'BillNotFound',
  'DocumentNotFound',
  'PageNotFound',
  'NothingSelected',
  'BillSubmitted',
  'FirstBill',
  'FirstDocument',
  'OneDocumentOnly',
  'NotAdjacent',
  'SinglePage',
  'PlaceInsideSelection',
  'BillNumberEmpty',
  'NotDeleted',
  'NotAnInvoice',
  'InvoiceNotFound',
  'InvoiceFieldInvalid',
  'NothingToUndo',
  'NothingToRedo',
];
