import ChevronRightOutlined from '@mui/icons-material/ChevronRightOutlined';
import ExpandMoreOutlined from '@mui/icons-material/ExpandMoreOutlined';
import { styled } from '@mui/material/styles';
import { type Need, needOf } from '../../actions/bill-need.ts';
import { Chip } from '../../components/chip.tsx';
import { markKey } from '../../components/mark-words.ts';
import { Thumbnail } from '../../components/picture.tsx';
import { useText } from '../../components/text.tsx';
import { billMatch, resultsOfDocument } from '../../station/matches.ts';
import { marksOf } from '../../station/page-marks.ts';
import { pictureUrl } from '../../station/pictures.ts';
import type { OpenBatch } from '../../station/projection.ts';
import type { Row } from '../../station/rows.ts';
import { owedTurn } from '../../station/turns.ts';
import { BillNumber } from './bill-number.tsx';
import { documentWords } from './document-words.ts';

type RowOf<T extends Row['type']> = Extract<Row, { type: T }>;

export interface BillRowProps {
  row: RowOf<'bill'>;
  batch: OpenBatch;
  isEditing: boolean;
  onToggle: () => void;
}

export function BillRow({ row, batch, isEditing, onToggle }: BillRowProps) {
  const text = useText();
  const { counts, blank } = row.view;
  const match = billMatch(batch, row.key);
  const need: Need = needOf(batch, row.view);
  const invoices =
    match.expected > 0
      ? text('tree.count.invoiceOf', { count: counts.invoice, expected: match.expected })
      : text('tree.count.invoice', { count: counts.invoice });
  return (
    <BillBox>
      <Twist isOpen={row.isOpen} onToggle={onToggle} />
      <BillNumber view={row.view} isEditing={isEditing} />
      <Chip tone={need.tone}>{text(need.key, need.params)}</Chip>
      <Counts>
        <span>{text('tree.count.cover', { count: counts.cover })}</span>
        <span>{invoices}</span>
        <span>{text('tree.count.attachment', { count: counts.attachment })}</span>
        {match.expected > 0 && (
          <span>{text('tree.count.signed', { signed: match.matched, expected: match.expected })}</span>
        )}
        {blank > 0 && <span>{text('tree.count.blank', { count: blank })}</span>}
      </Counts>
    </BillBox>
  );
}

function Twist(props: { isOpen: boolean; onToggle: () => void }) {
  // The arrow keys do the same on the row; a second stop for the keyboard would only be in the way.
  return (
    <TwistBox
      aria-hidden="true"
      onClick={(event) => {
        event.stopPropagation();
        props.onToggle();
      }}
    >
      {props.isOpen ? <ExpandMoreOutlined /> : <ChevronRightOutlined />}
    </TwistBox>
  );
}

export function HeadingRow({ row }: { row: RowOf<'heading'> }) {
  const text = useText();
  const words = row.category
    ? text('tree.heading.category', { category: row.category })
    : text(`kind.${row.kind}.plural`);
  return <HeadingBox>{words}</HeadingBox>;
}

export interface DocumentRowProps {
  row: RowOf<'document'>;
  batch: OpenBatch;
  isTicked: boolean;
  showsTicks: boolean;
  onTick: (isRange: boolean) => void;
  onToggle: () => void;
}

export function DocumentRow(props: DocumentRowProps) {
  const { row, batch } = props;
  const text = useText();
  const words = documentWords(row.view, text);
  const first = row.pages[0];
  const result = resultsOfDocument(batch, row.billId, row.key)[0];
  const mark = row.view.pages
    .flatMap((page) => marksOf(batch.tree, page))
    .toSorted((a, b) => Number(a.tone === 'warn') - Number(b.tone === 'warn'))[0];
  const hasPages = row.pages.length > 1;
  return (
    <DocumentBox data-folded={row.view.pages.length === 0}>
      <Tick
        data-ticked={props.isTicked}
        data-shown={props.showsTicks}
        aria-hidden="true"
        onClick={(event) => {
          event.stopPropagation();
          props.onTick(event.shiftKey);
        }}
      />
      {first && (
        <Thumbnail
          url={pictureUrl(first, 'thumbnail')}
          width={40}
          height={54}
          turn={owedTurn(first)}
          isStacked={hasPages}
        />
      )}
      <Words>
        <Title>
          <span>{words.title}</span>
          {words.number && <b>{words.number}</b>}
        </Title>
        <DetailLine>
          {hasPages && (
            <PagesChip
              aria-hidden="true"
              onClick={(event) => {
                event.stopPropagation();
                props.onToggle();
              }}
            >
              {text('tree.count.pages', { count: row.pages.length })}
              {row.isOpen ? <ExpandMoreOutlined /> : <ChevronRightOutlined />}
            </PagesChip>
          )}
          <Detail>{words.detail}</Detail>
        </DetailLine>
      </Words>
      <Side>
        {words.amount && <Amount data-strong={result?.verdict === 'mismatch'}>{words.amount}</Amount>}
        <SideChips>
          {mark && <Chip tone={mark.tone}>{text(markKey(mark.reason))}</Chip>}
          {result && <Chip tone={verdictTone[result.verdict]}>{text(`verdict.${result.verdict}`)}</Chip>}
        </SideChips>
      </Side>
    </DocumentBox>
  );
}

const verdictTone = {
  matched: 'done',
  missing: 'warn',
  extra: 'warn',
  ambiguous: 'warn',
  duplicate: 'bad',
  mismatch: 'bad',
} as const;

export function PageRow({ row, batch }: { row: RowOf<'page'>; batch: OpenBatch }) {
  const text = useText();
  const { page } = row;
  const mark = marksOf(batch.tree, page)[0];
  const origin = page.source
    ? text('tree.document.file', { name: page.source.name })
    : text('tree.document.pageOfSheet', { sheet: page.sheet, side: page.side });
  return (
    <PageBox data-folded={page.mark !== 'content'}>
      <Thumbnail url={pictureUrl(page, 'thumbnail')} width={28} height={38} turn={owedTurn(page)} />
      <Words>
        <Title>
          <span>{text('tree.document.page', { page: row.position })}</span>
        </Title>
        <Detail>{origin}</Detail>
      </Words>
      {page.mark !== 'content' && (
        <Chip tone="quiet">
          {text(page.mark === 'blank' ? 'tree.document.blank' : 'tree.document.separator')}
        </Chip>
      )}
      {mark && <Chip tone={mark.tone}>{text(markKey(mark.reason))}</Chip>}
    </PageBox>
  );
}

const BillBox = styled('div')({
  height: '100%',
  display: 'grid',
  gridTemplateColumns: '20px minmax(0, 1fr) auto',
  gridTemplateRows: '28px 20px',
  alignItems: 'center',
  columnGap: 4,
  padding: '4px 12px 4px 8px',
  borderTop: '1px solid var(--line)',
});
const TwistBox = styled('span')({
  display: 'grid',
  placeItems: 'center',
  width: 20,
  height: 28,
  color: 'var(--ink3)',
  cursor: 'pointer',
});
const Counts = styled('div')({
  gridColumn: '2 / 4',
  display: 'flex',
  gap: 10,
  fontSize: 12,
  color: 'var(--ink2)',
  whiteSpace: 'nowrap',
  overflow: 'hidden',
});
const HeadingBox = styled('div')({
  padding: '6px 12px 0 32px',
  fontSize: 11,
  letterSpacing: '.06em',
  color: 'var(--ink3)',
});
const DocumentBox = styled('div')({
  height: '100%',
  display: 'grid',
  gridTemplateColumns: '18px 40px minmax(0, 1fr) auto',
  columnGap: 10,
  alignItems: 'center',
  padding: '0 12px 0 8px',
  '&[data-folded=true]': { opacity: 0.72 },
});
const PageBox = styled('div')({
  height: '100%',
  display: 'grid',
  gridTemplateColumns: '28px minmax(0, 1fr) auto auto',
  columnGap: 10,
  alignItems: 'center',
  padding: '0 12px 0 72px',
  '&[data-folded=true]': { opacity: 0.72 },
});
const Tick = styled('span')({
  width: 16,
  height: 16,
  marginLeft: 2,
  borderRadius: 4,
  boxShadow: 'inset 0 0 0 1.5px var(--ink3)',
  opacity: 0,
  position: 'relative',
  cursor: 'pointer',
  '[role=treeitem]:hover &, &[data-shown=true]': { opacity: 1 },
  '&[data-ticked=true]': { background: 'var(--accent)', boxShadow: 'none', opacity: 1 },
  '&[data-ticked=true]::after': {
    content: '""',
    position: 'absolute',
    left: 5,
    top: 2,
    width: 4,
    height: 8,
    border: 'solid var(--on-accent)',
    borderWidth: '0 2px 2px 0',
    transform: 'rotate(45deg)',
  },
});
const Words = styled('div')({ minWidth: 0 });
const line = { whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' } as const;
const Title = styled('div')({
  display: 'flex',
  gap: 6,
  fontWeight: 500,
  whiteSpace: 'nowrap',
  '& span': line,
  '& b': { flex: 'none', fontWeight: 'inherit' },
});
const Detail = styled('div')({ ...line, fontSize: 12, color: 'var(--ink2)' });
const DetailLine = styled('div')({ display: 'flex', gap: 6, alignItems: 'center', minWidth: 0 });
const Side = styled('div')({ display: 'grid', justifyItems: 'end', gap: 2 });
const SideChips = styled('div')({ display: 'flex', gap: 4 });
const Amount = styled('span')({ fontSize: 12, '&[data-strong=true]': { fontWeight: 600 } });
const PagesChip = styled('span')({
  display: 'inline-flex',
  alignItems: 'center',
  flex: 'none',
  height: 18,
  padding: '0 0 0 7px',
  borderRadius: 999,
  fontSize: 12,
  color: 'var(--ink2)',
  boxShadow: 'inset 0 0 0 1px var(--line)',
  cursor: 'pointer',
  '& svg': { fontSize: 16 },
});
