import { describe, expect } from 'vitest';
import { jumpingClock } from '../disk/clock.ts';
import { needing } from '../disk/needing.ts';
import { fakeTime } from '../disk/tools.ts';
import { tortureSeed } from '../torture-seed.ts';
import { tortureSync } from './sync-torture.ts';

const test = needing('libfaketime', fakeTime !== null);

describe('clocks that are set while bills are on their way', () => {
  test('FAULT-16 change neither identity nor order, whichever side they are on', async () => {
    const station = jumpingClock(fakeTime ?? '');
    const service = jumpingClock(fakeTime ?? '');
    try {
      const { verdict, evidence, figures } = await tortureSync({
        seed: tortureSeed('clock'),
        bills: 20,
        kills: 3,
        harmed: 0.3,
        token: 'shared',
        settleMs: 30_000,
        env: { station: station.env, service: service.env },
        async alongside(isOver, random) {
          await Promise.all([station.jump(isOver, random), service.jump(isOver, random)]);
        },
      });
      expect(verdict).toEqual([]);
      expect(station.jumps().length).toBeGreaterThan(3);
      // The clocks were really set: the service's stamps lie further apart than the run was long.
      const stamps = evidence.revisions.map(
        ({ receipt }) => (JSON.parse(receipt) as { readonly receivedAt: number }).receivedAt,
      );
      expect(Math.max(...stamps) - Math.min(...stamps)).toBeGreaterThan(figures.seconds * 1000 + 60_000);
    } finally {
      station.remove();
      service.remove();
    }
  }, 180_000);
});
