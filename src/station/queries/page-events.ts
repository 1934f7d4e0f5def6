import type { AuditEntry, PageEvent, ToldEffect } from '../../contract/history-shapes.ts';
import type { PageId } from '../../domain/ids.ts';
import type { Effect } from '../../domain/tree/effects.ts';
import type { Trees } from '../commands/trees.ts';
import type { Store } from '../ports/store.ts';

/** The detail of an audit row of an edit, as far as it is told. */
interface Detail {
  readonly label?: string;
  /** Missing in rows of an older program. */
  readonly effects?: readonly Effect[];
}

/**
 * Everything that happened to a page: its own acts, those that changed its document, and numbers of its bill since it
 * lies there. Acts that only moved it along because others came or went are left out.
 */
export function pageEvents(trees: Trees, store: Store, pageId: PageId): readonly PageEvent[] {
  const batchId = store.batchOfPage(pageId);
  const tree = batchId && trees.load(batchId)?.tree;
  const documentId = tree ? tree.pages.get(pageId)?.documentId : undefined;
  const billId = documentId && tree ? tree.documents.get(documentId)?.billId : undefined;

  const own = store.auditOf(pageId).flatMap((entry) => eventOf(entry, 'page', pageId));
  const ofDocument = documentId
    ? store.auditOf(documentId).flatMap((entry) => eventOf(entry, 'document', documentId))
    : [];
  const cameAt = ofDocument.findLast((event) => event.effects.some(({ field }) => field === 'bill'))?.at ?? 0;
  const ofBill = billId
    ? store
        .auditOf(billId)
        .flatMap((entry) => eventOf(entry, 'bill', billId))
        .filter((event) => event.at >= cameAt)
    : [];
  return inOne([...own, ...ofDocument, ...ofBill].toSorted((a, b) => a.at - b.at));
}

/** One act on a page and on its document and bill is one event. */
function inOne(events: readonly PageEvent[]): readonly PageEvent[] {
  const byAct = new Map<string, PageEvent>();
  for (const event of events) {
    const key = JSON.stringify([event.at, event.operator, event.act, event.label]);
    const known = byAct.get(key);
    byAct.set(key, known ? { ...known, effects: [...known.effects, ...event.effects] } : event);
  }
  return [...byAct.values()];
}

/** What happens to a bill as a whole and changes nothing in the tree. */
const billActs: ReadonlySet<string> = new Set([
  'submitted',
  'erp.submit',
  'erp.submit-failed',
  'check.pair',
  'check.no-paper',
  'check.set-aside',
  'check.undo',
  'bill.return',
  'bill.returned',
  'bill.recapture',
  'bill.openMatchPage',
  'bill.mend',
  'queue.discard',
  'queue.takeBack',
  'queue.export',
  'queue.import',
]);

function eventOf(entry: AuditEntry, about: PageEvent['about'], id: string): readonly PageEvent[] {
  const detail = JSON.parse(entry.detail) as Detail;
  const effects = effectsOn(detail, id);
  if (about !== 'page' && effects.length === 0 && !billActs.has(entry.act)) return [];
  if (about === 'page' && detail.effects && effects.length === 0) return [];
  const { at, operator, act } = entry;
  return [{ at, operator, act, label: detail.label ?? null, about, effects: [...effects] }];
}

function effectsOn(detail: Detail, id: string): readonly ToldEffect[] {
  const effects = detail.effects ?? [];
  return effects
    .filter((effect) => effect.of.some((one) => one === id))
    .map(({ field, from, to }) => ({ field, from, to }));
}
