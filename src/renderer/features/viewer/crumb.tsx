import { styled } from '@mui/material/styles';
import type { Page } from '../../../domain/tree/records.ts';
import { formatNumber } from '../../../i18n/format.ts';
import type { ActionContext } from '../../actions/context.ts';
import { useText } from '../../components/text.tsx';

/** Where the page stands and what was done to it, in one line. */
export function Crumb({ context, page }: { context: ActionContext; page: Page }) {
  const text = useText();
  const view = context.index.documentById.get(page.documentId);
  const bill = view && context.index.billById.get(view.document.billId);
  if (!view || !bill) return <Line />;
  const { document, pages } = view;
  const skew = page.rendition?.recipe.skewDeg.value ?? 0;
  const position = pages.indexOf(page) + 1;
  return (
    <Line>
      <b>{bill.bill.number ?? text(bill.unread > 0 ? 'tree.bill.reading' : 'tree.bill.noNumber')}</b>
      <Mark>›</Mark>
      <span>{text(`kind.${document.kind}`)}</span>
      {pages.length > 1 && position > 0 && (
        <>
          <Mark>›</Mark>
          <span>{text('viewer.crumb.page', { page: position })}</span>
        </>
      )}
      <Mark>·</Mark>
      <span>{text('viewer.crumb.dpi', { dpi: Math.round(page.dpi) })}</span>
      {Math.abs(skew) >= 0.05 && (
        <>
          <Mark>·</Mark>
          <span>{text('viewer.crumb.skew', { degrees: formatNumber(skew, text.language) })}</span>
        </>
      )}
    </Line>
  );
}

const Line = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  padding: '0 16px',
  fontSize: 12,
  color: 'var(--ink2)',
  whiteSpace: 'nowrap',
  overflow: 'hidden',
  '& b': { fontWeight: 500, color: 'var(--ink)' },
});
const Mark = styled('span')({ color: 'var(--ink3)' });
