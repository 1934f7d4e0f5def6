import CheckBoxOutlineBlankOutlined from '@mui/icons-material/CheckBoxOutlineBlankOutlined';
import CheckBoxOutlined from '@mui/icons-material/CheckBoxOutlined';
import { styled } from '@mui/material/styles';
import type { Deletion } from '../../../contract/history-shapes.ts';
import { formatDateTime, lastFour } from '../../../i18n/format.ts';
import { useCategoryName } from '../../actions/categories.ts';
import { usePageOrigin } from '../../actions/page-origin.ts';
import { Thumbnail, thumbnailPixels } from '../../components/picture.tsx';
import { useText } from '../../components/text.tsx';
import { thumbnailUrl } from '../../station/pictures.ts';
import { type BinDocument, type BinPage, binHeights } from './bin-lines.ts';

/** Which document pages stood in. */
export function DocumentLine({ line, start }: { line: BinDocument; start: number }) {
  const text = useText();
  const { bill, document } = useDocumentWords(line);
  return (
    <Heading role="presentation" style={{ transform: `translateY(${start}px)` }}>
      <b>{bill}</b>
      <span>{document}</span>
      <small>{text('bin.count', { count: line.pages })}</small>
    </Heading>
  );
}

interface PageLineProps {
  line: BinPage;
  start: number;
  isCurrent: boolean;
  isTicked: boolean;
  deletion: Deletion | null;
  onChoose: () => void;
  onTick: () => void;
}

export function PageLine({ line, start, isCurrent, isTicked, deletion, onChoose, onTick }: PageLineProps) {
  const text = useText();
  const { bill, document } = useDocumentWords(line.of);
  const { page } = line;
  const name = usePageOrigin()(page);
  const notes = [
    deletion && deletion.at !== null && deletion.operator !== null
      ? text('bin.deleted', {
          operator: deletion.operator,
          time: formatDateTime(deletion.at),
        })
      : null,
    line.isRestorable ? null : text('bin.submitted'),
  ].filter((note) => note !== null);
  const Box = isTicked ? CheckBoxOutlined : CheckBoxOutlineBlankOutlined;
  return (
    <Line
      id={domId(line.key)}
      role="option"
      aria-selected={isTicked}
      aria-disabled={!line.isRestorable}
      // The heading above is not heard with it.
      aria-label={[bill, document, name, ...notes].join(text('effect.join'))}
      data-current={isCurrent}
      style={{ transform: `translateY(${start}px)` }}
      onClick={onChoose}
    >
      <Tick aria-hidden="true" data-on={isTicked} onClick={onTick}>
        {line.isRestorable && <Box fontSize="small" />}
      </Tick>
      <Thumbnail url={thumbnailUrl(page, thumbnailPixels(44))} width={44} height={60} turn={0} />
      <Words>
        <div>{name}</div>
        {notes.map((note) => (
          <small key={note} title={note}>
            {note}
          </small>
        ))}
      </Words>
    </Line>
  );
}

function useDocumentWords({ bill, document, invoice }: BinDocument): { bill: string; document: string } {
  const text = useText();
  const categoryName = useCategoryName();
  const kind = document.category === null ? text(`kind.${document.kind}`) : categoryName(document.category);
  return {
    bill: bill.number ?? text('tree.bill.noNumber'),
    document: invoice === null ? kind : `${kind} ${lastFour(invoice)}`,
  };
}

export function domId(pageId: string): string {
  return `bin-${pageId}`;
}

const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
const place = { position: 'absolute', insetInline: 0, top: 0 } as const;
const Heading = styled('div')({
  ...place,
  height: binHeights.document,
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  padding: '0 16px',
  background: 'var(--ground)',
  borderBottom: '1px solid var(--line)',
  '& b': { fontWeight: 500, ...cut },
  '& span': { color: 'var(--ink2)', ...cut },
  '& small': { marginLeft: 'auto', fontSize: 12, color: 'var(--ink3)', flex: 'none' },
});
const Line = styled('div')({
  ...place,
  height: binHeights.page,
  display: 'grid',
  gridTemplateColumns: '40px auto minmax(0, 1fr)',
  alignItems: 'center',
  gap: 8,
  padding: '0 16px 0 0',
  cursor: 'pointer',
  borderBottom: '1px solid var(--line)',
  '&:hover': { background: 'var(--hover)' },
  '&[data-current=true]': { background: 'var(--accent-soft)' },
});
// As large as a finger: a click beside the box is one on it.
const Tick = styled('span')({
  width: 40,
  height: '100%',
  display: 'grid',
  placeItems: 'center',
  color: 'var(--ink2)',
  '&[data-on=true]': { color: 'var(--accent)' },
});
const Words = styled('div')({
  minWidth: 0,
  '& > *': { display: 'block', ...cut },
  '& small': { fontSize: 12, color: 'var(--ink2)' },
});
