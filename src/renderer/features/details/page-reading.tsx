import Button from '@mui/material/Button';
import type { InvoiceFields } from '../../../domain/invoice.ts';
import type { MatchNote } from '../../../domain/rules/expected.ts';
import { invoicesOf } from '../../../domain/rules/page-invoices.ts';
import { conflictsAt } from '../../../domain/rules/source-conflicts.ts';
import type { Page } from '../../../domain/tree/records.ts';
import type { Text } from '../../../i18n/text.ts';
import { ActionButton } from '../../actions/action-button.tsx';
import { useCategoryName } from '../../actions/categories.ts';
import type { ActionContext } from '../../actions/context.ts';
import { openFormFor, typeInvoice } from '../../actions/invoice-actions.ts';
import { Chip } from '../../components/chip.tsx';
import { codeWord } from '../../components/code-words.ts';
import { Empty } from '../../components/empty.tsx';
import { formsOf } from '../../components/note-words.ts';
import { Fact, Facts, Note, Section } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';
import { resultsOfDocument } from '../../station/matches.ts';
import { sentBeforeOf } from '../../station/sent-before.ts';
import { InvoiceForm } from './invoice-form.tsx';
import { InvoiceSection } from './invoice-section.tsx';

/** What was read on the page or typed by hand: each field with its source and confidence. */
export function PageReading({ page, context }: { page: Page; context: ActionContext }) {
  const text = useText();
  const categoryName = useCategoryName();
  const { reading } = page;
  const document = context.batch?.tree.documents.get(page.documentId);
  if (!reading) return <Empty title={text('details.unread')} />;
  const sentWith = context.batch
    ? sentBeforeOf(context.batch, page.documentId).map(({ problem }) => problem.otherBillNumber)
    : [];
  const results =
    context.batch && document
      ? resultsOfDocument(context.batch, document.billId, document.id).map((result) => ({
          ...result,
          notes: result.notes.filter((note) => !isToldAbove(note, sentWith)),
        }))
      : [];
  const invoices = invoicesOf(page);
  const { typing } = context.ui;
  const isTyping = typing?.pageId === page.id;
  const isTyped = ({ code, number }: InvoiceFields) =>
    isTyping && typing.replaces?.code === code && typing.replaces.number === number;
  const canType = typeInvoice.isEnabled(context);
  return (
    <>
      {isTyping && (
        <InvoiceForm
          key={`${page.id} ${typing.replaces?.code} ${typing.replaces?.number}`}
          page={page}
          typing={typing}
          context={context}
        />
      )}
      {document && (document.kind !== 'invoice' || reading.billNumber) && (
        <Section
          title={text(`kind.${document.kind}`)}
          aside={<Chip tone="quiet">{text(`details.kind.${document.kindBy}`)}</Chip>}
        >
          <Facts>
            {document.category && (
              <Fact name={text('details.category')} value={categoryName(document.category)} />
            )}
            {reading.billNumber && (
              <Fact
                name={text('details.number')}
                value={reading.billNumber}
                aside={codeOf(page, reading.billNumber, text)}
              />
            )}
            {otherCodes(page).map((code) => (
              <Fact
                key={`${code.format} ${code.text}`}
                name={codeWord(code.format, text)}
                value={code.text}
              />
            ))}
          </Facts>
        </Section>
      )}
      {invoices.map(
        (invoice, at) =>
          !isTyped(invoice) && (
            <InvoiceSection
              key={`${invoice.source} ${invoice.code} ${invoice.number}`}
              invoice={invoice}
              results={results.filter((result) => result.number === invoice.number || invoices.length === 1)}
              conflicts={conflictsAt(invoices, invoice)}
              position={at + 1}
              count={invoices.length}
              onEdit={canType ? () => openFormFor(context, invoice) : null}
            />
          ),
      )}
      {canType && invoices.length > 0 && !isTyping && (
        <Section title={text('details.typing.pasted')}>
          <Button onClick={() => openFormFor(context, null)}>{text('details.typing.another')}</Button>
        </Section>
      )}
      {document?.kind === 'invoice' && invoices.length === 0 && !isTyping && (
        <Section title={text('kind.invoice')}>
          <Note data-tone="warn">
            <b>{text('details.none.title')}</b>
            <div>{text('details.none.hint')}</div>
          </Note>
          <ActionButton action={typeInvoice} look="key" emphasis="outlined" />
        </Section>
      )}
    </>
  );
}

/** That another bill holds the invoice is said of the page already, where nothing more is to be said of it. */
function isToldAbove(note: MatchNote, sentWith: readonly string[]): boolean {
  return note.type === 'HeldByBill' && formsOf(note) === 'same' && sentWith.includes(note.billNumber);
}

/** Codes that say neither the bill nor an invoice. */
function otherCodes(page: Page) {
  const { codes, invoices, billNumber } = page.reading ?? { codes: [], invoices: [], billNumber: null };
  return codes.filter(
    (code) => code.text !== billNumber && (invoices.length === 0 || code.format !== 'QRCode'),
  );
}

function codeOf(page: Page, number: string, text: Text): string {
  const code = page.reading?.codes.find((one) => one.text === number);
  return code ? codeWord(code.format, text) : '';
}
