import ChevronRightOutlined from '@mui/icons-material/ChevronRightOutlined';
import ExpandMoreOutlined from '@mui/icons-material/ExpandMoreOutlined';
import { styled } from '@mui/material/styles';
import type { DocumentKind } from '../../../domain/reading.ts';
import { useCategoryName } from '../../actions/categories.ts';
import { usePageOrigin } from '../../actions/page-origin.ts';
import { PageThumbnail } from '../../actions/page-thumbnail.tsx';
import { Chip } from '../../components/chip.tsx';
import { markKey } from '../../components/mark-words.ts';
import { useText } from '../../components/text.tsx';
import { TickMark } from '../../components/tick-mark.tsx';
import type { Row } from '../../station/rows.ts';
import { BillNumber } from './bill-number.tsx';
import { documentWords, useNames } from './document-words.ts';
import type { BillFacts, PaperFacts } from './row-facts.ts';
import { SentBeforeChip } from './sent-before-chip.tsx';

type RowOf<T extends Row['type']> = Extract<Row, { type: T }>;

export interface BillRowProps {
  row: RowOf<'bill'>;
  facts: BillFacts;
  isEditing: boolean;
  /** Kinds of their own to let go on, in place of the counts; empty while nothing is dragged. */
  dropKinds: readonly DocumentKind[];
  /** The one of them a drag is over. */
  dropKind: DocumentKind | null;
  onToggle: () => void;
}

export function BillRow({ row, facts, isEditing, dropKinds, dropKind, onToggle }: BillRowProps) {
  const text = useText();
  const { need, counts } = facts;
  // Whatever else comes first with the bill, what a person said of its paper stays in sight.
  const showsPaper = row.view.bill.paperPending !== null && need?.key !== 'need.PaperPending';
  return (
    <BillBox>
      <Twist isOpen={row.isOpen} onToggle={onToggle} />
      <BillNumber view={row.view} isEditing={isEditing} />
      {need && <Chip tone={need.tone}>{text(need.key, need.params)}</Chip>}
      {dropKinds.length > 0 ? (
        <Counts>
          {dropKinds.map((kind) => (
            <DropKind key={kind} data-kind={kind} data-over={kind === dropKind}>
              {text('tree.drop.kind', { kind: text(`kind.${kind}`) })}
            </DropKind>
          ))}
        </Counts>
      ) : (
        <Counts>
          {showsPaper && <Short data-short="true">{text('need.PaperPending')}</Short>}
          {counts.map(({ kind, key, params, isShort }) => (
            <Short key={kind} data-short={isShort}>
              {text(key, params)}
            </Short>
          ))}
        </Counts>
      )}
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
  const nameOf = useCategoryName();
  const words = row.category
    ? text('tree.heading.category', { category: nameOf(row.category) })
    : text(`kind.${row.kind}.plural`);
  return <HeadingBox>{words}</HeadingBox>;
}

export interface DocumentRowProps {
  row: RowOf<'document'>;
  facts: PaperFacts;
  isTicked: boolean;
  showsTicks: boolean;
  onTick: (isRange: boolean) => void;
  onToggle: () => void;
}

export function DocumentRow(props: DocumentRowProps) {
  const { row } = props;
  const { marks, verdict, sentBefore } = props.facts;
  const text = useText();
  const words = documentWords(row.view, text, useNames());
  const first = row.pages[0];
  const [mark] = marks;
  const hasPages = row.pages.length > 1;
  return (
    <DocumentBox data-folded={row.view.pages.length === 0}>
      <TickMark
        data-ticked={props.isTicked}
        data-shown={props.showsTicks}
        aria-hidden="true"
        onClick={(event) => {
          event.stopPropagation();
          props.onTick(event.shiftKey);
        }}
      />
      {first && <PageThumbnail page={first} width={40} height={54} isStacked={hasPages} />}
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
        {words.amount && <Amount data-strong={verdict === 'mismatch'}>{words.amount}</Amount>}
        <SideChips>
          {mark && <Chip tone={mark.tone}>{text(markKey(mark.reason))}</Chip>}
          {sentBefore && <SentBeforeChip sent={sentBefore} />}
          {verdict && <Chip tone={verdictTone[verdict]}>{text(`verdict.${verdict}`)}</Chip>}
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

export function PageRow({ row, facts }: { row: RowOf<'page'>; facts: PaperFacts }) {
  const text = useText();
  const { page } = row;
  const [mark] = facts.marks;
  const originOf = usePageOrigin();
  return (
    <PageBox data-folded={page.mark !== 'content'}>
      <PageThumbnail page={page} width={28} height={38} />
      <Words>
        <Title>
          <span>{text('tree.document.page', { page: row.position })}</span>
        </Title>
        <Detail>{originOf(page)}</Detail>
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
const Short = styled('span')({ '&[data-short=true]': { color: 'var(--warn)', fontWeight: 500 } });
const DropKind = styled('span')({
  padding: '0 10px',
  lineHeight: '18px',
  borderRadius: 999,
  boxShadow: 'inset 0 0 0 1px var(--accent)',
  color: 'var(--accent-ink)',
  '&[data-over=true]': { background: 'var(--accent)', color: 'var(--on-accent)' },
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
