import AssignmentOutlined from '@mui/icons-material/AssignmentOutlined';
import AttachFileOutlined from '@mui/icons-material/AttachFileOutlined';
import ReceiptLongOutlined from '@mui/icons-material/ReceiptLongOutlined';
import { styled } from '@mui/material/styles';
import { type MouseEvent, memo } from 'react';
import type { DocumentId } from '../../../domain/ids.ts';
import { invoicesOf } from '../../../domain/rules/page-invoices.ts';
import type { Page } from '../../../domain/tree/records.ts';
import { lastFour } from '../../../i18n/format.ts';
import type { Text } from '../../../i18n/text.ts';
import { useCategoryName } from '../../actions/categories.ts';
import { goToPage, toggled } from '../../actions/navigation.ts';
import { PageThumbnail } from '../../actions/page-thumbnail.tsx';
import { tickTo } from '../../actions/tick-range.ts';
import { contextOf, useWorkbench, type Workbench } from '../../actions/workbench-provider.tsx';
import { Chip, type Tone } from '../../components/chip.tsx';
import { useText } from '../../components/text.tsx';
import { TickMark } from '../../components/tick-mark.tsx';
import type { DocumentView } from '../../station/tree-index.ts';
import { cellPadding, cellSize } from './sheet-size.ts';

interface SheetCellProps {
  page: Page;
  view: DocumentView;
  position: number;
  pages: number;
  column: number;
  sheetSize: number;
  isCursor: boolean;
  isTicked: boolean;
  showsTicks: boolean;
  markTone: Tone | null;
  markWords: string | null;
}

/** One page of the contact sheet. Drawn again only when it, its place or its marks change. */
export const SheetCell = memo(function SheetCell(props: SheetCellProps) {
  const { page, view, position, pages, isTicked } = props;
  const text = useText();
  const nameOf = useCategoryName();
  const workbench = useWorkbench();
  const size = cellSize(props.sheetSize);
  const { kind, id } = view.document;
  const Kind = kindIcons[kind];
  const title = titleOf(page, view, text, nameOf);
  const part = pages > 1 ? text('sheet.part', { position, pages }) : '';
  return (
    <Box
      id={cellId(page.id)}
      role="gridcell"
      aria-colindex={props.column + 1}
      aria-selected={props.isCursor || isTicked}
      aria-label={[title, part, props.markWords].filter(Boolean).join(' ')}
      data-cursor={props.isCursor}
      data-ticked={isTicked}
      data-folded={page.mark !== 'content'}
      style={{ width: size.width, height: size.height }}
      onClick={(event) => onClick(workbench, page, event)}
      onDoubleClick={() =>
        workbench.ui.set(({ focusTree }) => ({ view: 'single', focusTree: focusTree + 1 }))
      }
      onContextMenu={(event) => {
        event.preventDefault();
        goToPage(contextOf(workbench), page.id);
        workbench.ui.set({ panel: { type: 'menu', x: event.clientX, y: event.clientY } });
      }}
    >
      <Picture style={size.picture}>
        <PageThumbnail {...size.picture} page={page} />
        <Corner>
          <TickMark
            data-ticked={isTicked}
            data-shown={props.showsTicks}
            aria-hidden="true"
            onClick={(event) => {
              event.stopPropagation();
              tickOne(workbench, id, event);
            }}
          />
        </Corner>
        {props.markTone && (
          <Foot>
            <Chip tone={props.markTone}>{props.markWords}</Chip>
          </Foot>
        )}
      </Picture>
      <Title>
        <Kind />
        <span>{title}</span>
      </Title>
      <Part>{part}</Part>
    </Box>
  );
});

export function cellId(pageId: string): string {
  return `cell-${pageId.replace(':', '-')}`;
}

function titleOf(
  page: Page,
  { document }: DocumentView,
  text: Text,
  nameOf: (code: string) => string,
): string {
  if (page.mark !== 'content')
    return text(page.mark === 'blank' ? 'tree.document.blank' : 'tree.document.separator');
  const kind = document.category === null ? text(`kind.${document.kind}`) : nameOf(document.category);
  const invoice = document.kind === 'invoice' ? invoicesOf(page)[0] : undefined;
  return invoice ? `${kind} ${lastFour(invoice.number)}` : kind;
}

function onClick(workbench: Workbench, page: Page, event: MouseEvent): void {
  if (event.shiftKey || event.ctrlKey || event.metaKey) tickOne(workbench, page.documentId, event);
  goToPage(contextOf(workbench), page.id);
}

function tickOne(workbench: Workbench, documentId: DocumentId, event: MouseEvent): void {
  if (event.shiftKey) tickTo(workbench, documentId);
  else workbench.ui.set(({ ticked }) => ({ ticked: toggled(ticked, documentId), tickAnchor: documentId }));
}

const kindIcons = {
  cover: AssignmentOutlined,
  invoice: ReceiptLongOutlined,
  attachment: AttachFileOutlined,
} as const;

const Box = styled('div')({
  flex: 'none',
  boxSizing: 'border-box',
  padding: cellPadding,
  borderRadius: 6,
  cursor: 'default',
  userSelect: 'none',
  fontSize: 12,
  '&:hover': { background: 'var(--hover)' },
  '&[data-folded=true]': { opacity: 0.72 },
  '&[data-ticked=true]': { background: 'color-mix(in srgb, var(--accent-soft) 60%, transparent)' },
  '&[data-cursor=true], &[data-cursor=true]:hover': {
    background: 'var(--accent-soft)',
    boxShadow: 'inset 0 0 0 1px var(--accent)',
  },
});
const Picture = styled('div')({ position: 'relative' });
const Corner = styled('span')({
  position: 'absolute',
  left: 4,
  top: 4,
  '& > span': { display: 'block', margin: 0, background: 'var(--panel)' },
});
const Foot = styled('span')({
  position: 'absolute',
  left: 4,
  right: 4,
  bottom: 4,
  display: 'flex',
  overflow: 'hidden',
});
const Title = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 4,
  height: 20,
  marginTop: 2,
  color: 'var(--ink)',
  whiteSpace: 'nowrap',
  overflow: 'hidden',
  '& svg': { fontSize: 15, flex: 'none', color: 'var(--ink2)' },
  '& span': { overflow: 'hidden', textOverflow: 'ellipsis' },
});
const Part = styled('div')({ height: 16, lineHeight: '16px', paddingLeft: 19, color: 'var(--ink2)' });
