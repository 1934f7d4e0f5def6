import type { InvoiceFields } from '../../../domain/invoice.ts';
import { invoicesOf } from '../../../domain/rules/page-invoices.ts';
import { formatAmount, lastFour } from '../../../i18n/format.ts';
import type { Text } from '../../../i18n/text.ts';
import { useCategoryName } from '../../actions/categories.ts';
import { type PageOrigin, usePageOrigin } from '../../actions/page-origin.ts';
import { codeWord } from '../../components/code-words.ts';
import { invoiceTypeWord } from '../../components/invoice-words.ts';
import { isGivenUp } from '../../station/page-marks.ts';
import type { DocumentView } from '../../station/tree-index.ts';

/** How a document is told in two lines of the tree. */
export interface DocumentWords {
  readonly title: string;
  /** Last figures of the number, kept in view where the title is cut short. */
  readonly number: string | null;
  readonly detail: string;
  readonly amount: string | null;
}

/** What the words need beside the document itself. */
export interface Names {
  readonly categoryName: (code: string) => string;
  readonly originOf: PageOrigin;
}

export function useNames(): Names {
  return { categoryName: useCategoryName(), originOf: usePageOrigin() };
}

export function documentWords(
  view: DocumentView,
  text: Text,
  { categoryName, originOf }: Names,
): DocumentWords {
  const { document, pages, folded } = view;
  const invoice = document.kind === 'invoice' ? firstInvoice(view) : null;
  if (invoice) {
    return {
      title: invoiceTypeWord(invoice.type, text),
      number: lastFour(invoice.number),
      detail: invoice.sellerName ?? invoice.date ?? '',
      amount: amountWords(invoice, text),
    };
  }
  const first = pages[0] ?? folded[0];
  const isFolded = pages.length === 0;
  const code =
    document.kind === 'cover'
      ? first?.reading?.codes.find((one) => one.text === first.reading?.billNumber)
      : null;
  const isUnread = first !== undefined && first.reading === null;
  const detail =
    isUnread && !isGivenUp(first)
      ? text('tree.document.unread')
      : code
        ? `${codeWord(code.format, text)} ${code.text}`
        : first
          ? originOf(first)
          : '';
  const title = isFolded
    ? text(first?.mark === 'separator' ? 'tree.document.separator' : 'tree.document.blank')
    : document.category === null
      ? text(`kind.${document.kind}`)
      : categoryName(document.category);
  return { title, number: null, detail, amount: null };
}

/** With tax where it is known, as bills are claimed; an amount without tax says so. */
function amountWords(invoice: InvoiceFields, text: Text): string | null {
  const { totalMinor, amountMinor, amountBasis, currency } = invoice;
  const minor = totalMinor ?? amountMinor;
  if (minor === null) return null;
  const amount = formatAmount(minor, text.language, currency);
  return totalMinor === null && amountBasis === 'net' ? text('tree.document.net', { amount }) : amount;
}

export function firstInvoice(view: DocumentView): InvoiceFields | null {
  for (const page of view.pages) {
    const invoice = invoicesOf(page)[0];
    if (invoice) return invoice;
  }
  return null;
}
