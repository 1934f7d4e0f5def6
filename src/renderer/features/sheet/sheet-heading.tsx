import ChevronRightOutlined from '@mui/icons-material/ChevronRightOutlined';
import ExpandMoreOutlined from '@mui/icons-material/ExpandMoreOutlined';
import { styled } from '@mui/material/styles';
import { needOf } from '../../actions/bill-need.ts';
import { toggled } from '../../actions/navigation.ts';
import { useWorkbench } from '../../actions/workbench-provider.tsx';
import { Chip } from '../../components/chip.tsx';
import { useText } from '../../components/text.tsx';
import type { OpenBatch } from '../../station/projection.ts';
import type { Row } from '../../station/rows.ts';

/** The bill's own line: it stays at the top while its pages are in view. A folded bill still tells how many pages it has. */
export function SheetHeading({ row, batch }: { row: Extract<Row, { type: 'bill' }>; batch: OpenBatch }) {
  const text = useText();
  const workbench = useWorkbench();
  const { bill, unread, pages, blank } = row.view;
  const need = needOf(batch, row.view);
  const number = bill.number ?? text(unread > 0 ? 'tree.bill.reading' : 'tree.bill.noNumber');
  return (
    <Box
      role="rowheader"
      aria-label={text('sheet.bill.aria', { number, need: text(need.key, need.params), pages })}
      onClick={() => workbench.ui.set(({ closedBills }) => ({ closedBills: toggled(closedBills, bill.id) }))}
    >
      {row.isOpen ? <ExpandMoreOutlined /> : <ChevronRightOutlined />}
      <b>{number}</b>
      <Chip tone={need.tone}>{text(need.key, need.params)}</Chip>
      <span>{text('tree.count.pages', { count: pages })}</span>
      {blank > 0 && <span>{text('tree.count.blank', { count: blank })}</span>}
    </Box>
  );
}

const Box = styled('div')({
  height: '100%',
  display: 'flex',
  alignItems: 'center',
  gap: 10,
  padding: '0 16px 0 10px',
  background: 'var(--panel)',
  borderBottom: '1px solid var(--line)',
  fontSize: 12,
  color: 'var(--ink2)',
  whiteSpace: 'nowrap',
  overflow: 'hidden',
  cursor: 'default',
  '& svg': { color: 'var(--ink3)', flex: 'none' },
  '& b': { fontSize: 13, fontWeight: 500, color: 'var(--ink)', marginLeft: -4 },
});
