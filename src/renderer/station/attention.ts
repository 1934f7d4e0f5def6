import type { BillId, DocumentId, PageId } from '../../domain/ids.ts';
import { problemsOf } from '../../domain/rules/check.ts';
import { countProblems } from '../../domain/rules/count.ts';
import type { MatchVerdict } from '../../domain/rules/expected.ts';
import { neighboursOf } from '../../domain/rules/neighbours.ts';
import type { Problem } from '../../domain/rules/problem.ts';
import { hintsOf, type QualityHint } from '../../domain/rules/quality.ts';
import { billMatch } from './matches.ts';
import type { OpenBatch } from './projection.ts';
import { type BillView, indexOf } from './tree-index.ts';

export type AttentionReason = Problem['type'] | Exclude<MatchVerdict, 'matched'> | QualityHint;

/** One thing a person should look at before submitting; red blocks, amber does not. */
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
  const before = known.get(batch);
  if (before) return before;
  const index = indexOf(batch.tree);
  const open = index.bills.filter((view) => view.bill.state === 'open');
  const problems = Map.groupBy(openProblems(batch), (problem) => problem.billId);
  const found = open.flatMap((view) => ofBill(batch, view, problems.get(view.bill.id) ?? []));
  known.set(batch, found);
  return found;
}

/** Bills and documents with something that needs a look. */
export interface Attentive {
  readonly bills: ReadonlySet<BillId>;
  readonly documents: ReadonlySet<DocumentId>;
}

const attentive = new WeakMap<readonly Attention[], Attentive>();

export function attentiveOf(batch: OpenBatch): Attentive {
  const all = attentionOf(batch);
  const before = attentive.get(all);
  if (before) return before;
  const found: Attentive = {
    bills: new Set(all.map((attention) => attention.billId)),
    documents: new Set(all.flatMap(({ documentId }) => documentId ?? [])),
  };
  attentive.set(all, found);
  return found;
}

/** Everything that keeps open bills from being submitted. */
export function openProblems(batch: OpenBatch): readonly Problem[] {
  return [
    ...problemsOf(batch.tree, null),
    ...countProblems(batch.tree, [...batch.captureJobs.values()], null),
  ];
}

function ofBill(batch: OpenBatch, view: BillView, problems: readonly Problem[]): Attention[] {
  const billId = view.bill.id;
  // While pages are still being read nobody can say what the bill lacks; a page that was read is known.
  const isReading = view.unread > 0;
  const found: Attention[] = problems
    .filter(({ type }) => !isReading || type === 'QualityUnaccepted' || type === 'PageParked')
    .map((problem) => ofProblem(batch, problem));
  for (const { document, pages } of view.documents) {
    for (const page of pages) {
      const at = { billId, documentId: document.id, pageId: page.id };
      for (const reason of hintsOf(page, neighboursOf(batch.tree, page)))
        found.push({ key: `${reason} ${page.id}`, reason, tone: 'warn', problem: null, ...at });
    }
  }
  if (isReading) return found;
  for (const [at, result] of billMatch(batch, billId).results.entries()) {
    const { verdict, documentId } = result;
    // Two scans of one invoice are told already as a problem of the bill.
    if (verdict === 'matched' || verdict === 'duplicate') continue;
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

function ofProblem(batch: OpenBatch, problem: Problem): Attention {
  const pageId = 'pageId' in problem ? problem.pageId : null;
  const documentId =
    'documentId' in problem
      ? problem.documentId
      : ((pageId && batch.tree.pages.get(pageId)?.documentId) ?? null);
  return {
    key: `${problem.type} ${problem.billId} ${pageId ?? documentId ?? ''}`,
    reason: problem.type,
    tone: 'bad',
    billId: problem.billId,
    documentId,
    pageId,
    problem,
  };
}
