import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { seeded } from '../test/sync/seeded.ts';
import { jumpingClock } from '../test/torture/disk/clock.ts';
import { canMount } from '../test/torture/disk/mounts.ts';
import { cutPower } from '../test/torture/disk/power-cuts.ts';
import { serviceTaking } from '../test/torture/disk/service-taking.ts';
import { stationTaking } from '../test/torture/disk/station-taking.ts';
import { failCalls, failWrites, someFaults } from '../test/torture/disk/system-faults.ts';
import { fakeTime, isStraceThere } from '../test/torture/disk/tools.ts';
import { tortureSync } from '../test/torture/sync/sync-torture.ts';
import { installSystemPackages } from './system-packages.ts';

/*
 * `npm run torture`: the long form of what `npm test` does in short. Every part prints its seed and what it saw, and ends the
 * whole with status 1 where the checker found anything. `--only sync,power` runs some parts, `--seed N` runs them again.
 */
const parts = ['sync', 'clock', 'power', 'calls', 'mutants'] as const;
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: parts.join(',') },
    seed: { type: 'string', default: `${Date.now() % 1_000_000}` },
    bills: { type: 'string', default: '500' },
    kills: { type: 'string', default: '100' },
    'power-cuts': { type: 'string', default: '100' },
    'fault-turns': { type: 'string', default: '4' },
  },
});
const seed = Number(values.seed);
const subjects = [stationTaking, serviceTaking] as const;
const mutant = (name: string) =>
  fileURLToPath(new URL(`../test/torture/mutants/${name}.ts`, import.meta.url));

const missing = installSystemPackages();
const [cpu] = cpus();
say(`${cpus().length} x ${cpu?.model ?? 'unknown'}, Node ${process.versions.node}, seed ${seed}`);
const run: Record<(typeof parts)[number], () => Promise<void>> = { sync, clock, power, calls, mutants };
for (const part of parts) if (values.only.split(',').includes(part)) await run[part]();

async function sync(): Promise<void> {
  const { verdict, figures, evidence } = await tortureSync({
    seed,
    bills: Number(values.bills),
    kills: Number(values.kills),
    harmed: 0.44,
    token: 'enrolled',
    settleMs: 600_000,
  });
  say(`sync: ${evidence.revisions.length} revisions, ${evidence.bookings.length} in the books`);
  say(`sync: ${JSON.stringify(figures)}`);
  judge('sync', verdict);
}

async function clock(): Promise<void> {
  if (fakeTime === null) return skip('clock', 'libfaketime');
  const station = jumpingClock(fakeTime);
  const service = jumpingClock(fakeTime);
  const { verdict, figures } = await tortureSync({
    seed,
    bills: 100,
    kills: 15,
    harmed: 0.4,
    token: 'shared',
    settleMs: 300_000,
    env: { station: station.env, service: service.env },
    async alongside(isOver, random) {
      await Promise.all([station.jump(isOver, random), service.jump(isOver, random)]);
    },
  });
  say(`clock: ${station.jumps().length + service.jumps().length} jumps, ${JSON.stringify(figures)}`);
  station.remove();
  service.remove();
  judge('clock', verdict);
}

async function power(): Promise<void> {
  if (!canMount()) return skip('power', 'root and a loop device');
  for (const subject of subjects) {
    const taking = subject();
    const rounds = Number(values['power-cuts']);
    const found = await cutPower({ subject: taking, rounds, random: seeded(seed) });
    say(
      `power, ${taking.name}: ${rounds} cuts, ${taking.acknowledged()} acknowledged, ${taking.saidTooLate()} said too late`,
    );
    judge(`power, ${taking.name}`, found);
  }
}

async function calls(): Promise<void> {
  if (!isStraceThere) return skip('calls', 'strace');
  for (const subject of subjects) {
    const random = seeded(seed);
    const taking = subject();
    const faults = Array.from({ length: Number(values['fault-turns']) }, () => someFaults(random)).flat();
    const { found, injected, stopped } = await failCalls(taking, faults, random);
    const writes = await failWrites(subject(), 5);
    say(
      `calls, ${taking.name}: ${faults.length} lives, ${injected} calls failed, ${stopped} lives ended by themselves, ` +
        `${taking.acknowledged()} acknowledged; ${writes.injected} writes of files failed half way`,
    );
    judge(`calls, ${taking.name}`, [...found, ...writes.found]);
  }
}

/** Each must be caught; how soon is a figure. */
async function mutants(): Promise<void> {
  const posted = await tortureSync({
    seed,
    bills: 60,
    kills: 0,
    harmed: 0.44,
    token: 'shared',
    settleMs: 30_000,
    stationPreload: [mutant('plain-post')],
  });
  caught(
    'plain-post',
    posted.verdict.filter((line) => line.startsWith('doubled')).length,
    'doubles of 60 bills',
  );
  const anew = await tortureSync({
    seed,
    bills: 60,
    kills: 0,
    harmed: 0.8,
    token: 'enrolled',
    settleMs: 120_000,
    stationPreload: [mutant('new-request-ids')],
  });
  caught(
    'new-request-ids',
    anew.verdict.filter((line) => line.startsWith('locked')).length,
    `sentences after ${anew.figures.rotations} rotations`,
  );
  if (!canMount()) return skip('mutants of the disk', 'root and a loop device');
  for (const harm of ['no-fsync', 'wal-normal']) {
    for (const subject of subjects) {
      const taking = subject();
      const found = await cutPower({
        subject: taking,
        rounds: 5,
        random: seeded(seed),
        preload: [mutant(harm)],
        isEnough: (lines) => lines.length > 0,
      });
      caught(
        `${harm}, ${taking.name}`,
        found.length,
        `sentences about ${taking.acknowledged()} acknowledged`,
      );
    }
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function judge(part: string, found: readonly string[]): void {
  say(found.length === 0 ? `${part}: nothing found` : `${part}: FAILED\n  ${found.join('\n  ')}`);
  if (found.length > 0) process.exitCode = 1;
}

function caught(name: string, count: number, what: string): void {
  say(`mutant ${name}: ${count > 0 ? 'caught' : 'NOT CAUGHT'}, ${count} ${what}`);
  if (count === 0) process.exitCode = 1;
}

function skip(part: string, what: string): void {
  say(`!! ${part}: SKIPPED, needs ${what}${missing.length > 0 ? `; ${missing.join('; ')}` : ''}`);
}
