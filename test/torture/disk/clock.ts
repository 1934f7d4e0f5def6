import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A clock of the processes that are given `env`; the machine's own stays as it is. */
export interface JumpingClock {
  readonly env: NodeJS.ProcessEnv;
  /** Sets it anew again and again, until told to stop: forward and back by seconds to days, and twice as fast. */
  jump(isOver: () => boolean, random: () => number): Promise<void>;
  readonly jumps: () => readonly string[];
  remove(): void;
}

const spans = [30, 3_600, 5 * 86_400];

/** By libfaketime: `library` is its file. Timers keep their own time, as they do on a machine whose clock is set. */
export function jumpingClock(library: string): JumpingClock {
  const folder = mkdtempSync(join(tmpdir(), 'platen-clock-'));
  const file = join(folder, 'time');
  const jumps: string[] = [];
  set('+0');

  /** In one piece: it is read at any moment. */
  function set(time: string): void {
    writeFileSync(`${file}.new`, `${time}\n`);
    renameSync(`${file}.new`, file);
  }

  return {
    env: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
    },
    async jump(isOver, random) {
      while (!isOver()) {
        await delay(50 + random() * 250);
        const seconds = Math.floor((random() - 0.5) * 2 * (spans[Math.floor(random() * spans.length)] ?? 0));
        const time = `${seconds < 0 ? '' : '+'}${seconds}${random() < 0.2 ? ' x2' : ''}`;
        jumps.push(time);
        set(time);
      }
    },
    jumps: () => jumps,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
