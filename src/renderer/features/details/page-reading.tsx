import type { InvoiceFields } from '../../../domain/invoice.ts';
import { assertNever } from '../../../domain/result.ts';
import type { MatchResult } from '../../../domain/rules/expected.ts';
import type { Page } from '../../../domain/tree/records.ts';
import { formatMoney, formatPercent } from '../../../i18n/format.ts';
import type { Text } from '../../../i18n/text.ts';
import type { MessageKey } from '../../../i18n/zh-CN.ts';
import type { ActionContext } from '../../actions/context.ts';
import { Chip } from '../../components/chip.tsx';
import { differenceWords } from '../../components/difference-words.ts';
import { Empty } from '../../components/empty.tsx';
import { invoiceTypeWord } from '../../components/invoice-words.ts';
import { Fact, Facts, Note, Section } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';
import { resultsOfDocument } from '../../station/matches.ts';

/** What was read on the page: each field with its source and confidence. */
export function PageReading({ page, context }: { page: Page; context: ActionContext }) {
  const text = useText();
  const { reading } = page;
  const document = context.batch?.tree.documents.get(page.documentId);
  if (!reading) return <Empty title={text('details.unread')} />;
  const results =
    context.batch && document ? resultsOfDocument(context.batch, document.billId, document.id) : [];
  return (
    <>
      {document && (document.kind !== 'invoice' || reading.billNumber) && (
        <Section
          title={text(`kind.${document.kind}`)}
          aside={<Chip tone="quiet">{text(`details.kind.${document.kindBy}`)}</Chip>}
        >
          <Facts>
            {document.category && <Fact name={text('details.category')} value={document.category} />}
            {reading.billNumber && (
              <Fact
                name={text('details.number')}
                value={reading.billNumber}
                aside={codeOf(page, reading.billNumber)}
              />
            )}
            {otherCodes(page).map((code) => (
              <Fact key={`${code.format} ${code.text}`} name={code.format} value={code.text} />
            ))}
          </Facts>
        </Section>
      )}
      {reading.invoices.map((invoice, at) => (
        <InvoiceSection
          key={`${invoice.source} ${invoice.code} ${invoice.number}`}
          invoice={invoice}
          results={results.filter(
            (result) => result.number === invoice.number || reading.invoices.length === 1,
          )}
          position={at + 1}
          count={reading.invoices.length}
        />
      ))}
      {document?.kind === 'invoice' && reading.invoices.length === 0 && (
        <Section title={text('kind.invoice')}>
          <Note data-tone="warn">
            <b>{text('details.none.title')}</b>
            <div>{text('details.none.hint')}</div>
          </Note>
        </Section>
      )}
    </>
  );
}

function InvoiceSection(props: {
  invoice: InvoiceFields;
  results: readonly MatchResult[];
  position: number;
  count: number;
}) {
  const text = useText();
  const { invoice, results } = props;
  const source = `${text(`details.source.${invoice.source}`)} ${formatPercent(invoice.confidence, text.language)}`;
  const differing = new Set(
    results.flatMap((result) => result.evidence.filter((one) => !one.agrees).map((one) => one.field)),
  );
  return (
    <Section
      title={
        props.count > 1
          ? `${invoiceTypeWord(invoice.type, text)} · ${text('details.invoice.nth', { position: props.position, count: props.count })}`
          : invoiceTypeWord(invoice.type, text)
      }
      aside={<Chip tone="busy">{text(`details.source.${invoice.source}`)}</Chip>}
    >
      <Facts>
        {factsOf(invoice, text).map(({ key, value, field }) => (
          <Fact
            key={key}
            name={text(key)}
            value={value}
            aside={source}
            isBad={field !== null && differing.has(field)}
          />
        ))}
      </Facts>
      {results.flatMap((result) =>
        result.evidence
          .filter((one) => !one.agrees)
          .map((one) => <Note key={one.field}>{differenceWords(one, result.currency, text)}</Note>),
      )}
    </Section>
  );
}

interface InvoiceFact {
  readonly key: MessageKey;
  readonly value: string;
  readonly field: 'number' | 'code' | 'date' | 'amount' | null;
}

function factsOf(invoice: InvoiceFields, text: Text): readonly InvoiceFact[] {
  const money = (minor: number) => formatMoney(minor, invoice.currency, text.language);
  const facts: (InvoiceFact | null)[] = [
    { key: 'details.invoice.number', value: invoice.number, field: 'number' },
    invoice.code ? { key: 'details.invoice.code', value: invoice.code, field: 'code' } : null,
    invoice.date ? { key: 'details.invoice.date', value: invoice.date, field: 'date' } : null,
    invoice.amountMinor === null
      ? null
      : { key: amountKey(invoice), value: money(invoice.amountMinor), field: 'amount' },
    invoice.totalMinor === null || invoice.amountBasis === 'gross'
      ? null
      : { key: 'details.invoice.total', value: money(invoice.totalMinor), field: null },
    invoice.checkCode ? { key: 'details.invoice.checkCode', value: invoice.checkCode, field: null } : null,
    invoice.sellerName ? { key: 'details.invoice.seller', value: invoice.sellerName, field: null } : null,
    invoice.buyerName ? { key: 'details.invoice.buyer', value: invoice.buyerName, field: null } : null,
  ];
  return facts.filter((fact) => fact !== null);
}

function amountKey(invoice: InvoiceFields): MessageKey {
  switch (invoice.amountBasis) {
    case 'net':
      return 'details.invoice.net';
    case 'gross':
      return 'details.invoice.gross';
    default:
      return assertNever(invoice.amountBasis);
  }
}

/** Codes that say neither the bill nor an invoice. */
function otherCodes(page: Page) {
  const { codes, invoices, billNumber } = page.reading ?? { codes: [], invoices: [], billNumber: null };
  return codes.filter(
    (code) => code.text !== billNumber && (invoices.length === 0 || code.format !== 'QRCode'),
  );
}

function codeOf(page: Page, text: string): string {
  return page.reading?.codes.find((code) => code.text === text)?.format ?? '';
}
