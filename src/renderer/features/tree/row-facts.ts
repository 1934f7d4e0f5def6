import type { MatchVerdict } from '../../../domain/rules/expected.ts';
import { type BillCount, countsOf } from '../../actions/bill-counts.ts';
import { type Need, needOf } from '../../actions/bill-need.ts';
import { resultsOfDocument } from '../../station/matches.ts';
import { marksOf, type PageMark } from '../../station/page-marks.ts';
import type { OpenBatch } from '../../station/projection.ts';
import type { Row } from '../../station/rows.ts';
import { type SentBefore, sentBeforeOf } from '../../station/sent-before.ts';
import { sightOf } from '../../station/sight.ts';

/**
 * What a row shows of the batch beside itself. Plain values: a row is drawn again only where they differ, however often
 * the batch changes elsewhere.
 */
export type RowFacts = BillFacts | PaperFacts;

export interface BillFacts {
  readonly of: 'bill';
  /** Null until the batch was looked through. */
  readonly need: Need | null;
  readonly counts: readonly BillCount[];
}

export interface PaperFacts {
  readonly of: 'paper';
  /** Of all its pages, red ones first. */
  readonly marks: readonly PageMark[];
  readonly verdict: MatchVerdict | null;
  /** Its first invoice that went out before; null where none did. */
  readonly sentBefore: SentBefore | null;
  /** Its bill may still be changed. */
  readonly isOpen: boolean;
}

const known = new WeakMap<Row, { readonly sight: OpenBatch; readonly facts: RowFacts }>();

/** Worked out once a state of the batch, however often the rows are scrolled or the cursor moves. */
export function factsOf(batch: OpenBatch, row: Row): RowFacts {
  const sight = sightOf(batch);
  const before = known.get(row);
  if (before?.sight === sight) return before.facts;
  const facts = lookUp(batch, row);
  known.set(row, { sight, facts });
  return facts;
}

function lookUp(batch: OpenBatch, row: Row): RowFacts {
  if (row.type === 'bill')
    return {
      of: 'bill',
      need: batch.isLookedThrough ? needOf(batch, row.view) : null,
      counts: countsOf(batch, row.view),
    };
  if (row.type === 'heading') return nothing;
  const pages = row.type === 'page' ? [row.page] : row.view.pages;
  const marks = pages.flatMap((page) => marksOf(batch.tree, page));
  const sentBefore = row.type === 'document' ? (sentBeforeOf(batch, row.key)[0] ?? null) : null;
  const verdict =
    row.type === 'document' ? (resultsOfDocument(batch, row.billId, row.key)[0]?.verdict ?? null) : null;
  return {
    of: 'paper',
    marks: marks.toSorted((a, b) => Number(a.tone === 'warn') - Number(b.tone === 'warn')),
    // Gone out before, it is a duplicate of that one: the words that say so say more.
    verdict: sentBefore && verdict === 'duplicate' ? null : verdict,
    sentBefore,
    isOpen: batch.tree.bills.get(row.billId)?.state === 'open',
  };
}

const nothing: PaperFacts = { of: 'paper', marks: [], verdict: null, sentBefore: null, isOpen: false };
