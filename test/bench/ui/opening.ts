import type { Page } from 'playwright-core';

/** From the start of a window's loading, or from the click that chose the batch, milliseconds. */
export interface Opening {
  /** The first rows of the batch are painted. */
  readonly rows: number;
  /** The page at the cursor is painted large. */
  readonly page: number;
  /** Of the rows: until the batch had come from the station and was parsed. */
  readonly batchCame: number;
}

/** A window starts a process for every driver once its first picture stands: the next opening waits until these are over. */
const restMs = 3_000;

/** Loads the window anew, as a person who starts the station in the morning. */
export async function openAnew(page: Page): Promise<Opening> {
  await page.waitForTimeout(restMs);
  await page.reload({ waitUntil: 'commit' });
  return opened(page);
}

/** Chooses a batch from the list of batches, as a person does who goes from one to the other; the one open before has no rows. */
export async function openFromList(page: Page, name: string): Promise<Opening> {
  await page.keyboard.press('Control+o');
  await page.getByRole('dialog').getByRole('button', { name }).click();
  return opened(page);
}

/** A new batch in place of the one that is open: the next one chosen begins from a tree without rows. */
export async function openEmpty(page: Page): Promise<void> {
  await page.keyboard.press('Control+o');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('treeitem').first().waitFor({ state: 'detached' });
}

async function opened(page: Page): Promise<Opening> {
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
  let from = 0;
  let [sawRows, sawPage] = [false, false];
  addEventListener('click', (event) => {
    from = event.timeStamp;
    [sawRows, sawPage] = [false, false];
    Object.assign(opening, { rows: 0, page: 0, batchCame: 0 });
  }, true);
  const hasRows = () => document.querySelector('[role=treeitem]') !== null;
  const picture = () => document.querySelector('[role=region] canvas[data-shown=true]');
  const look = () => {
    if (!sawRows && hasRows()) {
      sawRows = true;
      const came = performance.getEntriesByType('resource').findLast(({ name }) => name.endsWith('batch.snapshot'));
      opening.batchCame = (came?.responseEnd ?? Number.NaN) - from;
      painted((now) => { opening.rows = now - from; });
    }
    if (!sawPage && picture() !== null) {
      sawPage = true;
      painted((now) => { opening.page = now - from; });
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
})()`;
