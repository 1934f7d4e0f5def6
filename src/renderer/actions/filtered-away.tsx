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
  const words = useWords();
  const choice = useRef<HTMLDivElement>(null);
  useKeyboardAsked('both', () => choice.current?.querySelector('button')?.focus());
  return (
    <Empty icon={<SearchOffOutlined />} {...words}>
      <Choice ref={choice}>
        <ActionButton action={clearFilter} look="key" emphasis="outlined" />
      </Choice>
    </Empty>
  );
}

/** The same beside the tree, which offers the way out already unless it is out of sight. */
export function FilteredAwayBeside() {
  const isAlone = useUi((state) => state.isLeftFolded || state.isFullScreen);
  const { title } = useWords();
  return isAlone ? <FilteredAway /> : <Empty icon={<SearchOffOutlined />} title={title} />;
}

function useWords(): { title: string; hint: string } {
  const text = useText();
  const search = useUi((state) => state.search);
  const filter = useUi((state) => state.filter);
  if (filter.size === 0 && search !== '')
    return {
      title: text('tree.search.none.title', { text: search }),
      hint: text('tree.search.none.hint'),
    };
  const isAllSeen = filter.size === 1 && filter.has('attention') && search === '';
  return {
    title: text(isAllSeen ? 'attention.only.none' : 'filter.none.title'),
    hint: text('filter.none.hint'),
  };
}

const Choice = styled('div')({ marginTop: 8 });
