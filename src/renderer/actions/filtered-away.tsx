import SearchOffOutlined from '@mui/icons-material/SearchOffOutlined';
import { styled } from '@mui/material/styles';
import { Empty } from '../components/empty.tsx';
import { useText } from '../components/text.tsx';
import { ActionButton } from './action-button.tsx';
import { clearFilter } from './look-actions.ts';
import { useUi } from './workbench-provider.tsx';

/** In place of pages when search or filter leave none: nothing is lost, and one press shows all again. */
export function FilteredAway() {
  const text = useText();
  const search = useUi((state) => state.search);
  const filter = useUi((state) => state.filter);
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
      <Choice>
        <ActionButton action={clearFilter} look="key" emphasis="outlined" />
      </Choice>
    </Empty>
  );
}

const Choice = styled('div')({ marginTop: 8 });
