import { coverlessFor } from '../../domain/rules/gate.ts';
import type { MessageParams } from '../../i18n/text.ts';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import { billMatch } from '../station/matches.ts';
import type { OpenBatch } from '../station/projection.ts';
import type { BillView } from '../station/tree-index.ts';

/** One figure of a bill's line. `isShort`: there is less than there has to be. */
export interface BillCount {
  readonly kind: 'cover' | 'invoice' | 'attachment' | 'signed' | 'blank';
  readonly key: MessageKey;
  readonly params: MessageParams;
  readonly isShort: boolean;
}

/**
 * What is captured of a bill, against what has to be there where that is known (采集份数): one cover unless bills may go
 * without, the invoices the ERP expects. While pages are still read nothing is short: what is missing may be among them.
 */
export function countsOf(batch: OpenBatch, view: BillView): readonly BillCount[] {
  const { counts, blank } = view;
  const { expected, matched: signed } = billMatch(batch, view.bill.id);
  const falls = (count: number, wanted: number) => view.unread === 0 && count < wanted;
  const cover: BillCount =
    coverlessFor(batch.facts, view.bill.number) === 'refused'
      ? {
          kind: 'cover',
          key: 'tree.count.coverOf',
          params: { count: counts.cover, expected: 1 },
          isShort: falls(counts.cover, 1),
        }
      : { kind: 'cover', key: 'tree.count.cover', params: { count: counts.cover }, isShort: false };
  const attachment: BillCount = {
    kind: 'attachment',
    key: 'tree.count.attachment',
    params: { count: counts.attachment },
    isShort: false,
  };
  const folded: readonly BillCount[] =
    blank > 0 ? [{ kind: 'blank', key: 'tree.count.blank', params: { count: blank }, isShort: false }] : [];
  if (expected === 0) {
    const { invoice: count } = counts;
    const invoice: BillCount = {
      kind: 'invoice',
      key: 'tree.count.invoice',
      params: { count },
      isShort: false,
    };
    return [cover, invoice, attachment, ...folded];
  }
  return [
    cover,
    {
      kind: 'invoice',
      key: 'tree.count.invoiceOf',
      params: { count: counts.invoice, expected },
      isShort: falls(counts.invoice, expected),
    },
    attachment,
    {
      kind: 'signed',
      key: 'tree.count.signed',
      params: { signed, expected },
      isShort: falls(signed, expected),
    },
    ...folded,
  ];
}
