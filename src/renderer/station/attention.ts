import type { BillId, DocumentId, PageId } from '../../domain/ids.ts';
import { problemsOf } from '../../domain/rules/check.ts';
import { countProblems } from '../../domain/rules/count.ts';
import type { MatchVerdict } from '../../domain/rules/expected.ts';
import { type NeighboursByCapture, neighboursIn, neighboursOf } from '../../domain/rules/neighbours.ts';
import { invoicesOf } from '../../domain/rules/page-invoices.ts';
import type { Problem } from '../../domain/rules/problem.ts';
import { hintsOf, type QualityHint } from '../../domain/rules/quality.ts';
import { conflictsAt } from '../../domain/rules/source-conflicts.ts';
import type { Page, Tree } from '../../domain/tree/records.ts';
import { billMatch } from './matches.ts';
import type { OpenBatch } from './projection.ts';
import { returnOf } from './returns.ts';
import { sightOf } from './sight.ts';
import { type BillView, indexOf } from './tree-index.ts';

export type AttentionReason =
  | Problem['type']
  | Exclude<MatchVerdict, 'matched'>
  | QualityHint
  | 'SourcesDiffer'
  /** The bill came back for re-scan. */
  | 'Returned';

/** One thing a person should look at before submitting; red blocks, amber does not unless it is a problem. */
export interface Attention {
  readonly key: string;
  readonly reason: AttentionReason;
  readonly tone: 'warn' | 'bad';
  readonly billId: BillId;
  readonly documentId: DocumentId | null;
  readonly pageId: PageId | null;
  readonly problem: Problem | null;
}

const known = new WeakMap<OpenBatch, readonly Attention[]>();

/** Everything in open bills that needs a look, in the order of the tree. Made once a state of the batch. */
export function attentionOf(batch: OpenBatch): readonly Attention[] {
  const before = known.get(sightOf(batch));
  if (before) return before;
  const index = indexOf(batch.tree);
  const open = index.bills.filter((view) => view.bill.state === 'open');
  const problems = Map.groupBy(openProblems(batch), (problem) => problem.billId);
  const found = open.flatMap((view) => ofBill(batch, view, problems.get(view.bill.id) ?? []));
  known.set(sightOf(batch), found);
  return found;
}

/** Everything that keeps open bills from being submitted. */
export function openProblems(batch: OpenBatch): readonly Problem[] {
  return [
    ...problemsOf(batch.tree, null, batch.facts),
    ...countProblems(batch.tree, [...batch.captureJobs.values()], null),
  ];
}

/** True whatever the pages still to be read will say. */
const knownWhileReading: ReadonlySet<Problem['type']> = new Set([
  'QualityUnaccepted',
  'PageDamaged',
  'PageParked',
  'InvoiceSubmittedBefore',
  'PaperPending',
]);

function ofBill(batch: OpenBatch, view: BillView, problems: readonly Problem[]): Attention[] {
  const billId = view.bill.id;
  // While pages are still being read nobody can say what the bill lacks; a page that was read is known.
  const isReading = view.unread > 0;
  const found: Attention[] = problems
    .filter(({ type }) => !isReading || knownWhileReading.has(type))
    .map((problem) => ofProblem(batch, problem));
  found.push(...returnsIn(batch, billId));
  found.push(...hintsIn(batch, view));
  if (isReading) return found;
  for (const [at, result] of billMatch(batch, billId).results.entries()) {
    const { verdict, documentId } = result;
    // Two scans of one invoice are told already as a problem of the bill.
    if (verdict === 'matched' || verdict === 'duplicate') continue;
    // What may be several is told at the scans that may be it.
    if (verdict === 'ambiguous' && documentId === null) continue;
    const tone = verdict === 'mismatch' ? 'bad' : 'warn';
    found.push({
      key: `${verdict} ${billId} ${at}`,
      reason: verdict,
      tone,
      billId,
      documentId,
      pageId: null,
      problem: null,
    });
  }
  return found;
}

/** At the pages that were named, else at the bill. It ends with the next submission. */
function returnsIn(batch: OpenBatch, billId: BillId): readonly Attention[] {
  const returned = returnOf(batch, billId);
  if (returned === null) return [];
  const at = (pageId: PageId | null): Attention => ({
    key: `Returned ${billId} ${pageId ?? ''}`,
    reason: 'Returned',
    tone: 'bad',
    billId,
    documentId: (pageId && batch.tree.pages.get(pageId)?.documentId) ?? null,
    pageId,
    problem: null,
  });
  const pages = returned.pages.flatMap(({ pageUuid }) => {
    const page = batch.tree.pages.get(`page:${pageUuid}`);
    return page && !page.isDeleted ? [page.id] : [];
  });
  return pages.length > 0 ? pages.map(at) : [at(null)];
}

interface Hints {
  readonly neighbours: NeighboursByCapture;
  readonly hints: readonly Attention[];
}

const hintsByBill = new WeakMap<BillView, Hints>();

/** Looked for once a state of the bill, however many others change. */
function hintsIn({ tree }: OpenBatch, view: BillView): readonly Attention[] {
  const neighbours = neighboursIn(tree);
  const before = hintsByBill.get(view);
  if (before?.neighbours === neighbours) return before.hints;
  const billId = view.bill.id;
  const hints = view.documents.flatMap(({ document, pages }) =>
    pages.flatMap((page) =>
      reasonsAt(tree, page).map((reason): Attention => {
        const at = { billId, documentId: document.id, pageId: page.id };
        return { key: `${reason} ${page.id}`, reason, tone: 'warn', problem: null, ...at };
      }),
    ),
  );
  hintsByBill.set(view, { neighbours, hints });
  return hints;
}

function reasonsAt(tree: Tree, page: Page): readonly (QualityHint | 'SourcesDiffer')[] {
  const hints = hintsOf(page, neighboursOf(tree, page));
  return doSourcesDiffer(page) ? [...hints, 'SourcesDiffer'] : hints;
}

/** A sign of tampering is looked at whether or not anybody expects the invoice. */
function doSourcesDiffer(page: Page): boolean {
  const invoices = invoicesOf(page);
  return invoices.some((invoice) => conflictsAt(invoices, invoice).length > 0);
}

function ofProblem(batch: OpenBatch, problem: Problem): Attention {
  const pageId = 'pageId' in problem ? problem.pageId : null;
  const documentId =
    'documentId' in problem
      ? problem.documentId
      : ((pageId && batch.tree.pages.get(pageId)?.documentId) ?? null);
  return {
    // One document may carry several invoices with the same trouble.
    key: `${problem.type} ${problem.billId} ${pageId ?? documentId ?? ''} ${'number' in problem ? problem.number : ''}`,
    reason: problem.type,
    // It was said on purpose: it holds the bill back, and nothing is wrong with it.
    tone: problem.type === 'PaperPending' ? 'warn' : 'bad',
    billId: problem.billId,
    documentId,
    pageId,
    problem,
  };
}
