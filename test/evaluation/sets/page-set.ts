import type { Ledger } from '../ledger.ts';
import type { Random } from '../random.ts';
import type { Tool } from '../tools/tool.ts';

/** Pages of one sort, each drawn, cleaned and measured by itself: any can be repeated alone by its name. */
export interface PageSet {
  readonly name: string;
  /** Part of the pages asked for. */
  readonly share: number;
  run(page: EvaluatedPage): Promise<void>;
}

export interface EvaluatedPage {
  readonly id: string;
  readonly index: number;
  readonly random: Random;
  readonly ledger: Ledger;
  /** Other tools to try on this page; none on most, since they take seconds. */
  readonly tools: readonly Tool[];
  /** Where pictures of this page belong; null: none are wanted. */
  readonly pictures: string | null;
}
