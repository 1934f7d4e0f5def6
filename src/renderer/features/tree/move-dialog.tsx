import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useCategoryName } from '../../actions/categories.ts';
import { edit } from '../../actions/context.ts';
import { contextOf, useActionContext, useWorkbench } from '../../actions/workbench-provider.tsx';
import { noTicks, type Panel } from '../../actions/workbench-state.ts';
import { useText } from '../../components/text.tsx';
import { othersThan } from './drag.ts';

/** Documents were let go under another heading: asked first, because their kind changes with it. One edit does both. */
export function MoveDialog(props: { move: Extract<Panel, { type: 'move' }>; onClose: () => void }) {
  const workbench = useWorkbench();
  const context = useActionContext();
  const text = useText();
  const nameOf = useCategoryName();
  const { documentIds, place, kind, category } = props.move;
  const filing = { kind, category };
  const to = category ? text('tree.heading.category', { category: nameOf(category) }) : text(`kind.${kind}`);

  async function accept(): Promise<void> {
    props.onClose();
    const isMoved = await edit(contextOf(workbench), {
      type: 'document.move',
      documentIds,
      place,
      kind: filing,
    });
    if (isMoved) workbench.ui.set({ ticked: noTicks });
  }

  return (
    <Dialog open onClose={props.onClose} maxWidth="xs" fullWidth aria-labelledby="move-title">
      <DialogTitle id="move-title">{text('tree.move.confirmTitle')}</DialogTitle>
      <DialogContent>
        {text('tree.move.confirm', { count: othersThan(context, documentIds, filing).length, to })}
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose}>{text('app.dialog.cancel')}</Button>
        <Button variant="contained" autoFocus onClick={() => void accept()}>
          {text('tree.move.accept')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
