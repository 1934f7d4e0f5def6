import type { BillId, CaptureJobId } from '../ids.ts';
import type { Page, Tree } from '../tree/records.ts';
import { billsOf } from '../tree/views.ts';
import type { Problem } from './problem.ts';

/** What counting needs to know of a capture. */
export interface CountedCapture {
  readonly id: CaptureJobId;
  readonly kind: 'scan' | 'import';
  readonly state: 'running' | 'done' | 'fault' | 'cancelled';
  readonly continues: CaptureJobId | null;
  readonly sheetsFed: number;
  readonly refedSheets: number;
  readonly countedSheets: number | null;
  readonly countAcceptedBy: string | null;
}

/** Scans that went on from each other: one stack of paper, counted as one. */
export interface StackCount {
  /** The capture that holds the hand count and its acceptance. */
  readonly first: CaptureJobId;
  readonly captures: readonly CaptureJobId[];
  /** Sheets of the stack that went through; one fed again counts once. */
  readonly fed: number;
  readonly counted: number | null;
  readonly state: 'running' | 'uncounted' | 'agrees' | 'differs' | 'accepted';
  readonly acceptedBy: string | null;
}

/** The stacks of a batch in the order of their first captures. Imports are no paper and belong to none. */
export function stacksOf(captures: readonly CountedCapture[]): readonly StackCount[] {
  const scans = captures.filter((capture) => capture.kind === 'scan');
  const byId = new Map(scans.map((scan) => [scan.id, scan]));
  const stacks = new Map<CaptureJobId, CountedCapture[]>();
  for (const scan of scans) {
    const { id } = firstOf(scan, byId);
    stacks.set(id, [...(stacks.get(id) ?? []), scan]);
  }
  return [...stacks].map(([first, members]) => countOf(first, members));
}

/** The stack a capture belongs to; null for an import and for one that is not among `captures`. */
export function stackOf(captures: readonly CountedCapture[], id: CaptureJobId): StackCount | null {
  return stacksOf(captures).find((stack) => stack.captures.includes(id)) ?? null;
}

/**
 * How many sheets of its stack went through before the first of each scan: what a sheet's number in its scan is short of
 * its number in the stack. One fed again keeps the number it had. `captures` in the order they began.
 */
export function sheetsBefore(captures: readonly CountedCapture[]): ReadonlyMap<CaptureJobId, number> {
  const byId = new Map(captures.map((capture) => [capture.id, capture]));
  const before = new Map<CaptureJobId, number>();
  for (const stack of stacksOf(captures)) {
    let through = 0;
    for (const id of stack.captures) {
      const { sheetsFed = 0, refedSheets = 0 } = byId.get(id) ?? {};
      before.set(id, through - refedSheets);
      through += sheetsFed - refedSheets;
    }
  }
  return before;
}

/**
 * Bills (null: every open one) that hold pages of a stack whose count differs: the sheet that is missing may be theirs.
 * Pages in the bin do not count. Bill by bill in order.
 */
export function countProblems(
  tree: Tree,
  captures: readonly CountedCapture[],
  billIds: readonly BillId[] | null,
): readonly Problem[] {
  const differing = stacksOf(captures).filter((stack) => stack.state === 'differs');
  if (differing.length === 0) return [];
  const asked = billIds === null ? null : new Set(billIds);
  const captured = capturesByBill(tree);
  return billsOf(tree)
    .filter((bill) => bill.state === 'open' && (asked === null || asked.has(bill.id)))
    .flatMap(({ id: billId }) =>
      differing
        .filter((stack) => stack.captures.some((id) => captured.get(billId)?.has(id)))
        .map(({ first: captureJobId, counted, fed }) => ({
          type: 'CountDiffers',
          billId,
          captureJobId,
          counted: counted ?? 0,
          fed,
        })),
    );
}

/** Where the sides of a capture are now. `kept`, `blank`, `separators` and `deleted` add up to the sides taken. */
export interface SideAccount {
  readonly taken: number;
  readonly kept: number;
  readonly blank: number;
  readonly separators: number;
  /** In the bin, whatever they carry. */
  readonly deleted: number;
  /** Of all these, still to be read: neither read nor given up. */
  readonly unread: number;
}

export function accountOf(captureJobId: CaptureJobId, pages: Iterable<Page>): SideAccount {
  const account = { taken: 0, kept: 0, blank: 0, separators: 0, deleted: 0, unread: 0 };
  for (const page of pages) {
    if (page.captureJobId !== captureJobId) continue;
    account.taken += 1;
    account[page.isDeleted ? 'deleted' : accountByMark[page.mark]] += 1;
    if (page.reading === null && page.parked === null) account.unread += 1;
  }
  return account;
}

const accountByMark = { content: 'kept', blank: 'blank', separator: 'separators' } as const;

function countOf(first: CaptureJobId, members: readonly CountedCapture[]): StackCount {
  const head = members.find((member) => member.id === first);
  const counted = head?.countedSheets ?? null;
  const acceptedBy = head?.countAcceptedBy ?? null;
  const fed = members.reduce((sum, { sheetsFed, refedSheets }) => sum + sheetsFed - refedSheets, 0);
  return {
    first,
    captures: members.map((member) => member.id),
    fed,
    counted,
    acceptedBy,
    state: stateOf(members, counted, fed, acceptedBy),
  };
}

function stateOf(
  members: readonly CountedCapture[],
  counted: number | null,
  fed: number,
  acceptedBy: string | null,
): StackCount['state'] {
  if (members.some((member) => member.state === 'running')) return 'running';
  if (counted === null) return 'uncounted';
  if (counted === fed) return 'agrees';
  return acceptedBy === null ? 'differs' : 'accepted';
}

/** A capture whose forerunner is not known here begins a stack of its own. */
function firstOf(scan: CountedCapture, byId: ReadonlyMap<CaptureJobId, CountedCapture>): CountedCapture {
  let first = scan;
  for (let left = byId.size; left > 0; left -= 1) {
    const before = first.continues === null ? undefined : byId.get(first.continues);
    if (before === undefined) break;
    first = before;
  }
  return first;
}

function capturesByBill(tree: Tree): ReadonlyMap<BillId, ReadonlySet<CaptureJobId>> {
  const captured = new Map<BillId, Set<CaptureJobId>>();
  for (const page of tree.pages.values()) {
    const billId = tree.documents.get(page.documentId)?.billId;
    if (billId === undefined || page.isDeleted) continue;
    const known = captured.get(billId);
    if (known) known.add(page.captureJobId);
    else captured.set(billId, new Set([page.captureJobId]));
  }
  return captured;
}
