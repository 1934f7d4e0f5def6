import SearchOffOutlined from '@mui/icons-material/SearchOffOutlined';
import { styled } from '@mui/material/styles';
import { useRef } from 'react';
import { Empty } from '../components/empty.tsx';
import { useText } from '../components/text.tsx';
import { ActionButton } from './action-button.tsx';
import { useKeyboardAsked } from './keyboard-asked.ts';
import { clearFilter } from './look-actions.ts';
import { useUi } from './workbench-provider.tsx';

/** In place of pages when search or filter leave none: nothing is lost, and one press shows all again. */
export function FilteredAway() {
  const text = useText();
  const search = useUi((state) => state.search);
  const filter = useUi((state) => state.filter);
  const choice = useRef<HTMLDivElement>(null);
  useKeyboardAsked('both', () => choice.current?.querySelector('button')?.focus());
  const isSearch = filter.size === 0 && search !== '';
  const title = isSearch
    ? text('tree.search.none.title', { text: search })
    : filter.size === 1 && filter.has('attention') && search === ''
      ? text('attention.only.none')
      : text('filter.none.title');
  return (
    <Empty
      icon={<SearchOffOutlined />}
      title={title}
      hint={text(isSearch ? 'tree.search.none.hint' : 'filter.none.hint')}
    >
      <Choice ref={choice}>
        <ActionButton action={clearFilter} look="key" emphasis="outlined" />
      </Choice>
    </Empty>
  );
}

const Choice = styled('div')({ marginTop: 8 });
