import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { styled } from '@mui/material/styles';
import { ActionButton } from '../../actions/action-button.tsx';
import type { ActionContext } from '../../actions/context.ts';
import { clearFilter } from '../../actions/look-actions.ts';
import { toggled } from '../../actions/navigation.ts';
import { shownDocuments } from '../../actions/shown-documents.ts';
import { useText } from '../../components/text.tsx';
import { filterParts } from '../../station/filter.ts';

/** While something is filtered away: what is left, by which filter, and the way back. Nobody shall think pages are lost. */
export function FilterStrip({ context }: { context: ActionContext }) {
  const text = useText();
  const { ui, index, workbench } = context;
  // Holds its place in the grid: the list below it stays in its row.
  if (ui.filter.size === 0) return <div />;
  const shown = shownDocuments(context).length;
  const count = index.bills.reduce(
    (sum, { documents }) => sum + documents.filter(({ pages }) => pages.length > 0).length,
    0,
  );
  return (
    <Strip role="group" aria-label={text('filter.active')}>
      <Line>
        <span role="status">{text('filter.shown', { shown, count })}</span>
        <ActionButton action={clearFilter} look="word" />
      </Line>
      <Parts>
        {filterParts
          .filter((part) => ui.filter.has(part))
          .map((part) => (
            <Part
              key={part}
              type="button"
              aria-label={text('filter.remove', { part: text(`filter.${part}`) })}
              onClick={() => workbench.set(({ filter }) => ({ filter: toggled(filter, part) }))}
            >
              {text(`filter.${part}`)}
              <CloseOutlined />
            </Part>
          ))}
      </Parts>
    </Strip>
  );
}

const Strip = styled('div')({
  display: 'grid',
  gap: 4,
  padding: '4px 4px 8px 12px',
  background: 'var(--accent-soft)',
  color: 'var(--accent-ink)',
  borderBottom: '1px solid var(--line)',
  fontSize: 12,
  '& .MuiButton-root': { height: 26, fontSize: 12, color: 'var(--accent-ink)' },
});
const Line = styled('div')({ display: 'flex', alignItems: 'center', justifyContent: 'space-between' });
const Parts = styled('div')({ display: 'flex', flexWrap: 'wrap', gap: 4 });
const Part = styled('button')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 4,
  height: 24,
  padding: '0 6px 0 10px',
  border: 0,
  borderRadius: 999,
  font: 'inherit',
  color: 'var(--ink)',
  background: 'var(--panel)',
  cursor: 'pointer',
  whiteSpace: 'nowrap',
  '& svg': { fontSize: 14, color: 'var(--ink3)' },
  '&:focus-visible': { outline: '2px solid var(--accent)', outlineOffset: 1 },
});
