import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { TreePane } from '../../src/renderer/features/tree/tree-pane.tsx';
import type { DocumentView } from '../../src/renderer/station/tree-index.ts';
import { show } from './render.tsx';

const rowOf = (view: DocumentView | undefined) => {
  const row = [...document.querySelectorAll('[role=treeitem]')].find((one) => one.id.includes(idPart(view)));
  if (!row) throw new Error('the document has a row');
  return row;
};
const idPart = (view: DocumentView | undefined) => view?.document.id.replace('document:', '') ?? 'none';

/** As the browser tells it, over the upper edge of a row. */
function drag(type: string, row: Element, dataTransfer: DataTransfer, to: Element | null = null): void {
  const clientY = row.getBoundingClientRect().top + 2;
  const relatedTarget = to;
  row.dispatchEvent(
    new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer, clientY, relatedTarget }),
  );
}

const marked = () => document.querySelectorAll('[data-drop]').length;

it('EDIT-16 what is let go is what was taken, also where another window is dragged from', async () => {
  const shown = await show(<TreePane />);
  await expect.element(page.getByRole('tree')).toBeVisible();
  const [first, second, third] = shown.documents('invoice');
  // A drag in this window that came to nothing.
  drag('dragstart', rowOf(second), new DataTransfer());
  drag('dragend', rowOf(second), new DataTransfer());
  const fromElsewhere = new DataTransfer();
  fromElsewhere.setData('application/x-platen-documents', third?.document.id ?? '');
  drag('dragover', rowOf(first), fromElsewhere);
  drag('drop', rowOf(first), fromElsewhere);
  await shown.settle();
  const ids = shown.documents('invoice').map((view) => view.document.id);
  const wanted = [third, first, second].map((view) => view?.document.id);
  expect(ids.slice(0, 3)).toEqual(wanted);
});

it('EDIT-17 nothing is marked as a place to let go once the drag has left the list', async () => {
  const shown = await show(<TreePane />);
  await expect.element(page.getByRole('tree')).toBeVisible();
  const [first, second] = shown.documents('invoice');
  const taken = new DataTransfer();
  drag('dragstart', rowOf(second), taken);
  drag('dragover', rowOf(first), taken);
  await expect.poll(marked).toBe(1);
  drag('dragleave', rowOf(first), taken, rowOf(second));
  await shown.settle();
  expect(marked()).toBe(1);
  // The row it began at may be scrolled away: nobody hears of its end.
  drag('dragleave', rowOf(first), taken, document.body);
  await expect.poll(marked).toBe(0);
});
