import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { outboxEntry, sha256Of } from '../../sync/test-station.ts';
import type { Evidence } from './evidence.ts';
import { contentOf, isPoison, plannedBills } from './planned-bills.ts';
import { verdictOf } from './verdict.ts';

/** What is found after a run in which nothing went wrong. */
function clean(): Evidence {
  const entries = plannedBills(9).map((bill, index) =>
    outboxEntry(
      contentOf({ ...bill, kind: bill.kind === 'revised' ? 'good' : bill.kind }, 1),
      index + 1,
      sha256Of,
    ),
  );
  const good = entries.filter(({ number }) => !isPoison(number));
  const receiptOf = (number: string) => JSON.stringify({ receiptOf: number });
  const handOverOf = (number: string) => `hand-over ${number}`;
  const pages = [
    ...new Set(
      entries.flatMap(({ manifest }) =>
        manifest.documents.flatMap((each) => each.pages.map((page) => page.sha256)),
      ),
    ),
  ];
  return {
    acknowledged: {
      submitted: entries.map(({ number, revision, digest }) => ({ number, revision, digest })),
      receipts: good.map(({ number, revision }) => ({ number, revision, receipt: receiptOf(number) })),
    },
    outbox: entries.map(({ number, revision, digest, manifest }) => ({
      number,
      revision,
      digest,
      manifest,
      billUuid: manifest.billUuid,
      stage: isPoison(number) ? 'parked' : 'matched',
      receipt: isPoison(number) ? null : receiptOf(number),
    })),
    revisions: good.map(({ number, revision, digest, manifest }) => ({
      number,
      revision,
      digest,
      manifest,
      billUuid: manifest.billUuid,
      receipt: receiptOf(number),
    })),
    handOvers: good.map(({ number, revision, manifest: { billUuid } }) => ({
      id: handOverOf(number),
      billUuid,
      revision,
      state: 'submitted',
    })),
    bookings: good.map(({ number, revision, manifest: { billUuid } }) => ({
      handOverId: handOverOf(number),
      billNumber: number,
      billUuid,
      revision,
      deliveries: 1,
    })),
    enrolments: [{ name: 'Desk 3', rotations: 12, endedWhy: null }],
    stationHolds: 'enrolled',
    stationPages: { names: pages, damaged: [] },
    servicePages: { names: pages, damaged: [] },
    integrity: ['ok', 'ok'],
  };
}

const without = <T>(list: readonly T[]): readonly T[] => list.slice(1);
const twice = <T extends object>(list: readonly T[], change: Partial<T>): readonly T[] => [
  ...list,
  ...list.slice(0, 1).map((row) => ({ ...row, ...change })),
];
const firstWith = <T extends object>(list: readonly T[], change: Partial<T>): readonly T[] =>
  list.map((row, index) => (index === 0 ? { ...row, ...change } : row));

describe('the checker of the torture', () => {
  it('FAULT-3 finds nothing where nothing went wrong', () => {
    expect(verdictOf(clean())).toEqual([]);
  });

  it.each<[string, RegExp, (evidence: Evidence) => Partial<Evidence>]>([
    ['a submitted bill gone', /^lost: .* was submitted/, ({ outbox }) => ({ outbox: without(outbox) })],
    [
      'a receipt forgotten',
      /^receipt: .* lost the one/,
      ({ outbox }) => ({ outbox: firstWith(outbox, { receipt: null }) }),
    ],
    [
      'another receipt',
      /^receipt: .* different/,
      ({ revisions }) => ({ revisions: firstWith(revisions, { receipt: '{}' }) }),
    ],
    [
      'a bill that did not arrive',
      /^lost: .* at the service/,
      ({ revisions }) => ({ revisions: without(revisions) }),
    ],
    [
      'a bill taken twice',
      /^doubled: .* at the service/,
      ({ revisions }) => ({ revisions: twice(revisions, { billUuid: randomUUID() }) }),
    ],
    [
      'a bill nobody sent',
      /^extra: .* never submitted/,
      ({ revisions }) => ({
        revisions: twice(revisions, { billUuid: randomUUID(), number: 'CL-2026-000099' }),
      }),
    ],
    ['a bill the ERP lacks', /^lost: .* at the ERP/, ({ bookings }) => ({ bookings: without(bookings) })],
    [
      'a bill booked twice',
      /^doubled: .* in the books/,
      ({ bookings }) => ({ bookings: twice(bookings, { handOverId: 'another' }) }),
    ],
    [
      'a hand-over left open',
      /^open: hand-over/,
      ({ handOvers }) => ({ handOvers: firstWith(handOvers, { state: 'asking' }) }),
    ],
    [
      'a bill without its match',
      /^open: .* at the station/,
      ({ outbox }) => ({ outbox: firstWith(outbox, { stage: 'accepted' }) }),
    ],
    [
      'a poison bill that waits',
      /^parked:/,
      ({ outbox }) => ({
        outbox: outbox.map((row) => ({ ...row, ...(row.stage === 'parked' ? { stage: 'queued' } : {}) })),
      }),
    ],
    [
      'a page the service lacks',
      /^lost: page .* service/,
      ({ servicePages }) => ({ servicePages: { names: without(servicePages.names), damaged: [] } }),
    ],
    [
      'a page the station lacks',
      /^lost: page .* station/,
      ({ stationPages }) => ({ stationPages: { names: without(stationPages.names), damaged: [] } }),
    ],
    [
      'a page of nobody',
      /^extra: .* among the pages/,
      ({ servicePages }) => ({
        servicePages: { names: [...servicePages.names, 'f'.repeat(64)], damaged: [] },
      }),
    ],
    [
      'a page with other bytes',
      /^damaged: page/,
      ({ servicePages: { names } }) => ({ servicePages: { names, damaged: names.slice(0, 1) } }),
    ],
    ['a number given twice', /^doubled: number/, ({ outbox }) => ({ outbox: twice(outbox, {}) })],
    [
      'an enrolment that was ended',
      /^locked: the enrolment of Desk 3 was ended: reuse/,
      ({ enrolments }) => ({ enrolments: firstWith(enrolments, { endedWhy: 'reuse' }) }),
    ],
    [
      'a station enrolled twice',
      /^doubled: .* enrolled 2/,
      ({ enrolments }) => ({ enrolments: twice(enrolments, {}) }),
    ],
    ['a station that gave up', /^locked: the station takes/, () => ({ stationHolds: 'ended' })],
    ['a station without its tokens', /^locked: the station has no/, () => ({ stationHolds: 'nothing' })],
    ['a broken database', /^damaged: a database/, () => ({ integrity: ['ok', 'row 3 missing from index'] })],
  ])('FAULT-3 sees %s', (_what, sentence, spoil) => {
    const evidence = clean();
    const found = verdictOf({ ...evidence, ...spoil(evidence) });
    expect(found.filter((line) => sentence.test(line))).not.toEqual([]);
  });
});
