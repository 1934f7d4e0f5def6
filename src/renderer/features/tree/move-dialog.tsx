import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { edit } from '../../actions/context.ts';
import { contextOf, useWorkbench } from '../../actions/workbench-provider.tsx';
import type { Panel } from '../../actions/workbench-state.ts';
import { useText } from '../../components/text.tsx';

/** Documents were let go among another kind: asked first, because their kind changes with it. */
export function MoveDialog(props: { move: Extract<Panel, { type: 'move' }>; onClose: () => void }) {
  const workbench = useWorkbench();
  const text = useText();
  const { documentIds, place, kind, category } = props.move;

  async function accept(): Promise<void> {
    props.onClose();
    const context = contextOf(workbench);
    const isMoved = await edit(context, { type: 'document.move', documentIds, place });
    if (isMoved) await edit(context, { type: 'document.reclassify', documentIds, kind, category });
    workbench.ui.set({ ticked: new Set() });
  }

  return (
    <Dialog open onClose={props.onClose} maxWidth="xs" fullWidth aria-labelledby="move-title">
      <DialogTitle id="move-title">{text('tree.move.confirmTitle')}</DialogTitle>
      <DialogContent>
        {text('tree.move.confirm', { count: documentIds.length, kind: text(`kind.${kind}`) })}
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
