import type { Log } from '../ports/clock.ts';

export interface BackgroundPorts {
  readonly name: string;
  /** One round of work; between two of its yields it does little. */
  readonly round: () => AsyncGenerator<void>;
  /** While this is so nothing goes on: somebody is scanning, or pages wait for a worker. */
  readonly isBusy: () => boolean;
  readonly pace: BackgroundPace;
  readonly log: Log;
}

export interface BackgroundPace {
  /** After the start, and from the end of a round to the next. */
  readonly firstMs: number;
  readonly everyMs: number;
  /** Least rest between two steps. */
  readonly restMs: number;
}

export const usualBackgroundPace: BackgroundPace = {
  firstMs: 60_000,
  everyMs: 24 * 60 * 60 * 1000,
  restMs: 50,
};

/** The rest after a step is this many times as long as the step took: disk and processor stay free for the work. */
const restByWork = 3;
/** Between two looks whether the station is still busy. */
const busyRests = 20;

export interface Background {
  /** A round at once, without rests; resolves at its end, also when it failed. One that runs goes on without rests. */
  runNow(): Promise<void>;
  isRunning(): boolean;
  stop(): Promise<void>;
}

/** Work that is never in a hurry, round after round for as long as the station runs. */
export function startBackground(ports: BackgroundPorts): Background {
  let isStopped = false;
  let isHurried = false;
  let running: Promise<void> | null = null;
  let wake: (() => void) | null = null;

  function rest(ms: number): Promise<void> {
    if (isStopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      // The station's end does not wait for the next round.
      timer.unref();
      function done(): void {
        clearTimeout(timer);
        wake = null;
        resolve();
      }
      wake = done;
    });
  }

  async function work(): Promise<void> {
    try {
      let began = performance.now();
      for await (const _ of ports.round()) {
        if (isStopped) break;
        if (!isHurried) await rest(Math.max(ports.pace.restMs, (performance.now() - began) * restByWork));
        while (!isStopped && !isHurried && ports.isBusy()) await rest(ports.pace.restMs * busyRests);
        began = performance.now();
      }
    } catch (cause) {
      // A disk or store that failed under it: what is done is done, and the next round goes on.
      ports.log('error', `${ports.name}.failed`, { error: String(cause) });
    }
  }

  function round(): Promise<void> {
    running ??= work().finally(() => {
      running = null;
    });
    return running;
  }

  async function loop(): Promise<void> {
    await rest(ports.pace.firstMs);
    while (!isStopped) {
      await round();
      await rest(ports.pace.everyMs);
    }
  }
  const looping = loop();

  return {
    async runNow() {
      isHurried = true;
      try {
        wake?.();
        await (running ?? round());
      } finally {
        isHurried = false;
      }
    },
    isRunning: () => running !== null,
    async stop() {
      isStopped = true;
      wake?.();
      await running;
      await looping;
    },
  };
}
