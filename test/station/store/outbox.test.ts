import { describe, expect, it } from 'vitest';
import type { ExpectedInvoice } from '../../../src/domain/rules/expected.ts';
import { audit, batch, billId, commit, outboxEntry, pageId, sha, uuid } from './sample.ts';
import { newStore } from './temporary.ts';

describe('the outbox', () => {
  it('STORE-16 gives the oldest queued entry that is due, by the count of submissions and never by a clock', () => {
    const store = newStore();
    store.saveOutbox(outboxEntry(2, { updatedAt: 1 }));
    store.saveOutbox(outboxEntry(1, { updatedAt: 9_999, nextTryAt: 700 }));
    store.saveOutbox(outboxEntry(3, { stage: 'parked' }));
    expect(store.dueOutbox(699)?.billId).toBe(billId(2));
    expect(store.dueOutbox(700)?.billId).toBe(billId(1));
    expect(store.outbox().map((entry) => entry.stationSeq)).toEqual([11, 21, 31]);
    expect(store.outboxCounts()).toMatchObject({ waiting: 2, sending: 0, parked: 1 });
  });

  it('STORE-17 gives back every field, and saves how far an entry has come', () => {
    const store = newStore();
    const entry = outboxEntry(1);
    store.saveOutbox(entry);
    expect(store.latestOutboxOf(billId(1))).toEqual(entry);
    const answered = {
      ...entry,
      stage: 'unmatched',
      attempts: 3,
      error: { type: 'ServiceUnreachable', detail: 'refused' },
      bytesSent: 5_000,
      receipt: {
        stationId: 's1',
        billUuid: uuid(1),
        revision: 1,
        digest: entry.digest,
        receivedAt: 5,
        receiptId: 'r1',
      },
      results: [
        {
          verdict: 'missing',
          expectedId: 'expected:1',
          documentId: null,
          number: '123',
          amountMinor: 8_800,
          currency: 'CNY',
          evidence: [],
          notes: [],
        },
      ],
    } as const;
    store.saveOutbox({ ...answered, results: [...answered.results] });
    expect(store.latestOutboxOf(billId(1))).toEqual(answered);
    expect(store.outbox()).toHaveLength(1);
  });

  it('STORE-18 a submitted revision keeps its content: the same revision with another digest throws', () => {
    const store = newStore();
    store.saveOutbox(outboxEntry(1));
    expect(() => store.saveOutbox(outboxEntry(1, { digest: sha(999), stage: 'parked' }))).toThrow(
      /other content/,
    );
    expect(store.latestOutboxOf(billId(1))).toEqual(outboxEntry(1));
    expect(() => store.saveOutbox(outboxEntry(2, { stationSeq: 11 }))).toThrow(/UNIQUE/);
  });

  it('STORE-19 shows the latest revision of each bill of a batch', () => {
    const store = newStore();
    store.saveOutbox(outboxEntry(1));
    store.saveOutbox(outboxEntry(1, { revision: 2 }));
    store.saveOutbox(outboxEntry(2));
    store.saveOutbox(outboxEntry(3, { batchId: `batch:${uuid(2)}` }));
    expect(store.outboxOfBatch(batch.id).map((entry) => [entry.billId, entry.revision])).toEqual([
      [billId(1), 2],
      [billId(2), 1],
    ]);
    expect(store.latestOutboxOf(billId(1))?.revision).toBe(2);
    expect(store.latestOutboxOf(billId(9))).toBeNull();
  });

  it('STORE-20 saves what is owed to the service in the commit that submits, or not at all', () => {
    const store = newStore();
    store.insertBatch(batch, audit('opened'));
    expect(() => store.commit(commit(5, { outbox: [outboxEntry(1)] }))).toThrow();
    expect(store.outbox()).toEqual([]);
    store.commit(commit(1, { outbox: [outboxEntry(1)] }));
    expect(store.dueOutbox(0)).toEqual(outboxEntry(1));
  });

  it('STORE-21 counts submissions on, and gives no number twice', () => {
    const store = newStore();
    expect([store.nextStationSeq(), store.nextStationSeq(), store.nextStationSeq()]).toEqual([1, 2, 3]);
  });
});

describe('expected invoices', () => {
  const invoice = (id: string, billNumber: string): ExpectedInvoice => ({
    id: `expected:${id}`,
    billNumber,
    type: 'vat-special',
    code: '3100232130',
    number: '00001234',
    date: '2026-03-18',
    netMinor: 10_000,
    totalMinor: 11_300,
    currency: 'CNY',
    sellerName: '星河纸业有限公司',
  });

  it('STORE-22 keeps what the ERP expects under a number, in its order, replaced as a whole', () => {
    const store = newStore();
    const bare = {
      ...invoice('b', 'CL-1'),
      code: null,
      date: null,
      netMinor: null,
      totalMinor: null,
      sellerName: null,
    };
    store.saveExpected('CL-1', [bare, invoice('a', 'CL-1')]);
    store.saveExpected('CL-2', [invoice('c', 'CL-2')]);
    expect(store.expectedFor(['CL-2', 'CL-1', 'CL-2', 'CL-9'])).toEqual([
      invoice('c', 'CL-2'),
      bare,
      invoice('a', 'CL-1'),
    ]);
    store.saveExpected('CL-1', []);
    expect(store.expectedFor(['CL-1'])).toEqual([]);
  });
});

describe('audit and settings', () => {
  it('STORE-23 tells who did what to a record, in order, and each act once', () => {
    const store = newStore();
    store.insertBatch(batch, audit('opened', [batch.id]));
    store.commit(
      commit(1, {
        audit: [audit('scanned', [pageId(1), pageId(1)]), audit('page.rotate', [pageId(1), pageId(2)])],
      }),
    );
    store.appendAudit(audit('settings', [], null));
    expect(store.auditOf(pageId(1)).map((entry) => entry.act)).toEqual(['scanned', 'page.rotate']);
    expect(store.auditOf(pageId(2))).toEqual([
      { at: 1_000, operator: 'lin', act: 'page.rotate', detail: '{}' },
    ]);
    expect(store.auditOf(batch.id).map((entry) => entry.act)).toEqual(['opened']);
  });

  it('STORE-24 keeps settings as text', () => {
    const store = newStore();
    expect(store.readSetting('x')).toBeNull();
    store.writeSetting('x', '1');
    store.writeSetting('x', '2');
    expect(store.readSetting('x')).toBe('2');
  });
});
