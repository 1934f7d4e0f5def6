import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../../../src/station/ports/store.ts';
import { audit, batch, billId, commit, outboxEntry, sha } from './sample.ts';
import { newStore } from './temporary.ts';

const all = { standings: [], before: null, limit: 100 } as const;
const handOver = {
  id: 'h1',
  attempt: 1,
  state: 'submit-failed',
  reason: 'closed',
  fate: 'refused',
  reference: null,
  connector: 'platen',
  changedAt: 7,
} as const;

describe('the queue in the store', () => {
  it('QUEUE-3 keeps how a bill stands at the ERP, and where it stands in one word', () => {
    const store = newStore();
    store.saveOutbox(outboxEntry(1));
    store.saveOutbox(outboxEntry(1, { stage: 'matched', results: [], handOver }));
    expect(store.latestOutboxOf(billId(1))?.handOver).toEqual(handOver);
    expect(store.queuePage(all).lines).toMatchObject([{ standing: 'submitFailed', handOver, pages: 0 }]);
    expect(store.outboxCounts()).toEqual({ waiting: 0, sending: 0, parked: 0, submitFailed: 1 });
  });

  it('QUEUE-4 shows the latest revision of each bill alone, also when an earlier one is saved after it', () => {
    const store = newStore();
    const first = outboxEntry(1, { stage: 'sending' });
    store.saveOutbox(first);
    store.saveOutbox(outboxEntry(1, { revision: 2, stationSeq: 99, digest: sha(99) }));
    store.saveOutbox({ ...first, stage: 'accepted' });
    const { lines, totals } = store.queuePage(all);
    expect(lines.map(({ revision, standing }) => [revision, standing])).toEqual([[2, 'queued']]);
    expect(totals.counts).toEqual({ queued: 1 });
    expect(store.outboxOf(billId(1)).map(({ stage }) => stage)).toEqual(['accepted', 'queued']);
  });

  it('QUEUE-4 gives pages by key, the latest submission first, of some states or of all', () => {
    const store = newStore();
    const stages = ['queued', 'parked', 'matched', 'sending'] as const;
    for (let n = 1; n <= 10; n += 1) store.saveOutbox(outboxEntry(n, { stage: stages[n % 4] ?? 'queued' }));
    const seen: number[] = [];
    let before: number | null = null;
    for (;;) {
      const page = store.queuePage({ ...all, before, limit: 3 });
      seen.push(...page.lines.map(({ stationSeq }) => stationSeq));
      before = page.lines.at(-1)?.stationSeq ?? null;
      if (!page.hasMore) break;
    }
    expect(seen).toEqual([101, 91, 81, 71, 61, 51, 41, 31, 21, 11]);
    const some = store.queuePage({ standings: ['parked', 'uploading'], before: 81, limit: 2 });
    expect(some.lines.map(({ standing, stationSeq }) => [standing, stationSeq])).toEqual([
      ['uploading', 71],
      ['parked', 51],
    ]);
    expect(some.hasMore).toBe(true);
    expect(some.totals).toEqual({
      counts: { queued: 2, parked: 3, matched: 3, uploading: 2 },
      bytesTotal: 20_000,
      bytesSent: 0,
    });
  });

  it('QUEUE-5 puts bills first and in their turn again, and a later "first" goes before an earlier', () => {
    const store = newStore();
    for (let n = 1; n <= 4; n += 1) store.saveOutbox(outboxEntry(n));
    const next = () => store.dueOutbox(9_000)?.billId;
    store.setUrgency([billId(3)], 'first', [audit('queue.urgency', [billId(3)])]);
    expect(next()).toBe(billId(3));
    store.setUrgency([billId(4)], 'first', []);
    expect(next()).toBe(billId(4));
    // What is saved of a bill on its way keeps the order that was asked for meanwhile.
    store.saveOutbox(outboxEntry(4, { stage: 'sending' }));
    expect(next()).toBe(billId(3));
    store.saveOutbox(outboxEntry(4, { nextTryAt: null }));
    expect(next()).toBe(billId(4));
    store.setUrgency([billId(3), billId(4)], 'usual', []);
    expect(next()).toBe(billId(1));
    expect(store.queuePage(all).lines.map(({ urgency }) => urgency)).toEqual(Array(4).fill('usual'));
    expect(store.auditOf(billId(3)).map(({ act }) => act)).toEqual(['queue.urgency']);
    expect(store.unsentOfBatch(batch.id)).toHaveLength(4);
  });

  it('QUEUE-6 reads a page of a queue of 10,000 bills without reading them all', () => {
    const store = newStore();
    const entries: OutboxEntry[] = [];
    for (let n = 1; n <= 10_000; n += 1)
      entries.push(outboxEntry(n, { stage: n % 5 === 0 ? 'matched' : 'queued' }));
    store.insertBatch(batch, audit('opened', []));
    store.commit(commit(1, { outbox: entries }));
    const times = [0, 1, 2].map(() => {
      const begun = performance.now();
      const page = store.queuePage({ ...all, limit: 200 });
      expect(page.lines).toHaveLength(200);
      expect(page.totals.counts).toEqual({ queued: 8_000, matched: 2_000 });
      return performance.now() - begun;
    });
    // Some 20 ms as measured: a page that reads the whole queue would pass no limit, however slow the machine.
    expect(Math.min(...times)).toBeLessThan(1_500);
  });
});
