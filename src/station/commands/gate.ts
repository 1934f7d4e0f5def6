import type { StationError } from '../../contract/errors.ts';
import type { StationEvent } from '../../contract/events.ts';
import type { BatchId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Coverless, GateFacts } from '../../domain/rules/gate.ts';
import { invoiceKeys } from '../../domain/rules/invoice-key.ts';
import { invoicesOf } from '../../domain/rules/page-invoices.ts';
import { checkSchemes, emptySchemeBook, type SchemeBook } from '../../domain/rules/scheme.ts';
import type { TreeDiff } from '../../domain/tree/diff.ts';
import type { Page, Tree } from '../../domain/tree/records.ts';
import { billsOf, documentsOf, pagesOf } from '../../domain/tree/views.ts';
import type { Log } from '../ports/clock.ts';
import type { Settings } from '../ports/settings.ts';
import type { Store } from '../ports/store.ts';
import type { Trees } from './trees.ts';

/** What holds bills back and only the station knows: kept up to date for every batch a window looks at. */
export interface Gate {
  /** As the store and the settings stand now. */
  factsOf(tree: Tree): GateFacts;
  /** The same, for a window that from now on is told what changes. */
  told(tree: Tree): GateFacts;
  /** Pages of a batch were read or typed anew: what is found on them is told if it went out before. */
  changed(batchId: BatchId, diff: TreeDiff): void;
  /** Bills were submitted, or the setting changed: every batch looked at may be held back by it. */
  tellAll(): void;
  /** The schemes in force here. */
  schemes(): SchemeBook;
  coverless(): { readonly value: Coverless; readonly by: 'given' | 'typed' };
  /** The schemes the service told, in place of those before. */
  takeSchemes(book: SchemeBook): void;
  /** Refused where IT has said. */
  setCoverless(coverless: Coverless): Result<Record<string, never>, StationError>;
}

export interface GatePorts {
  readonly store: Pick<Store, 'submittedInvoices'>;
  readonly settings: Pick<Settings, 'coverless' | 'setCoverless' | 'schemes' | 'setSchemes'>;
  /** Without a service what one told long ago is not in force. */
  readonly hasService: boolean;
  readonly log: Log;
  readonly trees: Pick<Trees, 'load' | 'recent'>;
  readonly emit: (event: StationEvent) => void;
  /** What IT has said; null leaves it to the setting. */
  readonly given: Coverless | null;
}

export function openGate({ store, settings, trees, emit, given, hasService, log }: GatePorts): Gate {
  const told = new Map<BatchId, GateFacts>();

  // Without a service what one told long ago is not in force.
  const schemes = () => (hasService ? settings.schemes() : emptySchemeBook);

  function factsOf(tree: Tree): GateFacts {
    const open = billsOf(tree).filter((bill) => bill.state === 'open');
    const pages = open.flatMap((bill) =>
      documentsOf(tree, bill.id).flatMap((document) => pagesOf(tree, document.id)),
    );
    return {
      coverless: given ?? settings.coverless(),
      schemes: schemes(),
      submitted: store.submittedInvoices(keysOf(pages)),
    };
  }

  function tell(batchId: BatchId, facts: GateFacts): void {
    if (JSON.stringify(told.get(batchId)) === JSON.stringify(facts)) return;
    told.set(batchId, facts);
    emit({ type: 'gate.changed', batchId, facts });
  }

  function tellAll(): void {
    const recent = new Set(trees.recent());
    for (const batchId of told.keys()) {
      // One that nobody used lately is told with its next snapshot.
      const tree = recent.has(batchId) ? trees.load(batchId)?.tree : undefined;
      if (tree === undefined) told.delete(batchId);
      else tell(batchId, factsOf(tree));
    }
  }

  return {
    factsOf,
    told(tree) {
      const facts = factsOf(tree);
      told.set(tree.batch.id, facts);
      return facts;
    },
    changed(batchId, diff) {
      const before = told.get(batchId);
      if (before === undefined) return;
      // A batch has thousands of pages and is read page by page: only what is new is looked up.
      const found = store.submittedInvoices(keysOf(pagesWithNews(diff, trees.load(batchId)?.tree)));
      const fresh = found.filter(
        (one) => !before.submitted.some(({ key, billId }) => key === one.key && billId === one.billId),
      );
      if (fresh.length > 0) tell(batchId, { ...before, submitted: [...before.submitted, ...fresh] });
    },
    tellAll,
    schemes,
    coverless: () => ({ value: given ?? settings.coverless(), by: given === null ? 'typed' : 'given' }),
    takeSchemes(book) {
      const checked = checkSchemes(book);
      if (!checked.ok) {
        // What it told before stays in force: better than schemes of which nobody knows what is wrong.
        log('warn', 'schemes.unusable', { ...checked.error[0] });
        return;
      }
      if (JSON.stringify(book) === JSON.stringify(settings.schemes())) return;
      settings.setSchemes(book);
      tellAll();
      emit({ type: 'schemes.changed' });
    },
    setCoverless(coverless) {
      if (given !== null && given !== coverless) return err({ type: 'SettingGiven' });
      settings.setCoverless(coverless);
      tellAll();
      return ok({});
    },
  };
}

function pagesWithNews(diff: TreeDiff, tree: Tree | undefined): readonly Page[] {
  const changed = diff.pages.updated.filter(({ to }) => 'reading' in to || 'typed' in to);
  return [...diff.pages.added, ...changed.flatMap(({ id }) => tree?.pages.get(id) ?? [])];
}

function keysOf(pages: readonly Page[]): readonly string[] {
  return [...new Set(pages.flatMap(invoicesOf).flatMap(invoiceKeys))];
}
