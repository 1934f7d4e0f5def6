import type { DocumentId } from '../../domain/ids.ts';
import type { Problem } from '../../domain/rules/problem.ts';
import { type Attention, attentionOf } from './attention.ts';
import type { OpenBatch } from './projection.ts';
import { sightOf } from './sight.ts';

type SentProblem = Extract<Problem, { type: 'InvoiceSubmittedBefore' }>;

/** An invoice of a document that went out before, with what leads to it. */
export interface SentBefore {
  readonly attention: Attention;
  readonly problem: SentProblem;
}

const known = new WeakMap<OpenBatch, ReadonlyMap<DocumentId, readonly SentBefore[]>>();

/** Every invoice of the document that went out before with another bill. Looked for once a state of the batch. */
export function sentBeforeOf(batch: OpenBatch, documentId: DocumentId): readonly SentBefore[] {
  const sight = sightOf(batch);
  const before = known.get(sight) ?? Map.groupBy(allOf(batch), ({ problem }) => problem.documentId);
  known.set(sight, before);
  return before.get(documentId) ?? none;
}

function allOf(batch: OpenBatch): readonly SentBefore[] {
  if (!batch.isLookedThrough) return none;
  return attentionOf(batch).flatMap((attention) => {
    const { problem } = attention;
    return problem?.type === 'InvoiceSubmittedBefore' ? [{ attention, problem }] : [];
  });
}

const none: readonly SentBefore[] = [];
