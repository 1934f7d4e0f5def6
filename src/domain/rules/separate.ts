import type { BillId, DocumentId } from '../ids.ts';
import type { By } from '../units.ts';

/** A document as separation sees it. */
export interface DocumentLine {
  readonly id: DocumentId;
  /** Number read on it if it is a cover, else null. */
  readonly coverNumber: string | null;
  /** Neither its kind nor its place was set by a person: only such a cover opens a bill. */
  readonly isFree: boolean;
  /** Holds nothing but deleted, blank or separator pages. */
  readonly isSilent: boolean;
}

export interface BillLine {
  readonly id: BillId;
  readonly number: string | null;
  readonly numberBy: By;
  /** It begins here for no other reason than its first document (`isOpenedBy`). False: it begins here whatever is read. */
  readonly isSoft: boolean;
  readonly documents: readonly DocumentLine[];
}

/** A bill as it should be. `billId` null: a new one. */
export interface Segment {
  readonly billId: BillId | null;
  readonly number: string | null;
  readonly numberBy: By;
  readonly documentIds: readonly DocumentId[];
}

/**
 * Cuts a run of bills anew after something was read in `changed`. One pass in paper order, so that the outcome does
 * not depend on the order in which pages were read:
 * a cover opens a bill, unless it carries the number of the bill it stands in (or of a cover before it there), or
 * nothing but silent documents stand before it: then the bill it stands in takes its number.
 * Stops at the first boundary after `changed` that holds; bills that got no segment before that are dissolved.
 */
export function separate(bills: Iterable<BillLine>, changed: BillId): readonly Segment[] {
  const segments: OpenSegment[] = [];
  let isPastChange = false;
  for (const bill of bills) {
    const [head] = bill.documents;
    const current = segments.at(-1);
    const begins = current === undefined || !bill.isSoft || (head !== undefined && opensBill(current, head));
    if (begins && isPastChange) break;
    if (begins) segments.push(openSegment(bill.id, bill.number, bill.numberBy));
    for (const document of bill.documents) {
      const last = lastOf(segments);
      const opens = opensBill(last, document);
      if (opens) segments.push(openSegment(null, null, 'auto'));
      addTo(opens ? lastOf(segments) : last, document);
    }
    isPastChange ||= bill.id === changed;
  }
  return segments;
}

/** Whether the first document of a bill alone opens it behind the bill before it. */
export function isOpenedBy(head: DocumentLine, before: Omit<BillLine, 'isSoft'>): boolean {
  const segment = openSegment(before.id, before.number, before.numberBy);
  for (const document of before.documents) addTo(segment, document);
  return opensBill(segment, head);
}

interface OpenSegment extends Segment {
  number: string | null;
  readonly documentIds: DocumentId[];
  /** Every number that means this bill: its own and those of its covers. */
  readonly numbers: Set<string>;
  hasContent: boolean;
}

function openSegment(billId: BillId | null, number: string | null, numberBy: By): OpenSegment {
  return {
    billId,
    number,
    numberBy,
    documentIds: [],
    numbers: new Set(number === null ? [] : [number]),
    hasContent: false,
  };
}

function opensBill(segment: OpenSegment, document: DocumentLine): boolean {
  return (
    document.isFree &&
    document.coverNumber !== null &&
    segment.hasContent &&
    !segment.numbers.has(document.coverNumber)
  );
}

function addTo(segment: OpenSegment, document: DocumentLine): void {
  segment.documentIds.push(document.id);
  if (document.coverNumber !== null) {
    if (document.isFree && !segment.hasContent && segment.numberBy === 'auto') {
      segment.numbers.clear();
      segment.number = document.coverNumber;
    }
    segment.numbers.add(document.coverNumber);
  }
  if (!document.isSilent) segment.hasContent = true;
}

function lastOf(segments: readonly OpenSegment[]): OpenSegment {
  const last = segments.at(-1);
  if (last === undefined) throw new Error('no segment is open');
  return last;
}
