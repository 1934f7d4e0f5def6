import { styled } from '@mui/material/styles';
import type { Page } from '../../../domain/tree/records.ts';
import { formatPercent } from '../../../i18n/format.ts';
import { ActionButton } from '../../actions/action-button.tsx';
import { adjustPage } from '../../actions/cleanup-actions.ts';
import type { ActionContext } from '../../actions/context.ts';
import { fitScale } from '../../actions/fit-scale.ts';
import { nextPage, previousPage } from '../../actions/go-actions.ts';
import { rotateLeft, rotateRight } from '../../actions/page-actions.ts';
import {
  frames,
  fullScreen,
  holdOriginal,
  zoomActual,
  zoomFit,
  zoomIn,
  zoomOut,
} from '../../actions/view-actions.ts';
import { ViewSwitch } from '../../actions/view-switch.tsx';
import { useUi } from '../../actions/workbench-provider.tsx';
import { FloatBar, FloatPlace, FloatRule } from '../../components/float-bar.tsx';
import { useText } from '../../components/text.tsx';
import { useStore } from '../../station/store.ts';

/** What is done to the page in view, under it. */
export function ViewerTools({ context, page }: { context: ActionContext; page: Page }) {
  const text = useText();
  const { ui, pageOrder } = context;
  const position = pageOrder.indexOf(page.id) + 1;
  const count = pageOrder.length;
  return (
    <Place>
      <FloatBar role="toolbar" aria-label={text('viewer.label')}>
        <ViewSwitch />
        <FloatRule />
        <ActionButton action={previousPage} look="icon" />
        <Figure role="status" aria-label={text('viewer.position.aria', { position, count })}>
          {text('viewer.position', { position: position || '–', count })}
        </Figure>
        <ActionButton action={nextPage} look="icon" />
        <FloatRule />
        <ActionButton action={zoomOut} look="icon" />
        <ZoomFigure />
        <ActionButton action={zoomIn} look="icon" />
        <ActionButton action={zoomFit} look="icon" />
        <ActionButton action={zoomActual} look="icon" />
        <FloatRule />
        <ActionButton action={rotateLeft} look="icon" />
        <ActionButton action={rotateRight} look="icon" />
        <ActionButton action={adjustPage} look="icon" />
        <FloatRule />
        <ActionButton action={holdOriginal} look="icon" isPressed={ui.holdsOriginal} />
        <ActionButton action={frames} look="icon" isPressed={ui.showsFrames} />
        <ActionButton action={fullScreen} look="icon" isPressed={ui.isFullScreen} />
      </FloatBar>
    </Place>
  );
}

/** For itself: nothing else here follows the scale of the page. */
function ZoomFigure() {
  const text = useText();
  const zoom = useUi((ui) => ui.zoom);
  const { now } = useStore(fitScale, whole);
  const percent = formatPercent(zoom === 'fit' ? now : zoom, text.language);
  return <Figure>{text(zoom === 'fit' ? 'viewer.zoom.fit' : 'viewer.zoom.free', { percent })}</Figure>;
}

const whole = <T,>(value: T): T => value;

const Place = styled(FloatPlace)({ paddingBottom: 8 });
const Figure = styled('span')({ color: 'var(--ink2)', padding: '0 4px', minWidth: 56, textAlign: 'center' });
