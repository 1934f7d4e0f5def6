import { readFileSync } from 'node:fs';
import type { Browser, CDPSession } from 'playwright-core';

export interface RendererMemory {
  /** Of JavaScript, after its garbage was collected. */
  readonly heapMb: number;
  /** Of the process that draws, shared code of the browser included (proc(5)). */
  readonly residentMb: number;
  /** Of it what no other process has. */
  readonly ownMb: number;
}

/** Of the largest renderer: the bench has one window. */
export async function rendererMemory(browser: Browser, session: CDPSession): Promise<RendererMemory> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const whole = await browser.newBrowserCDPSession();
  const { processInfo } = await whole.send('SystemInfo.getProcessInfo');
  await whole.detach();
  const sizes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => sizeOf(id));
  const { residentMb, ownMb } = sizes.toSorted((a, b) => b.residentMb - a.residentMb)[0] ?? nothing;
  return { heapMb: usedSize / 1e6, residentMb, ownMb };
}

const nothing = { residentMb: Number.NaN, ownMb: Number.NaN };

function sizeOf(pid: number): { residentMb: number; ownMb: number } {
  const told = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const mb = (name: string) =>
    [...told.matchAll(new RegExp(`^${name}:\\s+(\\d+) kB`, 'gm'))].reduce(
      (sum, [, kb]) => sum + Number(kb),
      0,
    ) / 1_000;
  return { residentMb: mb('Rss'), ownMb: mb('Private_\\w+') };
}
