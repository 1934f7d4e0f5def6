import CheckOutlined from '@mui/icons-material/CheckOutlined';
import FilterAltOutlined from '@mui/icons-material/FilterAltOutlined';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { styled } from '@mui/material/styles';
import { memo, useRef } from 'react';
import { formatNumber } from '../../i18n/format.ts';
import type { Action } from '../actions/action.ts';
import { ActionKey } from '../actions/action-key.tsx';
import { onlyAttention } from '../actions/cleanup-actions.ts';
import type { ActionContext } from '../actions/context.ts';
import { ariaKeys } from '../actions/keys.ts';
import { clearFilter, countOf, filterActions, openFilters } from '../actions/look-actions.ts';
import {
  runAction,
  useActionContext,
  useKeys,
  useNow,
  useWorkbench,
} from '../actions/workbench-provider.tsx';
import { useText } from '../components/text.tsx';
import { type FilterPart, filterParts } from '../station/filter.ts';

/** What the batch can be narrowed to, with how much each would leave. Its button tells a filter from across the room. */
export const FilterMenu = memo(function FilterMenu() {
  const workbench = useWorkbench();
  const text = useText();
  const keysNow = useKeys();
  const place = useRef<HTMLButtonElement>(null);
  const { parts, isOpen, canOpen, canClear } = useNow(filterNow);
  const name = parts > 0 ? text('filter.button.active', { count: parts }) : text('action.filter.open');
  const close = () => workbench.ui.set(({ focusTree }) => ({ panel: null, focusTree: focusTree + 1 }));
  return (
    <>
      <Opener
        ref={place}
        aria-label={name}
        title={name}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-pressed={parts > 0}
        aria-keyshortcuts={ariaKeys(keysNow(openFilters)[0])}
        disabled={!canOpen}
        onClick={() => runAction(workbench, openFilters)}
      >
        <FilterAltOutlined />
        {parts > 0 && parts}
      </Opener>
      {isOpen && place.current && (
        <Menu open anchorEl={place.current} onClose={close} transitionDuration={0}>
          {filterParts.flatMap((part) => [
            part === 'attention' && <Divider key="states" />,
            <Part key={part} part={part} />,
          ])}
          <Divider />
          <MenuItem
            disabled={!canClear}
            onClick={() => {
              close();
              runAction(workbench, clearFilter);
            }}
          >
            <Tip />
            <Words>{text(clearFilter.labelKey)}</Words>
            <Key>
              <ActionKey action={clearFilter} />
            </Key>
          </MenuItem>
        </Menu>
      )}
    </>
  );
});

function filterNow(context: ActionContext) {
  return {
    parts: context.ui.filter.size,
    isOpen: context.ui.panel?.type === 'filters',
    canOpen: openFilters.isEnabled(context),
    canClear: clearFilter.isEnabled(context),
  };
}

/** Stays open: parts are combined. */
function Part({ part, ...focus }: { part: FilterPart }) {
  const context = useActionContext();
  const workbench = useWorkbench();
  const text = useText();
  const action = actionOf(part);
  const isOn = context.ui.filter.has(part);
  const count = countOf(context, part);
  return (
    <MenuItem
      {...focus}
      role="menuitemcheckbox"
      aria-checked={isOn}
      aria-label={text('filter.part.aria', { part: text(`filter.${part}`), count })}
      disabled={count === 0 && !isOn}
      onClick={() => action && runAction(workbench, action)}
    >
      <Tip>{isOn && <CheckOutlined />}</Tip>
      <Words>{text(`filter.${part}`)}</Words>
      <Count>{formatNumber(count, text.language)}</Count>
      <Key>{action && <ActionKey action={action} />}</Key>
    </MenuItem>
  );
}

function actionOf(part: FilterPart): Action | undefined {
  return part === 'attention' ? onlyAttention : filterActions.find(({ id }) => id === `filter.${part}`);
}

const Opener = styled(Button)({
  marginRight: 4,
  padding: '0 8px',
  '&[aria-pressed=true]': { background: 'var(--accent-soft)', color: 'var(--accent-ink)', fontWeight: 500 },
});
const Tip = styled('span')({ width: 20, display: 'grid', color: 'var(--accent)' });
const Words = styled('span')({ flex: 1, paddingRight: 24 });
/** As wide as the longest key of a part, so that counts stand below one another. */
const Key = styled('span')({ minWidth: 60, textAlign: 'right' });
const Count = styled('span')({ color: 'var(--ink2)', minWidth: 28, textAlign: 'right', paddingRight: 8 });
