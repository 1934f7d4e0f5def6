import { styled } from '@mui/material/styles';
import type { DocumentId } from '../../domain/ids.ts';
import type { InvoiceFields } from '../../domain/invoice.ts';
import type { ExpectedInvoice, MatchResult, MatchVerdict } from '../../domain/rules/expected.ts';
import { formatAmount, lastFour } from '../../i18n/format.ts';
import type { Text } from '../../i18n/text.ts';
import { Chip, type Tone } from './chip.tsx';
import { differencesIn, differenceWords } from './difference-words.ts';
import { invoiceTypeWord } from './invoice-words.ts';
import { noteWords } from './note-words.ts';
import { useText } from './text.tsx';

interface ResultListProps {
  results: readonly MatchResult[];
  expected: readonly ExpectedInvoice[];
  /** What was scanned, for an invoice that nobody expects; null where that is not known. */
  scannedInvoice: (documentId: DocumentId, number: string) => InvoiceFields | null;
  extent: 'brief' | 'full';
  onShow: (documentId: DocumentId) => void;
}

/** Expected invoices against scanned ones, one line each; a line with a scan leads to it. */
export function ResultList({ results, expected, scannedInvoice, extent, onShow }: ResultListProps) {
  const text = useText();
  const byId = new Map(expected.map((invoice) => [invoice.id, invoice]));
  return (
    <List>
      {results.map((result, at) => {
        const { expectedId, documentId, number } = result;
        const wanted = expectedId === null ? undefined : byId.get(expectedId);
        const scanned = documentId === null ? null : scannedInvoice(documentId, number);
        return (
          <ResultLine
            // biome-ignore lint/suspicious/noArrayIndexKey: one invoice may stand in several results; their order is their identity
            key={`${expectedId} ${documentId} ${at}`}
            result={result}
            type={wanted?.type ?? scanned?.type ?? null}
            isNet={expectedId === null ? isNetAlone(scanned) : wanted?.totalMinor === null}
            extent={extent}
            onShow={onShow}
            text={text}
          />
        );
      })}
    </List>
  );
}

function ResultLine(props: {
  result: MatchResult;
  type: string | null;
  /** The amount is without tax, because the one with tax is not known. */
  isNet: boolean;
  extent: 'brief' | 'full';
  onShow: (documentId: DocumentId) => void;
  text: Text;
}) {
  const { result, text } = props;
  const { verdict } = result;
  const documentId = targetOf(result);
  const type = props.type ? invoiceTypeWord(props.type, text) : '';
  const amount =
    result.amountMinor === null
      ? ''
      : formatAmount(result.amountMinor, text.language, result.currency || 'CNY');
  const line = (
    <>
      <Sign data-tone={verdictTones[verdict]} aria-hidden="true">
        {verdictSigns[verdict]}
      </Sign>
      <Name title={result.number}>
        {props.extent === 'full' ? (
          <Figures>
            <span>{result.number.slice(0, -4)}</span>
            {result.number.slice(-4)}
          </Figures>
        ) : (
          lastFour(result.number)
        )}
        {type && <Type>{type}</Type>}
      </Name>
      <Amount>{amount && props.isNet ? text('tree.document.net', { amount }) : amount}</Amount>
      <Chip tone={verdictTones[verdict]}>{text(`verdict.${verdict}`)}</Chip>
    </>
  );
  return (
    <li>
      {documentId ? (
        <Line as="button" type="button" title={text('match.show')} onClick={() => props.onShow(documentId)}>
          {line}
        </Line>
      ) : (
        <Line>{line}</Line>
      )}
      {props.extent === 'full' && <Reasons result={result} text={text} />}
    </li>
  );
}

function isNetAlone(scanned: InvoiceFields | null): boolean {
  return scanned !== null && scanned.totalMinor === null && scanned.amountBasis === 'net';
}

/** Where a line leads: to its scan, or to the first of those that may be it. */
function targetOf({ documentId, notes }: MatchResult): DocumentId | null {
  const candidate = notes.find((note) => note.type === 'MayBeScanned');
  return documentId ?? candidate?.documentId ?? null;
}

/** Why it is so and what to do; on a matched one only what is out of the ordinary. */
function Reasons({ result, text }: { result: MatchResult; text: Text }) {
  const { verdict, notes } = result;
  const differences = differencesIn(result.evidence);
  const isPlain = verdict === 'matched' && differences.length === 0 && notes.length === 0;
  if (isPlain) return null;
  return (
    <Why>
      {differences.map((one) => (
        <div key={one.field}>{differenceWords(one, result, text)}</div>
      ))}
      {notes.map((note) => {
        const words = noteWords(note, text);
        return (
          <div key={words} data-tone={note.type === 'SourcesDiffer' ? 'warn' : undefined}>
            {words}
          </div>
        );
      })}
      {verdict !== 'matched' && <div>{text(`verdict.${verdict}.explain`)}</div>}
    </Why>
  );
}

export const verdictTones: Readonly<Record<MatchVerdict, Tone>> = {
  matched: 'done',
  missing: 'warn',
  extra: 'warn',
  ambiguous: 'warn',
  duplicate: 'bad',
  mismatch: 'bad',
};

const verdictSigns: Readonly<Record<MatchVerdict, string>> = {
  matched: '✓',
  missing: '?',
  extra: '+',
  ambiguous: '~',
  duplicate: '=',
  mismatch: '≠',
};

const List = styled('ul')({
  listStyle: 'none',
  margin: '0 -8px',
  padding: 0,
  display: 'grid',
  // Amounts of every bill stand below one another: room for the longest word behind them.
  gridTemplateColumns: '24px minmax(0, 1fr) auto minmax(76px, auto)',
  columnGap: 8,
  '& > li': { gridColumn: '1 / -1', display: 'grid', gridTemplateColumns: 'subgrid' },
});
const Line = styled('div')({
  gridColumn: '1 / -1',
  display: 'grid',
  gridTemplateColumns: 'subgrid',
  alignItems: 'center',
  padding: '4px 8px 4px 0',
  minHeight: 30,
  '& > :last-child': { justifySelf: 'end' },
  borderRadius: 6,
  border: 0,
  background: 'none',
  font: 'inherit',
  color: 'inherit',
  textAlign: 'left',
  'button&': { cursor: 'pointer' },
  'button&:hover': { background: 'var(--hover)' },
}) as React.ComponentType<React.ComponentProps<'button'> & { as?: 'button' }>;
const Sign = styled('span')({
  fontWeight: 700,
  textAlign: 'center',
  '&[data-tone=done]': { color: 'var(--done)' },
  '&[data-tone=warn]': { color: 'var(--warn)' },
  '&[data-tone=bad]': { color: 'var(--bad)' },
});
const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
// In a narrow pane the kind goes below its number.
const Name = styled('span')({
  display: 'flex',
  flexWrap: 'wrap',
  columnGap: 8,
  minWidth: 0,
  whiteSpace: 'nowrap',
});
// The last figures tell invoices apart: a number is cut in front of them.
// Wide enough for the longest where there is room, so that what follows stands in a column.
const Figures = styled('span')({ display: 'flex', flex: '0 1 20ch', minWidth: 72, '& span': cut });
const Type = styled('span')({ ...cut, color: 'var(--ink2)', flexShrink: 3 });
const Amount = styled('span')({ textAlign: 'right' });
const Why = styled('div')({
  gridColumn: '2 / -1',
  padding: '0 8px 6px 0',
  fontSize: 12,
  color: 'var(--ink2)',
  overflowWrap: 'anywhere',
  '& [data-tone=warn]': { color: 'var(--warn)' },
});
