import Slider from '@mui/material/Slider';
import { styled } from '@mui/material/styles';
import { ActionButton } from '../../actions/action-button.tsx';
import { FilteredAwayBeside } from '../../actions/filtered-away.tsx';
import { sheetSizes } from '../../actions/sheet-size.ts';
import { zoomIn, zoomOut } from '../../actions/view-actions.ts';
import { ViewSwitch } from '../../actions/view-switch.tsx';
import { useActionContext } from '../../actions/workbench-provider.tsx';
import { FloatBar, FloatPlace, FloatRule } from '../../components/float-bar.tsx';
import { useText } from '../../components/text.tsx';
import { SheetGrid } from './sheet-grid.tsx';

/** The whole batch small, or what the filter leaves of it. */
export function SheetPane() {
  const { batch, rows, ui, workbench, pageOrder, index } = useActionContext();
  const text = useText();
  const shown = rows.reduce((sum, row) => sum + (row.type === 'document' ? row.pages.length : 0), 0);
  const count = pageOrder.length + (ui.showsBlank ? index.blank : 0);
  return (
    <Pane role="region" aria-label={text('sheet.label')}>
      {batch && rows.length > 0 ? <SheetGrid batch={batch} rows={rows} /> : <FilteredAwayBeside />}
      <Place>
        <FloatBar role="toolbar" aria-label={text('sheet.tools')}>
          <ViewSwitch />
          <FloatRule />
          <Figure role="status">{text('sheet.pages', { shown, count })}</Figure>
          <FloatRule />
          <ActionButton action={zoomOut} look="icon" label={text('sheet.smaller')} />
          <Size
            size="small"
            aria-label={text('sheet.size')}
            value={Math.max(0, sheetSizes.indexOf(ui.sheetSize))}
            min={0}
            max={sheetSizes.length - 1}
            step={1}
            onChange={(_, at) => workbench.set({ sheetSize: sheetSizes[Number(at)] ?? ui.sheetSize })}
          />
          <ActionButton action={zoomIn} look="icon" label={text('sheet.larger')} />
        </FloatBar>
      </Place>
    </Pane>
  );
}

const Pane = styled('div')({
  height: '100%',
  minWidth: 0,
  display: 'grid',
  gridTemplateRows: 'minmax(0, 1fr) 56px',
  background: 'var(--ground)',
});
const Place = styled(FloatPlace)({ paddingTop: 4 });
const Size = styled(Slider)({ width: 120, margin: '0 10px', padding: '10px 0' });
const Figure = styled('span')({ color: 'var(--ink2)', padding: '0 6px' });
