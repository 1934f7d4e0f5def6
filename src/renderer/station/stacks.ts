import type { CaptureJob } from '../../contract/queries.ts';
import type { CaptureJobId } from '../../domain/ids.ts';
import { sheetsBefore, stackOf } from '../../domain/rules/count.ts';
import type { Page } from '../../domain/tree/records.ts';
import type { OpenBatch } from './projection.ts';

/** The captures that go on with one another, first to last; the capture alone where it is no scan. */
export function capturesOfStack(
  jobs: ReadonlyMap<CaptureJobId, CaptureJob>,
  captureJobId: CaptureJobId,
): readonly CaptureJob[] {
  const ids = stackOf([...jobs.values()], captureJobId)?.captures ?? [captureJobId];
  return ids.flatMap((id) => jobs.get(id) ?? []).toSorted((a, b) => a.startedAt - b.startedAt);
}

type SheetsBefore = ReadonlyMap<CaptureJobId, number>;
const known = new WeakMap<OpenBatch['captureJobs'], SheetsBefore>();
let latest: SheetsBefore = new Map();

/**
 * What the sheets of each capture are short of their numbers in the stack. The very same object until one of them is
 * another: a capture tells of itself with every page, and every row asks.
 */
export function sheetsBeforeEach(batch: OpenBatch | null): SheetsBefore {
  if (!batch) return none;
  const now = known.get(batch.captureJobs) ?? counted(batch.captureJobs);
  known.set(batch.captureJobs, now);
  latest = now;
  return now;
}

const none: SheetsBefore = new Map();

function counted(jobs: OpenBatch['captureJobs']): SheetsBefore {
  const now = sheetsBefore([...jobs.values()].toSorted((a, b) => a.startedAt - b.startedAt));
  const isAlike = now.size === latest.size && [...now].every(([id, sheets]) => latest.get(id) === sheets);
  return isAlike ? latest : now;
}

/** The number of a sheet in its whole stack, which is what whoever holds the paper counts. */
export function sheetNumber(before: SheetsBefore, of: Pick<Page, 'captureJobId' | 'sheet'>): number {
  return (before.get(of.captureJobId) ?? 0) + of.sheet;
}

/** Where a stack stopped, told in sheets of the whole stack. */
export interface StackEnd {
  /** The sides of the last sheet that is whole; empty where none is. */
  readonly lastSheet: readonly Page[];
  /** Its number in the stack. */
  readonly lastNumber: number;
  /** The front of a sheet whose back never came. */
  readonly half: Page | null;
  /** Whole sheets and their sides, which need not be scanned again. */
  readonly safe: { readonly sheets: number; readonly sides: number };
  /** The sheet to go on with. */
  readonly next: number;
}

export function stackEnd(batch: OpenBatch, job: CaptureJob): StackEnd {
  const whole = capturesOfStack(batch.captureJobs, job.id);
  const chain = whole.slice(0, whole.findIndex((one) => one.id === job.id) + 1);
  const fed = chain.reduce((sum, one) => sum + one.sheetsFed - one.refedSheets, 0);
  // What is to replace something waits in the bin and is as safe there.
  const isAway = (page: Page) => page.isDeleted && job.replacement === null;
  const away = (one: CaptureJob) => (one.replacement === null ? one.sidesDeleted : 0);
  const taken = chain.reduce((sum, one) => sum + one.sidesTaken - away(one), 0);
  const half = halfSheet(batch, job);
  const isHalfKept = half !== null && !isAway(half);
  const last = half ? half.sheet - 1 : job.sheetsFed;
  // A capture that went on and stopped before its first sheet ends where the one before it did.
  const holder = last > 0 ? { job, sheet: last } : earlier(chain, last);
  const safe = half ? fed - 1 : fed;
  return {
    lastSheet: holder ? sidesOfSheet(batch, holder.job, holder.sheet).filter((page) => !isAway(page)) : [],
    lastNumber: safe,
    half,
    safe: { sheets: safe, sides: isHalfKept ? taken - 1 : taken },
    next: safe + 1,
  };
}

function earlier(chain: readonly CaptureJob[], last: number): { job: CaptureJob; sheet: number } | null {
  const before = chain.slice(0, -1).findLast((one) => one.sheetsFed > 0);
  const refed = chain.at(-1)?.refedSheets ?? 0;
  return before && last <= 0 ? { job: before, sheet: before.sheetsFed - refed } : null;
}

/** The last front of a duplex stack that stopped before its back; a device that drops blank backs leaves this open. */
function halfSheet(batch: OpenBatch, job: CaptureJob): Page | null {
  const { profile } = job;
  if (profile?.sides !== 'duplex' || profile.source !== 'feeder' || profile.blankSides !== 'keep')
    return null;
  const isSimplex = job.notes.some((note) => 'setting' in note && note.setting === 'sides');
  const wasSimplex = sidesOfSheet(batch, job, job.sheetsFed - 1).length === 1;
  const [only, ...others] = sidesOfSheet(batch, job, job.sheetsFed);
  return !isSimplex && !wasSimplex && only?.side === 'front' && others.length === 0 ? only : null;
}

/** Front first; what lies in the bin too. */
function sidesOfSheet(batch: OpenBatch, job: CaptureJob, sheet: number): readonly Page[] {
  const sides = [...batch.tree.pages.values()].filter(
    (page) => page.captureJobId === job.id && page.sheet === sheet,
  );
  return sides.toSorted((a, b) => a.feed - b.feed);
}
