import { describe, expect, it } from 'vitest';
import { undo } from '../../src/renderer/actions/edit-actions.ts';
import { remove, rotateRight } from '../../src/renderer/actions/page-actions.ts';
import { pressAction } from '../../src/renderer/actions/workbench-provider.tsx';
import { TreePane } from '../../src/renderer/features/tree/tree-pane.tsx';
import { domId } from '../../src/renderer/features/tree/tree-row.tsx';
import { rowsDrawn } from './redraws.ts';
import { press, type Shown, show, treeOf } from './render.tsx';

/** The tree with the keyboard in it, and the cursor on a document that has another below. */
async function standing(): Promise<Shown> {
  const shown = await show(<TreePane />);
  await expect.element(treeOf(shown.text)).toBeVisible();
  shown.standOn('invoice');
  treeOf(shown.text).element().focus();
  // Bills say what they need when the window has nothing else to do; a busy machine takes its time.
  await expect.poll(() => shown.context().batch?.isLookedThrough).toBe(true);
  await rest();
  return shown;
}

/** Long enough for what follows a key: effects, and events of the station. */
const rest = () => new Promise<void>((resolve) => setTimeout(resolve, 150));

describe('what a key draws again', () => {
  it('SPEED-5 a move of the cursor draws the row it leaves and the row it comes to, each once', async () => {
    const { ui } = await standing();
    const before = ui.get().cursor;
    const drawn = await rowsDrawn(async () => {
      await press('ArrowDown');
      await rest();
    });
    const after = ui.get().cursor;
    expect(after).not.toBe(before);
    expect(drawn.toSorted()).toEqual([before, after].toSorted());
  });

  it('SPEED-5 a step back along the rows, and one over a heading, too', async () => {
    const { ui } = await standing();
    for (const key of ['ArrowUp', 'ArrowUp', 'ArrowDown', 'ArrowDown', 'ArrowDown']) {
      const before = ui.get().cursor;
      const drawn = await rowsDrawn(async () => {
        await press(key);
        await rest();
      });
      expect(drawn.toSorted(), key).toEqual([before, ui.get().cursor].toSorted());
    }
  });

  it('SPEED-6 a page that is turned draws its own row and that of its bill, and no other of them', async () => {
    const { ui, workbench, context } = await standing();
    const { cursor } = ui.get();
    const billId = context().index.bills[0]?.bill.id;
    const drawn = await rowsDrawn(async () => {
      pressAction(workbench, rotateRight);
      await rest();
    });
    // Its rendition is made anew after it.
    expect(new Set(drawn)).toEqual(new Set([cursor, billId]));
  });

  it('SPEED-21 of the rows below a document that is deleted, nothing that stands in them is drawn again', async () => {
    const { ui, workbench, context } = await standing();
    const run = async (action: typeof undo) => {
      pressAction(workbench, action);
      await rest();
    };
    const { cursor } = ui.get();
    const rows = context().rows;
    const moved = rows.slice(rows.findIndex(({ key }) => key === cursor) + 1).map(({ key }) => key);
    const lines = await rowsDrawn(() => run(remove));
    await run(undo);
    ui.set({ cursor });
    await rest();
    const isShown = (key: string) => document.getElementById(domId(key)) !== null;
    const shown = new Set(rows.map(({ key }) => key).filter(isShown));
    const contents = await rowsDrawn(() => run(remove), 'RowContent');
    expect(moved.filter((key) => lines.includes(key)).length).toBeGreaterThan(1);
    // Its bill counts one less. A row that came into view only now had to be drawn.
    const anew = contents.filter((key) => shown.has(key));
    expect(new Set(anew)).toEqual(new Set([context().index.bills[0]?.bill.id]));
  });

  it('SPEED-5 the counting sees every row where every row is another', async () => {
    const { ui } = await standing();
    const shown = document.querySelectorAll('[role=treeitem]').length;
    const drawn = await rowsDrawn(async () => {
      ui.set({ ticked: new Set([ui.get().cursor as never]) });
      await rest();
    });
    // The first tick makes room for ticks on every row.
    expect(new Set(drawn).size).toBeGreaterThanOrEqual(shown);
  });
});
