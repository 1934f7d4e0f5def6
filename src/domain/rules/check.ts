import type { BillId, DocumentId } from '../ids.ts';
import type { InvoiceFields } from '../invoice.ts';
import { isSame } from '../tree/equal.ts';
import type { BillContents } from '../tree/order.ts';
import type { Bill, Tree } from '../tree/records.ts';
import { billsOf, contentsOf, isLive } from '../tree/views.ts';
import { type Coverless, coverlessFor, type GateFacts, type SubmittedInvoice, usualGate } from './gate.ts';
import { invoiceKeys } from './invoice-key.ts';
import { type NeighboursByCapture, neighboursIn, neighboursOf } from './neighbours.ts';
import type { Problem } from './problem.ts';
import { defaultQualityPolicy, openFaultsOf } from './quality.ts';
import { isPageReady } from './rendition.ts';
import { submittedPages } from './submission.ts';

/**
 * Why these bills (null: every open one) cannot be submitted yet, bill by bill in order. Submitted bills have no problems.
 * Whoever has the facts of the station gives them.
 */
export function problemsOf(
  tree: Tree,
  billIds: readonly BillId[] | null,
  facts: GateFacts = usualGate,
): readonly Problem[] {
  const asked = billIds === null ? null : new Set(billIds);
  const open = billsOf(tree).filter((bill) => bill.state === 'open');
  const byNumber = Map.groupBy(open, ({ number }) => number);
  const seen = firstSeen(tree);
  const before = byKey(facts.submitted);
  return open
    .filter((bill) => asked === null || asked.has(bill.id))
    .flatMap((bill) => [
      ...numberProblems(bill, byNumber),
      ...ownProblems(tree, bill, coverlessFor(facts, bill.number)),
      ...invoiceProblems(tree, bill, seen, before),
    ]);
}

interface OwnProblems {
  readonly bill: Bill;
  readonly coverless: Coverless;
  readonly neighbours: NeighboursByCapture;
  readonly problems: readonly Problem[];
}

const known = new WeakMap<BillContents, OwnProblems>();

/** What the bill has whatever lies in others. Thousands of pages are looked at again only where something changed. */
function ownProblems(tree: Tree, bill: Bill, coverless: Coverless): readonly Problem[] {
  const contents = contentsOf(tree, bill.id);
  const neighbours = neighboursIn(tree);
  const before = known.get(contents);
  if (before?.bill === bill && before.coverless === coverless && before.neighbours === neighbours)
    return before.problems;
  const problems = [
    ...paperProblems(bill),
    ...contentProblems(tree, bill, coverless),
    ...pageProblems(tree, bill, contents),
  ];
  known.set(contents, { bill, coverless, neighbours, problems });
  return problems;
}

interface FirstSeen {
  readonly documentId: DocumentId;
  readonly isSubmitted: boolean;
}

function numberProblems(
  bill: Bill,
  byNumber: ReadonlyMap<string | null, readonly Bill[]>,
): readonly Problem[] {
  const { id: billId, number } = bill;
  if (number === null) return [{ type: 'NumberMissing', billId }];
  const other = byNumber.get(number)?.find((candidate) => candidate.id !== billId);
  return other === undefined ? [] : [{ type: 'NumberDoubled', billId, number, otherBillId: other.id }];
}

function paperProblems({ id: billId, paperPending }: Bill): readonly Problem[] {
  return paperPending === null ? [] : [{ type: 'PaperPending', billId, by: paperPending.by }];
}

function contentProblems(tree: Tree, bill: Bill, coverless: Coverless): readonly Problem[] {
  const documents = submittedPages(tree, bill.id);
  if (documents.length === 0) return [{ type: 'BillEmpty', billId: bill.id }];
  const hasCover = documents.some(({ document }) => document.kind === 'cover');
  return hasCover || coverless === 'allowed' ? [] : [{ type: 'CoverMissing', billId: bill.id }];
}

/**
 * A blank page must be read, since only then is it known to be blank; its pixels are not sent. A page that was given up
 * though it is ready (it was looked at again, in vain) holds nothing back.
 */
function pageProblems(tree: Tree, bill: Bill, { documents }: BillContents): readonly Problem[] {
  return documents
    .flatMap(({ pages }) => pages.filter(isLive))
    .flatMap((page): readonly Problem[] => {
      const ids = { billId: bill.id, pageId: page.id };
      if (page.damaged === 'original') return [{ type: 'PageDamaged', ...ids }];
      const isReady = page.mark === 'content' ? isPageReady(page) : page.reading !== null;
      if (!isReady) {
        const { parked: detail } = page;
        return [detail === null ? { type: 'PageUnread', ...ids } : { type: 'PageParked', ...ids, detail }];
      }
      const faults = openFaultsOf(page, defaultQualityPolicy, neighboursOf(tree, page));
      return faults.length > 0 ? [{ type: 'QualityUnaccepted', ...ids, faults }] : [];
    });
}

interface KeyedInvoice {
  readonly keys: readonly string[];
  readonly number: string;
}

/** A document of invoices as others of the batch may claim the same: by key. */
interface Claim {
  readonly documentId: DocumentId;
  /** Each invoice once. */
  readonly invoices: readonly KeyedInvoice[];
  /** All its pages were read, and no invoice found. */
  readonly isUnread: boolean;
}

const claims = new WeakMap<BillContents, readonly Claim[]>();

/** Worked out once a state of the bill: of thousands of invoices only those of a bill that changed are keyed again. */
function claimsOf(tree: Tree, bill: Bill): readonly Claim[] {
  const contents = contentsOf(tree, bill.id);
  const before = claims.get(contents);
  if (before) return before;
  const made = submittedPages(tree, bill.id)
    .filter(({ document }) => document.kind === 'invoice')
    .map(({ document, pages, invoices }) => ({
      documentId: document.id,
      invoices: keyedInvoices(invoices),
      isUnread: invoices.length === 0 && pages.every((page) => page.reading !== null),
    }));
  claims.set(contents, made);
  return made;
}

function keyedInvoices(invoices: readonly InvoiceFields[]): readonly KeyedInvoice[] {
  const all = invoices.map((invoice) => ({ keys: invoiceKeys(invoice), number: invoice.number }));
  return [...new Map(all.map((one) => [one.keys.join(' '), one])).values()];
}

type Seen = ReadonlyMap<string, FirstSeen>;
type SubmittedByKey = ReadonlyMap<string, readonly SubmittedInvoice[]>;

interface InvoiceProblems {
  readonly bill: Bill;
  readonly seen: Seen;
  readonly before: SubmittedByKey;
  readonly problems: readonly Problem[];
}

const ofInvoices = new WeakMap<BillContents, InvoiceProblems>();

/** Looked for again only where the bill, the invoices of the batch or those submitted before changed. */
function invoiceProblems(tree: Tree, bill: Bill, seen: Seen, before: SubmittedByKey): readonly Problem[] {
  const contents = contentsOf(tree, bill.id);
  const known = ofInvoices.get(contents);
  if (known?.bill === bill && known.seen === seen && known.before === before) return known.problems;
  const problems = findInvoiceProblems(tree, bill, seen, before);
  ofInvoices.set(contents, { bill, seen, before, problems });
  return problems;
}

const submittedByKey = new WeakMap<readonly SubmittedInvoice[], SubmittedByKey>();

function byKey(submitted: readonly SubmittedInvoice[]): SubmittedByKey {
  const known = submittedByKey.get(submitted) ?? Map.groupBy(submitted, ({ key }) => key);
  submittedByKey.set(submitted, known);
  return known;
}

function findInvoiceProblems(tree: Tree, bill: Bill, seen: Seen, before: SubmittedByKey): readonly Problem[] {
  const problems: Problem[] = [];
  for (const { documentId, invoices, isUnread } of claimsOf(tree, bill)) {
    const ids = { billId: bill.id, documentId };
    if (isUnread) problems.push({ type: 'InvoiceUnread', ...ids });
    for (const { keys, number } of invoices) {
      const first = firstOther(keys, documentId, seen);
      if (first) problems.push({ type: 'InvoiceDoubled', ...ids, otherDocumentId: first.documentId, number });
      // Nearly every invoice is new to the station: nothing is made for one that is.
      if (first || !keys.some((key) => before.has(key))) continue;
      // A further revision of a bill repeats its own invoices.
      const other = keys.flatMap((key) => before.get(key) ?? []).find(({ billId }) => billId !== bill.id);
      if (!other) continue;
      const { billNumber: otherBillNumber, batchName, at } = other;
      problems.push({ type: 'InvoiceSubmittedBefore', ...ids, number, otherBillNumber, batchName, at });
    }
  }
  return problems;
}

function firstOther(keys: readonly string[], documentId: DocumentId, seen: Seen): FirstSeen | null {
  for (const key of keys) {
    const first = seen.get(key);
    if (first && first.documentId !== documentId) return first;
  }
  return null;
}

interface BillClaims {
  readonly isSubmitted: boolean;
  readonly claims: readonly Claim[];
}

/** What the latest answer was made from: most changes leave every invoice where it stands. */
let latest: { readonly bills: readonly BillClaims[]; readonly seen: Seen } = { bills: [], seen: new Map() };

/** Where each invoice of the batch stands; the very same map as long as none comes, goes or moves. */
function firstSeen(tree: Tree): Seen {
  const bills = billsOf(tree).map((bill) => ({
    isSubmitted: bill.state === 'submitted',
    claims: claimsOf(tree, bill),
  }));
  const isAsBefore =
    bills.length === latest.bills.length && bills.every((bill, at) => claimAlike(bill, latest.bills[at]));
  latest = { bills, seen: isAsBefore ? latest.seen : placesOf(bills) };
  return latest.seen;
}

function claimAlike(now: BillClaims, before: BillClaims | undefined): boolean {
  return (
    now.isSubmitted === before?.isSubmitted &&
    (now.claims === before.claims || isSame(now.claims, before.claims))
  );
}

/** Submitted ones first, since they can no longer give way, then in paper order. */
function placesOf(bills: readonly BillClaims[]): Seen {
  const seen = new Map<string, FirstSeen>();
  for (const { isSubmitted, claims } of bills) {
    for (const { documentId, invoices } of claims) {
      for (const { keys } of invoices) {
        for (const key of keys) {
          const known = seen.get(key);
          if (known !== undefined && (known.isSubmitted || !isSubmitted)) continue;
          seen.set(key, { documentId, isSubmitted });
        }
      }
    }
  }
  return seen;
}
