import type { Page } from 'playwright-core';

/** From the start of a window's loading, milliseconds. */
export interface Opening {
  /** The first rows of the batch are painted. */
  readonly rows: number;
  /** The page at the cursor is painted large. */
  readonly page: number;
  /** Of the rows: until the batch had come from the station and was parsed. */
  readonly batchCame: number;
}

/** Loads the window anew, as a person who starts the station in the morning. */
export async function openAnew(page: Page): Promise<Opening> {
  await page.reload({ waitUntil: 'commit' });
  for (;;) {
    // The window's policy forbids a script to wait with.
    await page.waitForTimeout(100);
    const opening = await page.evaluate<Opening>('opening');
    if (opening.page > 0 && opening.rows > 0) return opening;
  }
}

/** Runs in the window before anything of it. A message posted in an animation frame comes behind that frame. */
export const watchOpening = `(() => {
  const { port1, port2 } = new MessageChannel();
  const waiting = [];
  port1.onmessage = () => { const now = performance.now(); for (const tell of waiting.splice(0)) tell(now); };
  const painted = (tell) => requestAnimationFrame(() => { waiting.push(tell); port2.postMessage(null); });
  const opening = { rows: 0, page: 0, batchCame: 0 };
  globalThis.opening = opening;
  const hasRows = () => document.querySelector('[role=treeitem]') !== null;
  const picture = () => document.querySelector('[role=region] canvas[data-shown=true]');
  let [sawRows, sawPage] = [false, false];
  const look = () => {
    if (!sawRows && hasRows()) {
      sawRows = true;
      const came = performance.getEntriesByType('resource').find(({ name }) => name.endsWith('batch.snapshot'));
      opening.batchCame = came?.responseEnd ?? 0;
      painted((now) => { opening.rows = now; });
    }
    if (!sawPage && picture() !== null) {
      sawPage = true;
      painted((now) => { opening.page = now; });
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
})()`;
