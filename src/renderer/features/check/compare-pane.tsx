import { styled } from '@mui/material/styles';
import type { CheckedBill, CheckScan } from '../../../contract/check.ts';
import { amountCompared, evidenceOf } from '../../../domain/rules/match-evidence.ts';
import type { CompareRules } from '../../../domain/rules/scheme.ts';
import { differenceWords, sideWords } from '../../components/difference-words.ts';
import { Empty } from '../../components/empty.tsx';
import { noteWords } from '../../components/note-words.ts';
import { Note } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';
import type { ExpectedLine, ScanLine } from './check-sides.ts';
import { ScanPicture } from './scan-picture.tsx';

interface ComparePaneProps {
  bill: CheckedBill;
  expected: ExpectedLine | null;
  scan: ScanLine | null;
  rules: CompareRules;
}

/** The chosen two side by side, field by field, over the picture of the scan. */
export function ComparePane({ bill, expected, scan, rules }: ComparePaneProps) {
  const text = useText();
  const notes = [...new Set([...(expected?.result?.notes ?? []), ...(scan?.result?.notes ?? [])])];
  return (
    <Pane aria-label={text('check.compare')}>
      <Facts>
        {expected && scan ? (
          <Fields expected={expected} scan={scan} rules={rules} />
        ) : (
          <Quiet>{text('check.chooseBoth')}</Quiet>
        )}
        {notes.map((note) => (
          <Note key={JSON.stringify(note)} data-tone={note.type === 'DecisionDropped' ? 'warn' : 'quiet'}>
            {noteWords(note, text)}
          </Note>
        ))}
      </Facts>
      <Pictures bill={bill} scan={scan?.scan ?? null} />
    </Pane>
  );
}

function Fields({ expected, scan, rules }: { expected: ExpectedLine; scan: ScanLine; rules: CompareRules }) {
  const text = useText();
  const { invoice } = scan.scan;
  const evidence = evidenceOf(expected.invoice, invoice, rules);
  const basis = amountCompared(expected.invoice, invoice, rules)?.basis;
  const result = { currency: expected.invoice.currency, expectedId: expected.invoice.id };
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{text('check.field')}</th>
          <th scope="col">{text('check.expected')}</th>
          <th scope="col">{text('check.scanned')}</th>
        </tr>
      </thead>
      <tbody>
        {evidence.map((one) => (
          <tr
            key={one.field}
            data-agrees={one.agrees}
            title={one.agrees ? undefined : differenceWords(one, result, text)}
          >
            <th scope="row">
              {/* The lines beside it show the gross: which one is compared has to be said. */}
              {one.field === 'amount' && basis
                ? text(`details.invoice.${basis}`)
                : text(`match.field.${one.field}`)}
            </th>
            <td>{sideWords(one, one.expected, result.currency, text)}</td>
            <td>
              {sideWords(one, one.scanned, result.currency, text)}
              {!one.agrees && <span>{text('check.differs')}</span>}
            </td>
          </tr>
        ))}
        <tr>
          <th scope="row">{text('check.seller')}</th>
          <td>{expected.invoice.sellerName ?? '–'}</td>
          <td>{invoice.sellerName ?? '–'}</td>
        </tr>
      </tbody>
    </table>
  );
}

function Pictures({ bill, scan }: { bill: CheckedBill; scan: CheckScan | null }) {
  const text = useText();
  if (scan === null || scan.pages.length === 0)
    return <Empty title={text(scan === null ? 'check.noScan' : 'check.noPicture')} />;
  return (
    // A picture is looked through by the keyboard too.
    <Scroll tabIndex={0} role="region" aria-label={text('check.picture')}>
      {scan.pages.map((page, at) => (
        <ScanPicture
          key={page.pageUuid}
          bill={bill}
          page={page}
          label={text('check.page', { number: scan.name.number, page: at + 1 })}
        />
      ))}
    </Scroll>
  );
}

const Pane = styled('section')({
  minWidth: 0,
  minHeight: 0,
  display: 'grid',
  gridTemplateRows: 'auto minmax(0, 1fr)',
  background: 'var(--canvas)',
});
const Facts = styled('div')({
  padding: '8px 16px',
  background: 'var(--panel)',
  borderBottom: '1px solid var(--line)',
  maxHeight: '38vh',
  overflowY: 'auto',
  '& table': { width: '100%', borderCollapse: 'collapse', fontVariantNumeric: 'tabular-nums' },
  '& thead th': { fontSize: 12, fontWeight: 400, color: 'var(--ink3)' },
  '& th': { textAlign: 'left', fontWeight: 400, color: 'var(--ink2)', whiteSpace: 'nowrap' },
  '& th, & td': { padding: '4px 12px 4px 0', verticalAlign: 'baseline' },
  '& td': { overflowWrap: 'anywhere', userSelect: 'text' },
  '& tr[data-agrees=false] td': { color: 'var(--bad)', fontWeight: 500 },
  '& td span': { marginLeft: 8, fontSize: 12, fontWeight: 400 },
});
const Quiet = styled('p')({ margin: '4px 0', color: 'var(--ink2)' });
const Scroll = styled('div')({
  overflow: 'auto',
  padding: 16,
  display: 'grid',
  gap: 12,
  justifyItems: 'center',
  alignContent: 'start',
});
