import { setTimeout as delay } from 'node:timers/promises';
import { powerDisk } from './mounts.ts';
import type { Life, Subject } from './subject.ts';

export interface PowerCuts {
  readonly subject: Subject;
  readonly rounds: number;
  readonly random: () => number;
  readonly preload?: readonly string[];
  /** Looked at after each round; true ends them. */
  readonly isEnough?: (found: readonly string[]) => boolean;
}

/**
 * Lets the subject work on a disk of its own and cuts the power at any moment after it acknowledged something new, as often as
 * told, on the same disk. Returns what the checker found in all rounds.
 */
export async function cutPower(options: PowerCuts): Promise<readonly string[]> {
  const { subject, random } = options;
  const disk = powerDisk();
  const found: string[] = [];
  try {
    for (let round = 0; round < options.rounds; round += 1) {
      const before = subject.acknowledged();
      const life = subject.start(disk.folder, { preload: options.preload ?? [] });
      await somethingNew(subject, before, life);
      await delay(random() * 700);
      subject.powerGone();
      disk.cutPower();
      await life.kill();
      disk.powerOn();
      found.push(...findings(subject, disk.folder));
      if (options.isEnough?.(found)) break;
    }
    return found;
  } finally {
    disk.remove();
  }
}

/** Resolves at the first thing acknowledged after `before` of them; throws when the life ends or nothing comes. */
export async function somethingNew(subject: Subject, before: number, life: Life): Promise<void> {
  let isGone = false;
  void life.gone.then(() => {
    isGone = true;
  });
  const until = Date.now() + 30_000;
  while (subject.acknowledged() === before) {
    if (isGone) throw new Error(`the ${subject.name} ended by itself: ${life.complaint()}`);
    if (Date.now() > until) throw new Error(`the ${subject.name} acknowledged nothing`);
    await delay(10);
  }
}

/** What the checker says; a database it cannot read has lost everything. */
export function findings(subject: Subject, folder: string): readonly string[] {
  try {
    return subject.check(folder);
  } catch (cause) {
    return [`lost: the database of the ${subject.name} (${String(cause)})`];
  }
}
