import type { CDPSession } from 'playwright-core';

/* What Chromium itself says it drew, and when: the compositor's own account, not the page's. Times are trace milliseconds. */

export interface Frames {
  /** Moments a frame left the compositor for the screen. */
  readonly drawn: readonly number[];
  /** Frames the compositor owed the screen and did not bring in time. */
  readonly dropped: number;
  /** The main thread's longest task. */
  readonly longestTask: number;
  /** Adds up to a trace time from a time of the page's own clock. */
  readonly pageClock: number;
  /** The moment on the screen of what stood in the document when the page's clock said so; NaN if it never came. */
  shownAfter(pageTime: number): number;
}

interface TraceEvent {
  readonly name: string;
  readonly ts: number;
  readonly dur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly data?: { readonly startTime?: number } };
}

const categories = [
  'blink.user_timing',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-devtools.timeline.frame',
].join(',');
const clockMark = 'bench clock';

/** Runs with the trace on. The page's clock is told apart by a mark that stands in both. */
export async function traced(session: CDPSession, run: () => Promise<void>): Promise<Frames> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }) => events.push(...(value as TraceEvent[]));
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', { categories, transferMode: 'ReportEvents' });
  const { result } = await session.send('Runtime.evaluate', {
    expression: `performance.mark('${clockMark}').startTime`,
  });
  await run();
  const done = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await done;
  session.off('Tracing.dataCollected', collect);
  return framesOf(events, Number(result.value));
}

function framesOf(all: readonly TraceEvent[], clockOfPage: number): Frames {
  const mark = all.find(({ name }) => name === clockMark);
  if (!mark) throw new Error('the mark is not in the trace');
  const events = all.filter(({ pid }) => pid === mark.pid).toSorted((a, b) => a.ts - b.ts);
  const at = (name: string) => events.filter((event) => event.name === name).map(({ ts }) => ts / 1_000);
  const [commits, activated, drawn] = [at('Commit'), at('ActivateLayerTree'), at('DrawFrame')];
  const pageClock = mark.ts / 1_000 - clockOfPage;
  const tasks = events.filter(({ name, tid }) => name === 'RunTask' && tid === mark.tid);
  return {
    drawn,
    dropped: at('DroppedFrame').length,
    longestTask: Math.max(0, ...tasks.map(({ dur }) => (dur ?? 0) / 1_000)),
    pageClock,
    // The document is handed over, made the one to draw, and drawn.
    shownAfter: (pageTime) =>
      [commits, activated, drawn].reduce((time, steps) => next(steps, time), pageTime + pageClock),
  };
}

function next(times: readonly number[], from: number): number {
  return times.find((time) => time >= from) ?? Number.NaN;
}
