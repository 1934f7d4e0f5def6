import { describe, expect, it } from 'vitest';
import { seeded } from '../../sync/seeded.ts';
import { tortureSeed } from '../torture-seed.ts';
import { needing } from './needing.ts';
import { serviceTaking } from './service-taking.ts';
import { stationTaking } from './station-taking.ts';
import { failCalls, failWrites, someFaults } from './system-faults.ts';
import { isStraceThere } from './tools.ts';

const test = needing('strace', isStraceThere);
/** In one run of the suite; the long form plays all of them, many times. */
const faultsARun = 2;

describe('a disk that fails', () => {
  for (const subject of [stationTaking, serviceTaking]) {
    const { name } = subject();

    test(`FAULT-12 ${name}: EIO and ENOSPC of fsync and of the database's writes lose nothing acknowledged`, async () => {
      const random = seeded(tortureSeed(`calls, ${name}`));
      const taking = subject();
      const faults = someFaults(random)
        .toSorted(() => random() - 0.5)
        .slice(0, faultsARun);
      const { found, injected } = await failCalls(taking, faults, random);
      expect(found).toEqual([]);
      expect(injected).toBeGreaterThan(0);
    }, 120_000);

    it(`FAULT-12 ${name}: nor do its own files, written half way`, async () => {
      const { found, injected } = await failWrites(subject(), 1);
      expect(found).toEqual([]);
      expect(injected).toBeGreaterThan(0);
    }, 60_000);
  }
});
