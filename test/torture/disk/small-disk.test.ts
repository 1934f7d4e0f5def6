import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished } from 'vitest';
import { tmpfs } from './mounts.ts';
import { isMountAllowed, needing } from './needing.ts';
import { somethingNew } from './power-cuts.ts';
import { serviceTaking } from './service-taking.ts';
import { stationTaking } from './station-taking.ts';

const test = needing('the right to mount', isMountAllowed);

function disk(options: string) {
  const made = tmpfs(options);
  onTestFinished(() => made.remove());
  return made;
}

describe('a disk that is too small', () => {
  for (const [full, small, large] of [
    ['bytes', 'size=5m', 'size=60m'],
    ['files', 'nr_inodes=150', 'nr_inodes=100000'],
  ] as const) {
    test(`FAULT-13 station, no more ${full}: it stops, keeps what it acknowledged, and goes on when there is room`, async () => {
      const { folder, resize } = disk(small);
      const station = stationTaking();
      const life = station.start(folder);
      await life.gone;
      expect(life.complaint()).toMatch(/ENOSPC|SQLITE_FULL|DiskFull|SQLITE_CANTOPEN|SQLITE_IOERR/);
      const before = station.acknowledged();
      expect(before).toBeGreaterThan(5);
      resize(large);
      const next = station.start(folder);
      await somethingNew(station, before, next);
      await next.kill();
      expect(station.check(folder)).toEqual([]);
    }, 60_000);

    test(`FAULT-13 service, no more ${full}: it answers 507, stays up, and goes on when there is room`, async () => {
      const { folder, resize } = disk(small);
      const service = serviceTaking();
      const life = service.start(folder);
      await refused(service);
      const before = service.acknowledged();
      expect(before).toBeGreaterThan(5);
      resize(large);
      await somethingNew(service, before, life);
      await life.kill();
      expect(service.refusals().filter((words) => !words.startsWith('507'))).toEqual([]);
      expect(service.check(folder)).toEqual([]);
    }, 60_000);
  }

  test('FAULT-13 service, no room left for its database: it answers 507 and not a failure of its own', async () => {
    const { folder, resize } = disk('size=5m');
    const service = serviceTaking();
    const life = service.start(folder);
    await somethingNew(service, 0, life);
    // Pages of bills under way may still fit where rows no longer do, and the other way round.
    fillUp(folder);
    await refused(service);
    await delay(500);
    const before = service.acknowledged();
    resize('size=60m');
    await somethingNew(service, before, life);
    await life.kill();
    expect(service.refusals().filter((words) => !words.startsWith('507'))).toEqual([]);
    expect(service.check(folder)).toEqual([]);
  }, 60_000);
});

async function refused(service: ReturnType<typeof serviceTaking>): Promise<void> {
  await expect.poll(() => service.refusals().length, { timeout: 30_000 }).toBeGreaterThan(10);
}

function fillUp(folder: string): void {
  for (let bytes = 1 << 20; bytes >= 512; bytes >>= 1) {
    try {
      for (;;) writeFileSync(join(folder, 'ballast'), Buffer.alloc(bytes), { flag: 'a' });
    } catch {
      // Smaller pieces still fit.
    }
  }
}
