import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogTitle from '@mui/material/DialogTitle';
import { styled } from '@mui/material/styles';
import { type KeyboardEvent, useState } from 'react';
import type { DocumentId } from '../../../domain/ids.ts';
import type { CategoryList } from '../../../domain/rules/categories.ts';
import { tongueOf, useCategories } from '../../actions/categories.ts';
import { edit } from '../../actions/context.ts';
import { contextOf, useActionContext, useWorkbench } from '../../actions/workbench-provider.tsx';
import { noTicks } from '../../actions/workbench-state.ts';
import { Empty } from '../../components/empty.tsx';
import { useText } from '../../components/text.tsx';
import { TypeAhead } from '../../components/type-ahead.tsx';
import { type CategoryChoice, categoryChoices, usedCategories } from './category-choices.ts';
import { CategoryOptions, listId, optionId, titleId } from './category-options.tsx';

/** Files documents under an attachment category (其他分类): by its figure, or by what is typed of it. */
export function CategoryDialog(props: { documentIds: readonly DocumentId[]; onClose: () => void }) {
  const { documentIds } = props;
  const { batch } = useActionContext();
  const workbench = useWorkbench();
  const text = useText();
  const list = useCategories();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const tree = batch?.tree ?? null;
  const offered = (words: string) =>
    categoryChoices(list.categories, usedCategories(tree), words, tongueOf(text.language));
  const choices = offered(typed);
  const current = choices[Math.min(at, choices.length - 1)] ?? null;
  const now = new Set(documentIds.map((id) => tree?.documents.get(id)?.category ?? null));

  async function choose(choice: CategoryChoice): Promise<void> {
    const isDone = await edit(contextOf(workbench), {
      type: 'document.reclassify',
      documentIds,
      kind: 'attachment',
      category: choice.code,
    });
    if (!isDone) return;
    workbench.ui.set({ ticked: noTicks });
    props.onClose();
  }

  function onKey(event: KeyboardEvent): boolean {
    const byDigit = hasModifier(event) ? undefined : choices.find(({ digit }) => String(digit) === event.key);
    if (byDigit) void choose(byDigit);
    return byDigit !== undefined;
  }

  if (offered('').length === 0) {
    return (
      <Dialog open onClose={props.onClose} maxWidth="xs" fullWidth aria-labelledby={titleId}>
        <DialogTitle id={titleId}>{text('category.title')}</DialogTitle>
        <Empty title={text('category.empty.title')} hint={text(`category.empty.${list.by}`)} />
        <DialogActions>
          <Button onClick={props.onClose}>{text('app.dialog.cancel')}</Button>
          <ToSettings by={list.by} look="contained" />
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <Dialog open onClose={props.onClose} maxWidth="xs" fullWidth aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{text('category.title')}</DialogTitle>
      <Hint>{text('category.hint', { count: documentIds.length })}</Hint>
      <TypeAhead
        value={typed}
        placeholder={text('category.placeholder')}
        name={{ labelledBy: titleId }}
        listId={listId}
        currentId={current && optionId(current)}
        maxLength={50}
        onType={(value) => {
          setTyped(value);
          setAt(0);
        }}
        onStep={(by) => setAt((at + by + choices.length) % Math.max(1, choices.length))}
        onEnter={() => current && void choose(current)}
        onKey={onKey}
      />
      <CategoryOptions choices={choices} current={current} now={now} onChoose={(one) => void choose(one)} />
      {list.by === 'service' && <Kept>{text('category.kept')}</Kept>}
      <DialogActions>
        <ToSettings by={list.by} look="text" />
        <span style={{ flex: 1 }} />
        <Button onClick={props.onClose}>{text('app.dialog.cancel')}</Button>
      </DialogActions>
    </Dialog>
  );
}

/** Where the list is looked at, and changed unless the service keeps it. */
function ToSettings({ by, look }: { by: CategoryList['by']; look: 'contained' | 'text' }) {
  const { ui } = useWorkbench();
  const text = useText();
  return (
    <Button
      variant={look}
      autoFocus={look === 'contained'}
      onClick={() => ui.set({ panel: { type: 'categories' } })}
    >
      {text(by === 'service' ? 'category.look' : 'category.settings')}
    </Button>
  );
}

function hasModifier(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.altKey || event.metaKey;
}

const Kept = styled('p')({ margin: 0, padding: '8px 24px 0', color: 'var(--ink2)', fontSize: 12 });
const Hint = styled('p')({ margin: 0, padding: '0 24px 8px', color: 'var(--ink2)', fontSize: 12 });
