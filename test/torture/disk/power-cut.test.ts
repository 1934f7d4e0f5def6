import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import { seeded } from '../../sync/seeded.ts';
import { tortureSeed } from '../torture-seed.ts';
import { isMountAllowed, needing } from './needing.ts';
import { cutPower } from './power-cuts.ts';
import { serviceTaking } from './service-taking.ts';
import { stationTaking } from './station-taking.ts';

const mutant = (name: string) => fileURLToPath(new URL(`../mutants/${name}.ts`, import.meta.url));
const subjects = [stationTaking, serviceTaking] as const;
const test = needing('root and a loop device, to cut the power of a disk', isMountAllowed);

describe('the power goes', () => {
  for (const subject of subjects) {
    const { name } = subject();
    test(`FAULT-10 ${name}: what was acknowledged is there, whole`, async () => {
      const taking = subject();
      const random = seeded(tortureSeed(`power, ${name}`));
      expect(await cutPower({ subject: taking, rounds: 4, random })).toEqual([]);
      expect(taking.acknowledged()).toBeGreaterThan(8);
    }, 120_000);

    for (const harm of ['no-fsync', 'wal-normal']) {
      test(`FAULT-11 ${name}: the checker sees what ${harm} loses`, async () => {
        const found = await cutPower({
          subject: subject(),
          rounds: 6,
          random: seeded(5),
          preload: [mutant(harm)],
          isEnough: (sentences) => sentences.length > 0,
        });
        expect(found).not.toEqual([]);
      }, 120_000);
    }
  }
});
