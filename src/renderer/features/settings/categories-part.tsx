import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useLayoutEffect, useRef } from 'react';
import type { CategoryFormat } from '../../../domain/rules/category-file.ts';
import { Chip } from '../../components/chip.tsx';
import { Empty } from '../../components/empty.tsx';
import { useText } from '../../components/text.tsx';
import { categoriesOf, withChange, withMove, withNewRow, withoutRow } from './category-draft.ts';
import { chooseCategoryFile, offerCategoryFile } from './category-files.ts';
import { CategoryNote } from './category-notes.tsx';
import { CategoryRowForm, categoryColumns, fieldId } from './category-row.tsx';
import type { CategoryEditing } from './use-category-draft.ts';

/** The attachment categories: which there are, what they are called, which are offered and in which order. */
export function CategoriesPart({ editing }: { editing: CategoryEditing }) {
  const { draft, isGiven, faults } = editing;
  const text = useText();
  const toFocus = useRef<string | null>(null);
  // A row that moves loses the keyboard on its way; a new one has to be given it.
  useLayoutEffect(() => {
    if (toFocus.current) document.getElementById(toFocus.current)?.focus();
    toFocus.current = null;
  });

  function add(): void {
    toFocus.current = fieldId(draft.nextKey, 'code');
    editing.change(withNewRow(draft));
  }

  function move(key: number, by: -1 | 1): void {
    const focused = document.activeElement?.id;
    if (focused) toFocus.current = focused;
    editing.change(withMove(draft, key, by));
  }

  async function take(): Promise<void> {
    const file = await chooseCategoryFile();
    if (file) await editing.takeFile(file);
  }

  const offer = (format: CategoryFormat) => offerCategoryFile(categoriesOf(draft), format);
  return (
    <fieldset>
      <legend>{text('categories.title')}</legend>
      <Head>
        <Quiet>{text('categories.hint')}</Quiet>
        {isGiven && <Chip tone="quiet">{text('categories.given')}</Chip>}
      </Head>
      {draft.rows.length === 0 ? (
        <Empty title={text('categories.empty.title')} hint={text('categories.empty.hint')} />
      ) : (
        <div>
          <Heads aria-hidden="true">
            <span />
            <span>{text('categories.code')}</span>
            <span>{text('categories.zh')}</span>
            <span>{text('categories.en')}</span>
            <span>{text('categories.active')}</span>
          </Heads>
          <List aria-label={text('categories.title')}>
            {draft.rows.map((row, at) => (
              <CategoryRowForm
                key={row.key}
                row={row}
                index={at + 1}
                isLast={at === draft.rows.length - 1}
                isGiven={isGiven}
                faults={faults.get(row.key) ?? []}
                onChange={(category) => editing.change(withChange(draft, row.key, category))}
                onMove={(by) => move(row.key, by)}
                onRemove={() => editing.change(withoutRow(draft, row.key))}
                onNext={add}
              />
            ))}
          </List>
        </div>
      )}
      {editing.note && <CategoryNote note={editing.note} />}
      <Line>
        {!isGiven && (
          <>
            <Button id={addCategoryId} variant="outlined" onClick={add}>
              {text('categories.add')}
            </Button>
            <Button onClick={() => void take()}>{text('categories.import')}</Button>
          </>
        )}
        <Button disabled={draft.rows.length === 0} onClick={() => offer('csv')}>
          {text('categories.export.csv')}
        </Button>
        <Button disabled={draft.rows.length === 0} onClick={() => offer('json')}>
          {text('categories.export.json')}
        </Button>
        <i />
        {!isGiven && (
          <Button variant="outlined" disabled={!editing.isChanged} onClick={() => void editing.save()}>
            {text('categories.save')}
          </Button>
        )}
      </Line>
    </fieldset>
  );
}

/** Where the keyboard goes when the settings are opened for the categories. */
export const addCategoryId = 'category-add';

const Head = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) auto',
  gap: 12,
  alignItems: 'start',
});
const Heads = styled('div')({
  display: 'grid',
  gridTemplateColumns: categoryColumns,
  gap: 8,
  fontSize: 12,
  color: 'var(--ink2)',
  paddingBottom: 4,
  '& span:nth-of-type(5)': { textAlign: 'center' },
});
const List = styled('ol')({
  listStyle: 'none',
  margin: 0,
  padding: '2px 0',
  display: 'grid',
  gap: 6,
  maxHeight: 320,
  overflowY: 'auto',
});
const Line = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: 8,
  alignItems: 'center',
  '& i': { flex: 1 },
});
const Quiet = styled('div')({ fontSize: 12, color: 'var(--ink2)' });
