import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findings, somethingNew } from './power-cuts.ts';
import type { Subject } from './subject.ts';

/** System calls that fail, as strace puts it. */
export interface SystemFault {
  readonly calls: 'fsync,fdatasync' | 'pwrite64';
  readonly error: 'EIO' | 'ENOSPC';
  /** Of each thread's calls: `12` the twelfth, `12+` it and all after it, `12+5` every fifth from there. */
  readonly when: string;
}

/** Each call and error at moments of chance: a single failure, one now and then, and a disk that is gone for good. */
export function someFaults(random: () => number): readonly SystemFault[] {
  // The first hundred or so make the database: mostly later, now and then among them.
  const at = () => 1 + Math.floor(random() * (random() < 0.3 ? 60 : 400));
  return (['fsync,fdatasync', 'pwrite64'] as const).flatMap((calls) =>
    (['EIO', 'ENOSPC'] as const).flatMap((error) => [
      { calls, error, when: `${at()}` },
      { calls, error, when: `${at()}+${3 + Math.floor(random() * 9)}` },
      { calls, error, when: `${at()}+` },
    ]),
  );
}

export interface FaultRun {
  readonly found: readonly string[];
  /** Calls that were made to fail, in all rounds. */
  readonly injected: number;
  /** Lives the subject ended by itself: stopped, not silent. */
  readonly stopped: number;
}

const failingWrites = fileURLToPath(new URL('failing-writes.ts', import.meta.url));
const longestLifeMs = 12_000;

/** A life under each fault, on one folder; after each, the check, and at the end a life on a sound disk. */
export async function failCalls(
  subject: Subject,
  faults: readonly SystemFault[],
  random: () => number,
): Promise<FaultRun> {
  const folder = mkdtempSync(join(tmpdir(), 'platen-faults-'));
  const found: string[] = [];
  let injected = 0;
  let stopped = 0;
  try {
    for (const [round, fault] of faults.entries()) {
      const trace = join(folder, `trace-${round}`);
      const life = subject.start(folder, { under: strace(fault, trace) });
      let hasEnded = false;
      void life.gone.then(() => {
        hasEnded = true;
      });
      const inTrace = () => injectedIn(textOf(trace));
      await Promise.race([life.gone, untilInjected(inTrace).then(() => delay(300 + random() * 900))]);
      if (hasEnded) stopped += 1;
      await life.kill();
      injected += inTrace();
      found.push(...findings(subject, folder).map((line) => `${line} (${JSON.stringify(fault)})`));
    }
    const before = subject.acknowledged();
    const sound = subject.start(folder);
    await somethingNew(subject, before, sound);
    await sound.kill();
    return { found: [...found, ...findings(subject, folder)], injected, stopped };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A life in which writes of files fail half way, as often as told, and one on a sound disk. */
export async function failWrites(subject: Subject, rounds: number): Promise<FaultRun> {
  const folder = mkdtempSync(join(tmpdir(), 'platen-faults-'));
  let injected = 0;
  let stopped = 0;
  const found: string[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const life = subject.start(folder, { preload: [failingWrites] });
      const said = () => injectedIn(life.complaint());
      // On a busy machine it may take seconds until it has anything to write.
      const enough = untilInjected(said).then(() => delay(1_500, false));
      const isGone = await Promise.race([life.gone.then(() => true), enough]);
      if (isGone) stopped += 1;
      await life.kill();
      injected += said();
      found.push(...findings(subject, folder));
    }
    const before = subject.acknowledged();
    const sound = subject.start(folder);
    await somethingNew(subject, before, sound);
    await sound.kill();
    return { found: [...found, ...findings(subject, folder)], injected, stopped };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function strace({ calls, error, when }: SystemFault, trace: string): readonly string[] {
  const inject = `inject=${calls}:error=${error}:when=${when}`;
  return ['strace', '-f', '-qqq', '--seccomp-bpf', '-o', trace, '-e', `trace=${calls}`, '-e', inject];
}

/** Until a call was made to fail, but no longer than a life may last. */
async function untilInjected(injected: () => number): Promise<void> {
  const until = Date.now() + longestLifeMs;
  while (injected() === 0 && Date.now() < until) await delay(50);
}

function injectedIn(words: string): number {
  return words.split('(INJECTED)').length - 1;
}

/** Empty where it is not there yet. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
