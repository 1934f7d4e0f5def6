import InboxOutlined from '@mui/icons-material/InboxOutlined';
import { styled } from '@mui/material/styles';
import { ActionButton } from '../../actions/action-button.tsx';
import { tickedDocuments } from '../../actions/context.ts';
import { FilteredAway } from '../../actions/filtered-away.tsx';
import { showBlank } from '../../actions/view-actions.ts';
import { useActionContext } from '../../actions/workbench-provider.tsx';
import { Empty } from '../../components/empty.tsx';
import { useText } from '../../components/text.tsx';
import { FilterStrip } from './filter-strip.tsx';
import { TreeList } from './tree-list.tsx';

/** The left pane: every bill of the batch with what lies in it. */
export function TreePane() {
  const context = useActionContext();
  const text = useText();
  const { batch, ui, index, pageOrder, rows } = context;
  const ticked = tickedDocuments(context).length;
  if (!batch || index.bills.length === 0) {
    const about = batch ? 'tree.empty' : 'tree.noBatch';
    return <Empty icon={<InboxOutlined />} title={text(`${about}.title`)} hint={text(`${about}.hint`)} />;
  }
  return (
    <Column>
      <FilterStrip context={context} />
      {rows.length === 0 ? <FilteredAway /> : <TreeList batch={batch} rows={rows} />}
      <Foot>
        <span aria-live={ticked > 0 ? 'polite' : 'off'}>
          {ticked > 0
            ? text('tree.ticked', { count: ticked })
            : text('tree.pages.summary', { bills: index.bills.length, pages: pageOrder.length })}
        </span>
        <ActionButton
          action={showBlank}
          look="key"
          label={text('tree.blank.summary', { count: index.blank })}
          isPressed={ui.showsBlank}
        />
      </Foot>
    </Column>
  );
}

const Column = styled('div')({
  height: '100%',
  display: 'grid',
  gridTemplateRows: 'auto minmax(0, 1fr) 34px',
});
const Foot = styled('div')({
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'space-between',
  padding: '0 4px 0 12px',
  borderTop: '1px solid var(--line)',
  fontSize: 12,
  color: 'var(--ink2)',
  '& .MuiButton-root': { height: 26, fontSize: 12, color: 'var(--ink2)', padding: '0 6px' },
});
