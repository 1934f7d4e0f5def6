import DocumentScannerOutlined from '@mui/icons-material/DocumentScannerOutlined';
import { styled } from '@mui/material/styles';
import { ActionButton } from '../../actions/action-button.tsx';
import { importAction, scan } from '../../actions/capture-actions.ts';
import { isNothingListed, shownPage } from '../../actions/context.ts';
import { FilteredAwayBeside } from '../../actions/filtered-away.tsx';
import { useActionContext } from '../../actions/workbench-provider.tsx';
import { Empty } from '../../components/empty.tsx';
import { useText } from '../../components/text.tsx';
import { AdjustPane } from './adjust-pane.tsx';
import { Crumb } from './crumb.tsx';
import { PageView } from './page-view.tsx';
import { ViewerTools } from './viewer-tools.tsx';

/** The page, large. */
export function ViewerPane() {
  const context = useActionContext();
  const text = useText();
  const page = shownPage(context);
  const { isFullScreen } = context.ui;

  if (!page) {
    const isEmpty = context.pageOrder.length === 0;
    const { awaited } = context.ui;
    const number =
      awaited !== null && awaited.batchId === context.batch?.tree.batch.id ? awaited.number : null;
    return (
      <Pane data-full={isFullScreen} role="region" aria-label={text('viewer.label')}>
        {isEmpty ? (
          <Empty
            icon={<DocumentScannerOutlined />}
            title={number === null ? text('viewer.empty.title') : text('link.awaited.title', { number })}
            hint={text(number === null ? 'viewer.empty.hint' : 'link.awaited.hint')}
          >
            <Choices>
              <ActionButton action={scan} look="key" emphasis="contained" />
              <ActionButton action={importAction} look="key" emphasis="outlined" />
            </Choices>
          </Empty>
        ) : isNothingListed(context) ? (
          <FilteredAwayBeside />
        ) : (
          <Empty icon={<DocumentScannerOutlined />} title={text('viewer.noSelection')} />
        )}
      </Pane>
    );
  }
  return (
    <Pane data-full={isFullScreen} role="region" aria-label={text('viewer.label')}>
      {context.ui.adjusting === page.id ? (
        <AdjustPane key={page.id} page={page} context={context} />
      ) : (
        <>
          <Crumb context={context} page={page} />
          <PageView page={page} context={context} />
          <ViewerTools context={context} page={page} />
        </>
      )}
    </Pane>
  );
}

const Pane = styled('div')({
  position: 'relative',
  height: '100%',
  minWidth: 0,
  overflow: 'hidden',
  background: 'var(--canvas)',
  display: 'grid',
  gridTemplateRows: '36px minmax(0, 1fr) 56px',
  '&:has(> :only-child)': { gridTemplateRows: '1fr' },
  // Over the other panes and bars, under the card of a fault.
  '&[data-full=true]': { position: 'fixed', inset: 0, height: 'auto', zIndex: 4 },
});
const Choices = styled('div')({ display: 'flex', gap: 8, marginTop: 12 });
