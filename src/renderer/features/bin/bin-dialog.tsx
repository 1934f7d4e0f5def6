import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogTitle from '@mui/material/DialogTitle';
import { styled } from '@mui/material/styles';
import { useMemo, useState } from 'react';
import type { PageId } from '../../../domain/ids.ts';
import { edit } from '../../actions/context.ts';
import { contextOf, useActionContext, useWorkbench } from '../../actions/workbench-provider.tsx';
import { Empty } from '../../components/empty.tsx';
import { useText } from '../../components/text.tsx';
import { pictureUrl } from '../../station/pictures.ts';
import { binLines, currentPage, pagesOfLines, tickedAll, toggled, toRestore } from './bin-lines.ts';
import { BinList } from './bin-list.tsx';
import { useDeletions } from './use-deletions.ts';

/** What was deleted, the chosen page large beside it, and back with it to where it stood. */
export function BinDialog({ onClose }: { onClose: () => void }) {
  const context = useActionContext();
  const workbench = useWorkbench();
  const text = useText();
  const deletions = useDeletions();
  const tree = context.batch?.tree ?? null;
  const { deleted } = context.index;
  const lines = useMemo(() => (tree ? binLines(tree, deleted) : []), [tree, deleted]);
  const pages = useMemo(() => pagesOfLines(lines), [lines]);
  const [ticked, setTicked] = useState<ReadonlySet<PageId>>(new Set());
  const [chosen, setChosen] = useState<{ id: PageId | null; at: number }>({ id: null, at: 0 });
  const current = currentPage(pages, chosen.id, chosen.at);
  const wanted = toRestore(pages, ticked, current?.key ?? null);
  const restorable = pages.filter((line) => line.isRestorable).map((line) => line.key);

  async function restore(pageIds: readonly PageId[]): Promise<void> {
    if (pageIds.length === 0) return;
    const isDone = await edit(contextOf(workbench), { type: 'page.restore', pageIds });
    if (isDone) setTicked(new Set());
    if (isDone && pageIds.length === pages.length) onClose();
  }

  return (
    <Dialog open onClose={onClose} maxWidth="lg" fullWidth aria-labelledby="bin-title">
      <DialogTitle id="bin-title">{text('bin.title')}</DialogTitle>
      <Room>
        {pages.length === 0 ? (
          <Empty title={text('bin.empty.title')} hint={text('bin.empty.hint')} />
        ) : (
          <>
            <BinList
              lines={lines}
              current={current}
              ticked={ticked}
              deletions={deletions}
              onChoose={(line) => setChosen({ id: line.key, at: pages.indexOf(line) })}
              onTick={(line) => setTicked(toggled(ticked, line))}
              onTickAll={() => setTicked(tickedAll(pages, ticked))}
              onRestore={() => void restore(wanted)}
            />
            <Preview>
              {current && <img src={pictureUrl(current.page, 'rendition')} alt={text('bin.preview')} />}
            </Preview>
          </>
        )}
      </Room>
      <DialogActions>
        <Hint>{pages.length > 0 && text('bin.hint')}</Hint>
        <Button onClick={onClose}>{text('app.dialog.close')}</Button>
        {restorable.length > 1 && (
          <Button variant="outlined" onClick={() => void restore(restorable)}>
            {text('bin.restoreAll')}
          </Button>
        )}
        <Button variant="contained" disabled={wanted.length === 0} onClick={() => void restore(wanted)}>
          {wanted.length > 1 ? text('bin.restoreTicked', { count: wanted.length }) : text('bin.restore')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

const Room = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(360px, 5fr) 6fr',
  gridTemplateRows: 'minmax(0, 1fr)',
  height: 'min(620px, 66vh)',
  borderBlock: '1px solid var(--line)',
  '& > :only-child': { gridColumn: '1 / -1' },
});
const Preview = styled('div')({
  background: 'var(--canvas)',
  display: 'grid',
  placeItems: 'center',
  padding: 16,
  minWidth: 0,
  minHeight: 0,
  '& img': { maxWidth: '100%', maxHeight: '100%', minHeight: 0, objectFit: 'contain', background: '#fff' },
});
const Hint = styled('span')({ flex: 1, fontSize: 12, color: 'var(--ink2)', paddingLeft: 8 });
