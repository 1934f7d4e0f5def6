import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openStore } from '../../src/station/store/open-store.ts';
import { audit, batch, commit, outboxEntry } from '../station/store/sample.ts';

export const billsInQueue = 10_000;

/** A station that was long without its service: bills matched, waiting, not matched and parked in turn. */
export async function fillWithLongQueue(dataFolder: string): Promise<void> {
  const opened = openStore(join(dataFolder, 'station.sqlite'), { log: () => undefined });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const store = opened.value;
  store.insertBatch(batch, audit('opened'));
  const stages = ['matched', 'queued', 'unmatched', 'parked'] as const;
  const entries = Array.from({ length: billsInQueue }, (_, n) =>
    outboxEntry(n + 1, {
      stage: stages[n % 4] ?? 'queued',
      results: n % 2 === 0 ? [] : null,
      nextTryAt: n % 4 === 1 ? Date.now() + 3_600_000 : null,
    }),
  );
  store.commit(commit(1, { outbox: entries }));
  store.close();
}

/** Opens the queue by its key; milliseconds from the key to the first line drawn, as the window itself measures. */
export async function openQueue(page: Page): Promise<number> {
  const ms = await page.evaluate(`new Promise((done) => {
    const begun = performance.now();
    dispatchEvent(new KeyboardEvent('keydown', { key: 'F7', code: 'F7', bubbles: true }));
    const look = () => document.querySelector('[role=option]')
      ? requestAnimationFrame(() => done(performance.now() - begun)) : requestAnimationFrame(look);
    look();
  })`);
  return Number(ms);
}
