import { styled } from '@mui/material/styles';
import { useEffect } from 'react';
import { Chip } from '../../components/chip.tsx';
import { Empty } from '../../components/empty.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useText } from '../../components/text.tsx';
import type { CategoryChoice } from './category-choices.ts';

export const titleId = 'category-title';
export const listId = 'category-list';

/** A code of before may hold anything, an id of the page may not. */
export function optionId({ code }: CategoryChoice): string {
  return `category-option-${[...code].map((letter) => letter.codePointAt(0)?.toString(36)).join('-')}`;
}

interface CategoryOptionsProps {
  choices: readonly CategoryChoice[];
  /** The one Enter takes. */
  current: CategoryChoice | null;
  /** What the documents are filed under now. */
  now: ReadonlySet<string | null>;
  onChoose: (choice: CategoryChoice) => void;
}

/** What can be chosen, one line each. The keyboard stays in the field above. */
export function CategoryOptions({ choices, current, now, onChoose }: CategoryOptionsProps) {
  const text = useText();
  const currentId = current && optionId(current);
  useEffect(() => {
    if (currentId) document.getElementById(currentId)?.scrollIntoView({ block: 'nearest' });
  }, [currentId]);

  return (
    <>
      <List id={listId} role="listbox" aria-labelledby={titleId}>
        {choices.map((choice) => (
          <Line
            key={choice.code}
            id={optionId(choice)}
            role="option"
            aria-selected={choice === current}
            aria-keyshortcuts={choice.digit === null ? undefined : String(choice.digit)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(choice)}
          >
            <span>{choice.digit !== null && <KeyCap keys={String(choice.digit)} />}</span>
            <Name>{choice.name}</Name>
            {choice.name !== choice.code && <Code>{choice.code}</Code>}
            {choice.isUnlisted && <Code>{text('category.unlisted')}</Code>}
            {now.has(choice.code) && <Chip tone="quiet">{text('category.now')}</Chip>}
          </Line>
        ))}
      </List>
      <div role="status">
        {choices.length === 0 && (
          <Empty title={text('category.none.title')} hint={text('category.none.hint')} />
        )}
      </div>
    </>
  );
}

const List = styled('div')({ overflowY: 'auto', maxHeight: 340, padding: '4px 0' });
const Line = styled('div')({
  display: 'flex',
  gap: 10,
  alignItems: 'center',
  minHeight: 34,
  padding: '4px 24px',
  cursor: 'pointer',
  '& > span:first-of-type': { flex: 'none', width: 20 },
  '&:hover': { background: 'var(--hover)' },
  '&[aria-selected=true]': { background: 'var(--accent-soft)' },
});
const Name = styled('span')({ flex: 1, minWidth: 0, overflowWrap: 'anywhere' });
const Code = styled('span')({ color: 'var(--ink2)', fontSize: 12, overflowWrap: 'anywhere' });
