import EditOutlined from '@mui/icons-material/EditOutlined';
import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import Tooltip from '@mui/material/Tooltip';
import type { InvoiceFields } from '../../../domain/invoice.ts';
import { assertNever } from '../../../domain/result.ts';
import type { EvidenceField, MatchResult, SourceConflict } from '../../../domain/rules/expected.ts';
import { formatMoney, formatPercent } from '../../../i18n/format.ts';
import type { Text } from '../../../i18n/text.ts';
import type { MessageKey } from '../../../i18n/zh-CN.ts';
import { Chip } from '../../components/chip.tsx';
import { differencesIn, differenceWords } from '../../components/difference-words.ts';
import { invoiceTypeWord } from '../../components/invoice-words.ts';
import { conflictWords, noteWords } from '../../components/note-words.ts';
import { Fact, Facts, Note, Section } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';

/** One invoice of the page, field by field; what differs from what is expected in red. */
export function InvoiceSection(props: {
  invoice: InvoiceFields;
  results: readonly MatchResult[];
  /** Where the sources of the page disagree about this invoice. */
  conflicts: readonly SourceConflict[];
  position: number;
  count: number;
  /** Null where it cannot be mended. */
  onEdit: (() => void) | null;
}) {
  const text = useText();
  const { invoice, results, conflicts, onEdit } = props;
  const by = text(`details.source.${invoice.source}`);
  const source =
    invoice.source === 'manual' ? by : `${by} ${formatPercent(invoice.confidence, text.language)}`;
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
      aside={
        <Aside>
          <Chip tone={invoice.source === 'manual' ? 'quiet' : 'busy'}>{by}</Chip>
          {onEdit && (
            <Tooltip title={text('details.typing.edit', { number: invoice.number })}>
              <IconButton
                size="small"
                aria-label={text('details.typing.edit', { number: invoice.number })}
                onClick={onEdit}
              >
                <EditOutlined />
              </IconButton>
            </Tooltip>
          )}
        </Aside>
      }
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
        differencesIn(result.evidence).map((one) => (
          <Note key={one.field} data-tone={one.agrees ? 'quiet' : undefined}>
            {differenceWords(one, result, text)}
          </Note>
        )),
      )}
      {results
        .flatMap(({ notes }) => notes)
        // Told below from the page itself, also where nothing is expected.
        .filter(({ type }) => type !== 'SourcesDiffer')
        .map((note) => {
          const words = noteWords(note, text);
          return (
            <Note key={words} data-tone="warn">
              {words}
            </Note>
          );
        })}
      {conflicts.map((conflict) => {
        const words = conflictWords(conflict, text);
        return (
          <Note key={words} data-tone="warn">
            <b>{words}</b>
            <div>{text('match.note.SourcesDiffer.do')}</div>
          </Note>
        );
      })}
    </Section>
  );
}

interface InvoiceFact {
  readonly key: MessageKey;
  readonly value: string;
  readonly field: EvidenceField | null;
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
    invoice.checkCode
      ? { key: 'details.invoice.checkCode', value: invoice.checkCode, field: 'checkCode' }
      : null,
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

const Aside = styled('span')({ display: 'inline-flex', alignItems: 'center', gap: 4 });
