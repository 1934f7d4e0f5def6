import { describe, expect, it } from 'vitest';
import {
  billStanding,
  billStandings,
  erpStepOf,
  type SentFacts,
  sentStanding,
} from '../../src/domain/rules/bill-standing.ts';

const facts = (part: Partial<SentFacts>): SentFacts => ({
  stage: 'queued',
  held: null,
  results: null,
  handOver: null,
  returned: null,
  ...part,
});
const at = (state: NonNullable<SentFacts['handOver']>['state']) => ({ state });

describe('where a bill stands', () => {
  it('QUEUE-1 is one word for each way a bill can be, from the first sheet to the ERP', () => {
    const open = (problems: number) => billStanding({ state: 'open', problems }, null);
    expect([open(1), open(0)]).toEqual(['draft', 'ready']);
    expect(billStanding({ state: 'submitted', problems: 0 }, null)).toBe('queued');
    // What is told of a revision that is being mended is no longer so.
    expect(billStanding({ state: 'open', problems: 0 }, facts({ stage: 'parked' }))).toBe('ready');
    const sent: readonly (readonly [Partial<SentFacts>, string])[] = [
      [{ stage: 'queued' }, 'queued'],
      [{ stage: 'sending' }, 'uploading'],
      [{ stage: 'parked' }, 'parked'],
      [{ stage: 'parked', held: { type: 'mending' } }, 'mending'],
      [{ stage: 'parked', held: { type: 'exported' } }, 'exported'],
      [{ stage: 'parked', held: { type: 'discarded' } }, 'discarded'],
      [{ stage: 'accepted' }, 'accepted'],
      [{ stage: 'accepted', results: [] }, 'matching'],
      [{ stage: 'matched', results: [] }, 'matched'],
      [{ stage: 'unmatched', results: [] }, 'matchFailed'],
      [{ stage: 'matched', results: [], handOver: at('waiting') }, 'matched'],
      [{ stage: 'matched', results: [], handOver: at('submitting') }, 'submitting'],
      [{ stage: 'matched', results: [], handOver: at('submitted') }, 'submitted'],
      [{ stage: 'matched', results: [], handOver: at('submit-failed') }, 'submitFailed'],
    ];
    for (const [part, standing] of sent)
      expect(sentStanding(facts(part)), JSON.stringify(part)).toBe(standing);
    const reached = new Set([...sent.map(([, standing]) => standing), 'draft', 'ready']);
    expect(billStandings.filter((standing) => !reached.has(standing))).toEqual(['returned']);
  });

  it('QUEUE-1 goes by the ERP before the match, and by the way there before both', () => {
    const inErp = { results: [], handOver: at('submitted') };
    expect(sentStanding(facts({ stage: 'unmatched', ...inErp }))).toBe('submitted');
    expect(sentStanding(facts({ stage: 'queued', ...inErp }))).toBe('queued');
    expect(sentStanding(facts({ stage: 'sending', ...inErp }))).toBe('uploading');
  });

  it('QUEUE-2 asks a person for the ERP only where it waits for one, and to look first where it may be there', () => {
    const step = (state: string, fate: string) => erpStepOf({ state, fate }, 'matched');
    expect(step('waiting', 'open')).toBe('submit');
    expect(step('submit-failed', 'refused')).toBe('submit');
    expect(step('submit-failed', 'unknown')).toBe('submit-looked-up');
    expect(step('submitting', 'open')).toBe('none');
    expect(step('submitted', 'accepted')).toBe('none');
    expect(erpStepOf(null, 'matched')).toBe('none');
    // A later revision is on its way: what is known is of the one before.
    expect(erpStepOf({ state: 'waiting', fate: 'open' }, 'queued')).toBe('none');
  });
});

it('LIST-7 a bill that came back stands as returned, whatever else is known of it', () => {
  const returned = facts({ stage: 'matched', results: [], handOver: at('submitted'), returned: {} });
  expect(sentStanding(returned)).toBe('returned');
  expect(sentStanding({ ...returned, stage: 'queued' })).toBe('queued');
});
