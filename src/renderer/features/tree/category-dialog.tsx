import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { styled } from '@mui/material/styles';
import TextField from '@mui/material/TextField';
import { type FormEvent, useState } from 'react';
import type { DocumentId } from '../../../domain/ids.ts';
import { edit } from '../../actions/context.ts';
import { contextOf, useActionContext, useWorkbench } from '../../actions/workbench-provider.tsx';
import { useText } from '../../components/text.tsx';

/** Files documents under an attachment category (其他分类). */
export function CategoryDialog(props: { documentIds: readonly DocumentId[]; onClose: () => void }) {
  const context = useActionContext();
  const workbench = useWorkbench();
  const text = useText();
  const [category, setCategory] = useState('');
  const used = [
    ...new Set(
      [...(context.batch?.tree.documents.values() ?? [])].flatMap((document) => document.category ?? []),
    ),
  ].sort((a, b) => a.localeCompare(b, text.language));

  async function apply(name: string): Promise<void> {
    if (name.trim() === '') return;
    const { documentIds } = props;
    const isDone = await edit(contextOf(workbench), {
      type: 'document.reclassify',
      documentIds,
      kind: 'attachment',
      category: name.trim(),
    });
    if (isDone) {
      workbench.ui.set({ ticked: new Set() });
      props.onClose();
    }
  }

  return (
    <Dialog open onClose={props.onClose} maxWidth="xs" fullWidth aria-labelledby="category-title">
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void apply(category);
        }}
      >
        <DialogTitle id="category-title">{text('category.title')}</DialogTitle>
        <DialogContent>
          <p>{text('category.hint')}</p>
          <TextField
            autoFocus
            fullWidth
            size="small"
            label={text('category.name')}
            value={category}
            onChange={(event) => setCategory(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 50 } }}
          />
          {used.length > 0 && (
            <Used>
              <span>{text('category.used')}</span>
              {used.map((name) => (
                <Button key={name} variant="outlined" onClick={() => void apply(name)}>
                  {name}
                </Button>
              ))}
            </Used>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={props.onClose}>{text('app.dialog.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={category.trim() === ''}>
            {text('category.apply')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

const Used = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: 8,
  alignItems: 'center',
  marginTop: 16,
  '& span': { color: 'var(--ink2)', fontSize: 12, width: '100%' },
});
