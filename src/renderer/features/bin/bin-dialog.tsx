import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { styled } from '@mui/material/styles';
import type { PageId } from '../../../domain/ids.ts';
import type { Page } from '../../../domain/tree/records.ts';
import { type ActionContext, edit, isSubmitted } from '../../actions/context.ts';
import { contextOf, useActionContext, useWorkbench } from '../../actions/workbench-provider.tsx';
import { Empty } from '../../components/empty.tsx';
import { Thumbnail } from '../../components/picture.tsx';
import { useText } from '../../components/text.tsx';
import { pictureUrl } from '../../station/pictures.ts';

/** What was deleted, and back with it. */
export function BinDialog({ onClose }: { onClose: () => void }) {
  const context = useActionContext();
  const workbench = useWorkbench();
  const text = useText();
  const { deleted } = context.index;
  const restorable = deleted.filter((page) => !isSubmitted(context, page.documentId));

  async function restore(pageIds: readonly PageId[]): Promise<void> {
    const isDone = await edit(contextOf(workbench), { type: 'page.restore', pageIds });
    if (isDone && pageIds.length === deleted.length) onClose();
  }

  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="bin-title">
      <DialogTitle id="bin-title">{text('bin.title')}</DialogTitle>
      <DialogContent>
        {deleted.length === 0 ? (
          <Empty title={text('bin.empty.title')} hint={text('bin.empty.hint')} />
        ) : (
          <Grid>
            {deleted.map((page) => (
              <figure key={page.id}>
                <Thumbnail url={pictureUrl(page, 'thumbnail')} width={104} height={140} turn={0} />
                <figcaption>
                  {text('bin.from', { number: numberOf(context, page) ?? text('tree.bill.noNumber') })}
                </figcaption>
                {isSubmitted(context, page.documentId) ? (
                  <small>{text('bin.submitted')}</small>
                ) : (
                  <Button variant="outlined" onClick={() => void restore([page.id])}>
                    {text('bin.restore')}
                  </Button>
                )}
              </figure>
            ))}
          </Grid>
        )}
      </DialogContent>
      <DialogActions>
        {restorable.length > 1 && (
          <Button onClick={() => void restore(restorable.map((page) => page.id))}>
            {text('bin.restoreAll')}
          </Button>
        )}
        <Button variant="contained" onClick={onClose}>
          {text('app.dialog.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function numberOf(context: ActionContext, page: Page): string | null {
  const billId = context.batch?.tree.documents.get(page.documentId)?.billId;
  return (billId && context.batch?.tree.bills.get(billId)?.number) ?? null;
}

const Grid = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(128px, 1fr))',
  gap: 16,
  maxHeight: 480,
  '& figure': { margin: 0, display: 'grid', justifyItems: 'center', gap: 6 },
  '& figcaption, & small': { fontSize: 12, color: 'var(--ink2)', textAlign: 'center' },
});
