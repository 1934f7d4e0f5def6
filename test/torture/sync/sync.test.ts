import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { lineFaults } from '../fault-line.ts';
import { tortureSeed } from '../torture-seed.ts';
import { tortureSync } from './sync-torture.ts';

const mutant = (name: string) => fileURLToPath(new URL(`../mutants/${name}.ts`, import.meta.url));

describe('station, service and ERP with nothing to rely on', () => {
  it('FAULT-1 each good bill is at the service and at the ERP exactly once, each poison bill parked, nothing lost', async () => {
    const seed = tortureSeed('sync');
    const { verdict, evidence, figures } = await tortureSync({
      seed,
      bills: 30,
      kills: 6,
      harmed: 0.4,
      token: 'enrolled',
      settleMs: 90_000,
    });
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    expect(verdict).toEqual([]);
    expect(evidence.acknowledged.submitted.length).toBeGreaterThan(0);
    // The run must have met what it is about.
    expect(figures.connections).toBeGreaterThan(200);
    expect(figures.harmed / figures.connections).toBeGreaterThan(0.3);
    expect(figures.rotations).toBeGreaterThan(3);
    for (const fault of lineFaults) expect(figures.byFault[fault], fault).toBeGreaterThan(0);
  }, 240_000);

  it('FAULT-2 the checker sees the doubles of a station that posts each try as a new bill', async () => {
    const { verdict } = await tortureSync({
      seed: 7,
      bills: 15,
      kills: 0,
      harmed: 0.4,
      token: 'shared',
      settleMs: 8_000,
      stationPreload: [mutant('plain-post')],
    });
    expect(verdict.filter((line) => line.startsWith('doubled')).length).toBeGreaterThan(0);
  }, 120_000);

  it('FAULT-4 the checker sees a station locked out that asks for its tokens anew after a lost answer', async () => {
    const { verdict } = await tortureSync({
      seed: 7,
      bills: 40,
      kills: 0,
      harmed: 0.8,
      token: 'enrolled',
      settleMs: 120_000,
      stationPreload: [mutant('new-request-ids')],
    });
    expect(verdict.filter((line) => line.startsWith('locked'))).not.toEqual([]);
  }, 240_000);
});
