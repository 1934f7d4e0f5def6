import { styled } from '@mui/material/styles';
import type { Page } from '../../../domain/tree/records.ts';
import { formatPercent } from '../../../i18n/format.ts';
import { ActionButton } from '../../actions/action-button.tsx';
import { adjustPage } from '../../actions/cleanup-actions.ts';
import type { ActionContext } from '../../actions/context.ts';
import { rotateLeft, rotateRight } from '../../actions/page-actions.ts';
import {
  frames,
  fullScreen,
  holdOriginal,
  nextPage,
  previousPage,
  zoomActual,
  zoomFit,
  zoomIn,
  zoomOut,
} from '../../actions/view-actions.ts';
import { useText } from '../../components/text.tsx';

/** What is done to the page in view, under it. */
export function ViewerTools({ context, page }: { context: ActionContext; page: Page }) {
  const text = useText();
  const { ui, index } = context;
  const position = index.pageOrder.indexOf(page.id) + 1;
  const count = index.pageOrder.length;
  const percent = formatPercent(ui.zoom === 'fit' ? ui.fitScale : ui.zoom, text.language);
  return (
    <Place>
      <Bar role="toolbar" aria-label={text('viewer.label')}>
        <ActionButton action={previousPage} look="icon" />
        <Figure role="status" aria-label={text('viewer.position.aria', { position, count })}>
          {text('viewer.position', { position: position || '–', count })}
        </Figure>
        <ActionButton action={nextPage} look="icon" />
        <Line />
        <ActionButton action={zoomOut} look="icon" />
        <Figure>{text(ui.zoom === 'fit' ? 'viewer.zoom.fit' : 'viewer.zoom.free', { percent })}</Figure>
        <ActionButton action={zoomIn} look="icon" />
        <ActionButton action={zoomFit} look="icon" />
        <ActionButton action={zoomActual} look="icon" />
        <Line />
        <ActionButton action={rotateLeft} look="icon" />
        <ActionButton action={rotateRight} look="icon" />
        <ActionButton action={adjustPage} look="icon" />
        <Line />
        <ActionButton action={holdOriginal} look="icon" isPressed={ui.holdsOriginal} />
        <ActionButton action={frames} look="icon" isPressed={ui.showsFrames} />
        <ActionButton action={fullScreen} look="icon" isPressed={ui.isFullScreen} />
      </Bar>
    </Place>
  );
}

const Place = styled('div')({ display: 'grid', placeItems: 'center', minWidth: 0, paddingBottom: 8 });
const Bar = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 2,
  height: 40,
  padding: '0 6px',
  background: 'var(--panel)',
  border: '1px solid var(--line)',
  borderRadius: 10,
  boxShadow: 'var(--shadow)',
  whiteSpace: 'nowrap',
});
const Figure = styled('span')({ color: 'var(--ink2)', padding: '0 4px', minWidth: 56, textAlign: 'center' });
const Line = styled('span')({ width: 1, height: 20, background: 'var(--line)', margin: '0 4px' });
