import { afterEach, expect, it } from 'vitest';
import { factsOf } from '../../src/renderer/features/tree/row-facts.ts';
import { attentionOf } from '../../src/renderer/station/attention.ts';
import { type OpenCase, openCase } from './case.ts';
import { caseExpected, caseSides } from './fixture-case.ts';

let open: OpenCase;
afterEach(() => open.close());

const needs = () => {
  const { batch, rows } = open.context();
  if (!batch) throw new Error('the case has a batch');
  return rows.flatMap((row) => {
    const facts = factsOf(batch, row);
    return facts.of === 'bill' ? [facts.need?.key ?? null] : [];
  });
};

it('OPEN-7 a batch is shown before it is looked through, and right after it says what its bills need', async () => {
  open = await openCase(caseSides, caseExpected);
  const { batch } = open.context();
  expect(batch?.isLookedThrough).toBe(false);
  expect(needs().length).toBeGreaterThan(1);
  expect(new Set(needs())).toEqual(new Set([null]));
  // Who asks by a key is not put off.
  expect(batch && attentionOf(batch).length).toBeGreaterThan(0);
  await open.settle();
  expect(open.context().batch?.isLookedThrough).toBe(true);
  expect(needs()).toContain('need.mismatch');
});

it('OPEN-7 a batch that is fetched again keeps saying it', async () => {
  open = await openCase(caseSides, caseExpected);
  await open.settle();
  const seen: boolean[] = [];
  open.station.state.subscribe(() => seen.push(open.context().batch?.isLookedThrough ?? false));
  await open.station.open(open.fixture.batchId);
  await open.settle();
  expect(seen.length).toBeGreaterThan(0);
  expect(seen).not.toContain(false);
});
