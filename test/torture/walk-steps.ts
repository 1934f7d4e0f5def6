import fc from 'fast-check';
import { anyWalkPick, type WalkPick } from './walk-picks.ts';
import type { Walker } from './walker.ts';

/* The operations of a walk, as fast-check's commands: a failing walk is shortened to the few that it takes. */

export type Step = fc.AsyncCommand<Walker, Tally>;
/** How often each operation came to each outcome: `page.rotate done`. */
export type Tally = Map<string, number>;

export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 700, arbitrary: anyWalkPick.map(editStep) },
  { weight: 60, arbitrary: fc.tuple(fc.integer({ min: 1, max: 6 }), fc.nat(7)).map(backStep) },
  { weight: 10, arbitrary: fc.constant(0).map(redoStep) },
  { weight: 3, arbitrary: fc.constant(0).map(reopenStep) },
);

function editStep(pick: WalkPick): Step {
  let told = 'edit';
  return {
    check: () => true,
    async run(walker, tally) {
      const edit = walker.meant(pick);
      told = JSON.stringify(edit);
      count(tally, `${edit.type} ${await walker.edit(edit)}`);
    },
    toString: () => told,
  };
}

/** Some steps back, and some of them forward again; one too many is refused. */
function backStep([undos, redos]: readonly [number, number]): Step {
  return stepOf(`undo ${undos}, redo ${redos}`, async (walker, tally) => {
    for (let n = 0; n < undos; n += 1) count(tally, `undo ${await walker.undo()}`);
    for (let n = 0; n < redos && n <= undos; n += 1) count(tally, `redo ${await walker.redo()}`);
  });
}

function redoStep(): Step {
  return stepOf('redo', async (walker, tally) => count(tally, `redo ${await walker.redo()}`));
}

function reopenStep(): Step {
  return stepOf('reopen', async (walker, tally) => {
    await walker.reopen();
    count(tally, 'reopen done');
  });
}

function stepOf(name: string, run: Step['run']): Step {
  return { check: () => true, run, toString: () => name };
}

function count(tally: Tally, name: string): void {
  tally.set(name, (tally.get(name) ?? 0) + 1);
}
