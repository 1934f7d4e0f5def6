import { type Ledger, openLedger } from './ledger.ts';
import { randomNamed } from './random.ts';
import { backs } from './sets/backs.ts';
import { codePages } from './sets/code-pages.ts';
import { cutPages } from './sets/cut-pages.ts';
import { feederPages } from './sets/feeder-pages.ts';
import { filePages } from './sets/file-pages.ts';
import type { PageSet } from './sets/page-set.ts';
import { photographs } from './sets/photographs.ts';
import { targets } from './targets.ts';
import { debianPackages, openTools } from './tools/open-tools.ts';

export interface EvaluationOptions {
  readonly seed: number;
  /** Pages of the largest set; the others have their share of it. */
  readonly pages: number;
  /** The one set to run; null: all. */
  readonly set: string | null;
  /** The one page to run; null: all. */
  readonly only: string | null;
  /** Folder for pictures; null: none. */
  readonly pictures: string | null;
  /** Others are tried on every so many pages; 0: on none. */
  readonly othersEvery: number;
}

export const pageSets: readonly PageSet[] = [feederPages, filePages, photographs, cutPages, backs, codePages];

/** Draws, cleans and measures every page of the sets; `onPage` hears of each before it is drawn. */
export async function evaluate(options: EvaluationOptions, onPage: (id: string) => void): Promise<Ledger> {
  const ledger = openLedger(targets);
  const { tools, missing } = openTools();
  for (const name of missing) ledger.missing(name, `not installed (${debianPackages[name]})`);
  for (const set of pageSets) {
    if (options.set !== null && options.set !== set.name) continue;
    const count = options.only === null ? Math.ceil(options.pages * set.share) : indexOf(options.only) + 1;
    for (let index = options.only === null ? 0 : count - 1; index < count; index++) {
      const id = `${set.name}-${index}`;
      onPage(id);
      const isTried = options.othersEvery > 0 && index % options.othersEvery === 0;
      const random = randomNamed(options.seed, id);
      await set.run({ id, index, random, ledger, tools: isTried ? tools : [], pictures: options.pictures });
    }
  }
  return ledger;
}

function indexOf(id: string): number {
  return Number(/-(\d+)$/.exec(id)?.[1] ?? 0);
}
