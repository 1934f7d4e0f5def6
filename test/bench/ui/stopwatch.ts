import type { CDPSession, Page } from 'playwright-core';
import { traced } from './trace.ts';

/** From a key until what it brings about stands on the screen, milliseconds. */
export interface Press {
  /** The first frame that shows anything of it. */
  readonly seen: number;
  /** The last frame before the window comes to rest: a large page in full sharpness, too. */
  readonly atRest: number;
}

export interface ScrollFigures {
  readonly framesPerSecond: number;
  readonly dropped: number;
  readonly longestTask: number;
}

export interface Stopwatch {
  /** Presses one key after the other, each when the window has come to rest; throws where one changes nothing. */
  presses(keys: readonly string[]): Promise<readonly Press[]>;
  /** Processor time the window's main thread had so far: what is left of a figure on a busy machine. */
  mainThreadMs(): Promise<number>;
  /** Turns the wheel evenly over the middle of an element. */
  scroll(selector: string, pixels: number, pixelsPerSecond: number): Promise<ScrollFigures>;
}

interface Told {
  readonly pressed: number;
  readonly first: number;
  readonly end: number;
}

/**
 * The page keeps the time stamp of each key and the animation frame of the first change after it; which frame of the
 * compositor that came to is taken from the trace.
 */
export async function startStopwatch(page: Page, session: CDPSession): Promise<Stopwatch> {
  await page.evaluate(watch);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return {
    async presses(keys) {
      const told: Told[] = [];
      const frames = await traced(session, async () => {
        for (const key of keys) {
          await page.evaluate('stopwatch.reset()');
          await page.keyboard.press(key);
          const one = await page.evaluate<Told | null>('stopwatch.settled()');
          if (!one) throw new Error(`nothing changed on ${key}`);
          told.push(one);
        }
      });
      return told.map(({ pressed, first, end }) => {
        const [from, to] = [pressed + frames.pageClock, end + frames.pageClock];
        const last = frames.drawn.findLast((time) => time > from && time <= to) ?? Number.NaN;
        return { seen: frames.shownAfter(first) - from, atRest: last - from };
      });
    },
    async mainThreadMs() {
      const { metrics } = await session.send('Performance.getMetrics');
      return 1_000 * (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN);
    },
    async scroll(selector, pixels, pixelsPerSecond) {
      const box = await page.locator(selector).boundingBox();
      if (!box) throw new Error(`${selector} is not there`);
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const frames = await traced(session, async () => {
        await session.send('Input.synthesizeScrollGesture', {
          ...{ x, y, yDistance: -pixels, speed: pixelsPerSecond },
          ...{ gestureSourceType: 'mouse', preventFling: true },
        });
      });
      const { drawn, dropped, longestTask } = frames;
      const seconds = ((drawn.at(-1) ?? 0) - (drawn[0] ?? 0)) / 1_000;
      return { framesPerSecond: (drawn.length - 1) / seconds, dropped, longestTask };
    },
  };
}

/** Runs in the window; nothing of this file is known there. */
const watch = `(() => {
  const quietMs = 250;
  const patienceMs = 5000;
  let pressed = 0;
  let first = 0;
  let last = 0;
  addEventListener('keydown', (event) => { if (pressed === 0) pressed = event.timeStamp; }, true);
  const changed = () => {
    if (pressed === 0) return;
    last = performance.now();
    if (first === 0) { first = -1; requestAnimationFrame(() => { first = performance.now(); }); }
  };
  new MutationObserver(changed)
    .observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  addEventListener('load', () => { if (first !== 0) changed(); }, true);
  addEventListener('input', changed, true);
  globalThis.stopwatch = {
    reset: () => { pressed = 0; first = 0; last = 0; },
    settled: async () => {
      const from = performance.now();
      while (first <= 0 || performance.now() - last < quietMs) {
        if (first <= 0 && performance.now() - from > patienceMs) return null;
        await new Promise((ok) => setTimeout(ok, 20));
      }
      return { pressed, first, end: performance.now() };
    },
  };
})()`;
