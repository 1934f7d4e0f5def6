import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { StationError } from '../../src/contract/errors.ts';
import { err } from '../../src/domain/result.ts';
import type { Page } from '../../src/domain/tree/records.ts';
import { rotateRight } from '../../src/renderer/actions/page-actions.ts';
import { pressAction } from '../../src/renderer/actions/workbench-provider.tsx';
import { SheetPane } from '../../src/renderer/features/sheet/sheet-pane.tsx';
import { TreePane } from '../../src/renderer/features/tree/tree-pane.tsx';
import { ViewerPane } from '../../src/renderer/features/viewer/viewer-pane.tsx';
import { type Shown, show, treeOf } from './render.tsx';

/** Tree, page and contact sheet at once: each shows the page that is turned. */
const everywhere = (
  <div style={{ display: 'grid', gridTemplateColumns: '320px 1fr 1fr', height: 700 }}>
    <TreePane />
    <ViewerPane />
    <SheetPane />
  </div>
);

async function standing(): Promise<Shown> {
  const shown = await show(everywhere);
  await expect.element(treeOf(shown.text)).toBeVisible();
  shown.standOn('invoice');
  await expect.poll(() => angles(shown)).toEqual({ tree: 0, page: 0, sheet: 0 });
  return shown;
}

function pageInView({ context }: Shown): Page {
  const { batch, ui } = context();
  const found = ui.shownPageId && batch?.tree.pages.get(ui.shownPageId);
  if (!found) throw new Error('a page is in view');
  return found;
}

function turnAtStation(shown: Shown): number | undefined {
  return shown.fixture.tree().pages.get(pageInView(shown).id)?.recipe?.quarterTurn.value;
}

/** The picture of the page in each of the three places. */
function pictures(shown: Shown): Readonly<Record<'tree' | 'page' | 'sheet', HTMLCanvasElement | null>> {
  const { id, documentId } = pageInView(shown);
  const find = (selector: string) => document.querySelector<HTMLCanvasElement>(selector);
  return {
    tree: find(`#${`row-${documentId}`.replace(':', '-')} canvas`),
    page: find('[role=region] [data-movable] canvas'),
    sheet: find(`#${`cell-${id}`.replace(':', '-')} canvas`),
  };
}

/** How far each picture is turned on the screen, degrees; NaN where there is none. */
function angles(shown: Shown) {
  const { tree, page: large, sheet } = pictures(shown);
  return { tree: angleOf(tree), page: angleOf(large?.parentElement), sheet: angleOf(sheet) };
}

function angleOf(element: Element | null | undefined): number {
  if (!element) return Number.NaN;
  const { a, b } = new DOMMatrix(getComputedStyle(element).transform);
  return (Math.round((Math.atan2(b, a) * 180) / Math.PI) + 360) % 360;
}

/** Holds back every answer of the station until it is let go; `refuses`: it is no. */
function holdAnswers({ fixture }: Shown, refuses: StationError | null = null): () => void {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const run = fixture.run.bind(fixture) as typeof fixture.run;
  vi.spyOn(fixture, 'run').mockImplementation(async (name, input) => {
    await gate;
    return refuses ? (err(refuses) as never) : run(name, input);
  });
  return letGo;
}

describe('a page that is turned', () => {
  it('SPEED-8 shows turned in tree, page and contact sheet before the station answers, and stays so when it does', async () => {
    const shown = await standing();
    const letGo = holdAnswers(shown);
    pressAction(shown.workbench, rotateRight);
    await expect.poll(() => angles(shown)).toEqual({ tree: 90, page: 90, sheet: 90 });
    expect(turnAtStation(shown)).toBe(0);
    const seen = watchAngles(shown);
    letGo();
    await expect.poll(() => turnAtStation(shown)).toBe(90);
    await shown.settle();
    expect(seen()).toEqual([{ tree: 90, page: 90, sheet: 90 }]);
  });

  it('SPEED-8 adds up where it is turned again before the first answer', async () => {
    const shown = await standing();
    const letGo = holdAnswers(shown);
    pressAction(shown.workbench, rotateRight);
    pressAction(shown.workbench, rotateRight);
    await expect.poll(() => angles(shown)).toEqual({ tree: 180, page: 180, sheet: 180 });
    const seen = watchAngles(shown);
    letGo();
    await expect.poll(() => turnAtStation(shown)).toBe(180);
    await shown.settle();
    expect(seen()).toEqual([{ tree: 180, page: 180, sheet: 180 }]);
  });

  it('SPEED-8 stands as it stood where the station refuses, and says so', async () => {
    const shown = await standing();
    const letGo = holdAnswers(shown, { type: 'BatchNotFound' });
    pressAction(shown.workbench, rotateRight);
    await expect.poll(() => angles(shown)).toEqual({ tree: 90, page: 90, sheet: 90 });
    letGo();
    await expect.poll(() => angles(shown)).toEqual({ tree: 0, page: 0, sheet: 0 });
    await expect.element(page.getByRole('alert')).toBeVisible();
  });

  it('SPEED-20 fetches its old picture in no other size, though turned it is shown larger', async () => {
    const shown = await show(
      <div style={{ display: 'grid', width: 1300, height: 700 }}>
        <ViewerPane />
      </div>,
    );
    shown.standOn('invoice');
    const canvases = () => [...document.querySelectorAll<HTMLCanvasElement>('[data-movable] canvas')];
    await expect.poll(() => canvases()[0]?.dataset.shown).toBe('true');
    const [before] = canvases();
    const widthBefore = before?.clientWidth ?? 0;
    const seen = new Set<Element>();
    watch(() => {
      for (const canvas of canvases()) seen.add(canvas);
    });
    const letGo = holdAnswers(shown);
    pressAction(shown.workbench, rotateRight);
    await expect.poll(() => angleOf(before?.parentElement)).toBe(90);
    await shown.settle();
    expect(before?.clientWidth).toBeGreaterThan(widthBefore);
    expect([...seen]).toEqual([before]);
    letGo();
  });

  it('SPEED-9 gives its old picture, turned, for the new one only when that is unpacked', async () => {
    const shown = await standing();
    await expect
      .poll(() => Object.values(pictures(shown)).every((canvas) => canvas?.dataset.picture))
      .toBe(true);
    pressAction(shown.workbench, rotateRight);
    await expect.poll(() => turnAtStation(shown)).toBe(90);
    await shown.settle();
    const { large, odd } = watchExchange(shown);
    const rendered = renderAnew(shown);
    await expect.poll(() => large().includes(rendered)).toBe(true);
    await expect.poll(() => angles(shown)).toEqual({ tree: 0, page: 0, sheet: 0 });
    expect(odd()).toEqual([]);
  });
});

/** Every state the three pictures go through, each once. */
function watchAngles(shown: Shown): () => readonly ReturnType<typeof angles>[] {
  const seen = [angles(shown)];
  watch(() => {
    const now = angles(shown);
    if (JSON.stringify(now) !== JSON.stringify(seen.at(-1))) seen.push(now);
  });
  return () => seen;
}

/** Addresses the large picture goes through, and moments in which a picture is not there or stands another way. */
function watchExchange(shown: Shown) {
  const old = pageInView(shown).rendition;
  const addresses: string[] = [];
  const odd: string[] = [];
  watch(() => {
    const turned = angles(shown);
    for (const [place, canvas] of Object.entries(pictures(shown))) {
      if (!canvas) continue;
      const { picture = '' } = canvas.dataset;
      const isOld = [old?.image.sha256, old?.thumbnail.sha256].some((one) => one && picture.includes(one));
      const angle = turned[place as keyof typeof turned];
      if (place === 'page') addresses.push(picture);
      if (angle !== (isOld ? 90 : 0) || picture === '') odd.push(`${place}: "${picture}" at ${angle}`);
    }
  });
  return { large: () => addresses.join(' '), odd: () => odd };
}

function watch(look: () => void): void {
  const observer = new MutationObserver(look);
  observer.observe(document.body, { subtree: true, childList: true, attributes: true });
}

/** What the station tells when a worker has made the picture of the page anew; its hash. */
function renderAnew({ fixture, context, ...shown }: Shown): string {
  const { batch } = context();
  const from = pageInView({ fixture, context, ...shown });
  if (!batch || !from.rendition || !from.recipe) throw new Error('the page was rendered');
  const { image, thumbnail } = from.rendition;
  const turned = <F extends typeof image>(file: F, sha256: string): F => ({
    ...file,
    ...{ sha256, width: file.height, height: file.width },
  });
  const sha256 = `3${'7'.repeat(63)}`;
  const rendition = {
    recipe: from.recipe,
    image: turned(image, sha256),
    thumbnail: turned(thumbnail, `3${'8'.repeat(63)}`),
  };
  const change = { id: from.id, from: { rendition: from.rendition }, to: { rendition } };
  const nothing = { added: [], updated: [], removed: [] };
  fixture.emit({
    type: 'batch.changed',
    batchId: fixture.batchId,
    revision: batch.revision + 1,
    diff: { bills: nothing, documents: nothing, pages: { ...nothing, updated: [change] } },
    step: { type: 'none' },
    history: batch.history,
  });
  return sha256;
}
