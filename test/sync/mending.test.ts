import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/contract/canonical-json.ts';
import type { Held } from '../../src/domain/rules/bill-standing.ts';
import type { OutboxEntry } from '../../src/station/ports/store.ts';
import { sharedToken } from '../../src/station/sync/credential.ts';
import { createServiceClient } from '../../src/station/sync/service-client.ts';
import { startService, tempFolder } from '../match-service/service-caller.ts';
import { station } from './helpers.ts';
import { differences } from './service-ledger.ts';
import { sha256Of, stationId, type TestStation, token } from './test-station.ts';

const by = { by: '操作员一', at: 1 };
const mending: Held = { type: 'mending', ...by };

/** What was submitted in place of a parked revision: the same number after the same predecessor, with other pages. */
function mendedOf(desk: TestStation, parked: OutboxEntry, page: string): OutboxEntry {
  const { revision, previousDigest } = parked.manifest;
  desk.store.saveHeld([{ ...parked, held: mending }], []);
  return desk.submit({
    number: parked.number,
    pages: [page],
    after: parked,
    change: (manifest) => ({ ...manifest, revision, previousDigest }),
  });
}

describe('mending a parked revision', () => {
  it('QUEUE-60 the mended bill takes the number of the parked one, which the service never had, and the old one is kept', async () => {
    const folder = await tempFolder();
    const { url } = await startService(join(folder, 'service'));
    const desk = station(folder, url);
    const first = desk.submit({ number: 'CL-1', pages: ['a'] });
    await desk.sync.drain();
    const refused = desk.submit({
      number: 'CL-1',
      pages: ['b'],
      after: first,
      // No document is named twice: the service refuses it with 422.
      change: (manifest) => ({ ...manifest, documents: [...manifest.documents, ...manifest.documents] }),
    });
    await desk.sync.drain();
    const parked = desk.store.latestOutboxOf(refused.billId);
    expect(parked).toMatchObject({ stage: 'parked', revision: 2, error: { status: 422 } });
    if (!parked) return;
    const mended = mendedOf(desk, parked, 'c');
    expect(desk.store.supersededOutbox(parked.billId, parked.digest)).toMatchObject({ held: mending });
    await desk.sync.drain();
    expect(desk.store.outboxOf(parked.billId)).toMatchObject([
      { revision: 1, stage: 'accepted' },
      { revision: 2, digest: mended.digest, receipt: { revision: 2, digest: mended.digest } },
    ]);
    expect(differences(join(folder, 'service'), desk.store.outbox())).toEqual([]);
  });

  it('QUEUE-61 where the service had the parked one after all, that stands and the mended one comes after it', async () => {
    const folder = await tempFolder();
    const { url } = await startService(join(folder, 'service'));
    const desk = station(folder, url, { pace: () => ({ state: 'paused', kilobytesPerSecond: null }) });
    const bill = desk.submit({ number: 'CL-1', pages: ['a'] });
    // Its receipt was lost, and something else parked it then.
    await putThere(url, bill);
    const parked: OutboxEntry = {
      ...bill,
      stage: 'parked',
      error: { type: 'PageFileDamaged', pageId: 'page:00000000-0000-4000-8000-000000000001' },
    };
    desk.store.saveOutbox(parked);
    await desk.stop();
    // The changes, which would tell of it as well, come too late.
    const blind = createServiceClient({ address: url, credential: sharedToken(token), stationId });
    const again = station(folder, url, {
      client: {
        ...blind,
        changes: async (after) => ({ ok: true, value: { cursor: after, hasMore: false, changes: [] } }),
      },
    });
    const mended = mendedOf(again, parked, 'b');
    expect(mended.revision).toBe(1);
    await again.sync.drain();
    await again.sync.drain();
    const [before, after] = again.store.outboxOf(bill.billId);
    expect(before).toMatchObject({
      revision: 1,
      digest: bill.digest,
      receipt: { digest: bill.digest },
      held: null,
    });
    expect(after).toMatchObject({
      revision: 2,
      stage: 'accepted',
      manifest: { previousDigest: bill.digest },
    });
    expect(after?.receipt).toMatchObject({ revision: 2, digest: after?.digest });
    expect(again.store.supersededOutbox(bill.billId, bill.digest)).toBeNull();
    expect(differences(join(folder, 'service'), again.store.outbox())).toEqual([]);
  });

  it.each([null, mending, { type: 'exported', ...by, file: 'x', from: 'queued' }] as const)(
    'QUEUE-62 a parked bill of which the service tells that it has it is through (held: %o)',
    async (held) => {
      const folder = await tempFolder();
      const { url } = await startService(join(folder, 'service'));
      const desk = station(folder, url, { pace: () => ({ state: 'paused', kilobytesPerSecond: null }) });
      const bill = desk.submit({ number: 'CL-1', pages: ['a'] });
      desk.store.saveOutbox({ ...bill, stage: 'parked', held });
      await putThere(url, bill);
      await desk.sync.hear();
      expect(desk.store.latestOutboxOf(bill.billId)).toMatchObject({
        stage: 'accepted',
        held: null,
        error: null,
        receipt: { digest: bill.digest },
      });
    },
  );

  it('QUEUE-63 a conflict keeps both: it says what is there, sends nothing over it, and what is held is not tried again', async () => {
    const folder = await tempFolder();
    const { url } = await startService(join(folder, 'service'));
    const desk = station(folder, url, { pace: () => ({ state: 'paused', kilobytesPerSecond: null }) });
    const theirs = desk.submit({ number: 'CL-1', pages: ['theirs'] });
    await putThere(url, theirs);
    await desk.stop();
    const other = station(await tempFolder(), url);
    const ours = other.submit({
      number: 'CL-1',
      pages: ['ours'],
      change: (manifest) => ({ ...manifest, billUuid: theirs.manifest.billUuid }),
    });
    await other.sync.drain();
    const parked = other.store.latestOutboxOf(ours.billId);
    const there = { revision: 1, digest: theirs.digest, receivedAt: expect.any(Number) };
    expect(parked).toMatchObject({ stage: 'parked', error: { type: 'RevisionConflict', there } });
    if (!parked) return;
    other.store.saveHeld([{ ...parked, held: { type: 'discarded', ...by, reason: '多余' } }], []);
    other.sync.retry(null);
    await other.sync.drain();
    expect(other.store.latestOutboxOf(ours.billId)).toMatchObject({ stage: 'parked', attempts: 1 });
    expect(other.store.outboxCounts()).toMatchObject({ parked: 0, waiting: 0 });
  });
});

/** Puts the revision there as the sender does, and forgets the answer. */
async function putThere(url: string, { manifest }: OutboxEntry): Promise<void> {
  const client = createServiceClient({ address: url, credential: sharedToken(token), stationId });
  const { signal } = new AbortController();
  const texts = ['a', 'theirs'];
  for (const { sha256 } of manifest.documents.flatMap((document) => document.pages)) {
    const bytes = texts.map((text) => Buffer.from(text)).find((one) => sha256Of(one) === sha256);
    if (bytes) await client.putBlob(sha256, bytes, signal);
  }
  const { billUuid, revision, previousDigest } = manifest;
  const put = await client.putRevision(
    { billUuid, n: revision, body: canonicalJson(manifest), previousDigest },
    signal,
  );
  if (!put.ok) throw new Error(JSON.stringify(put.error));
}
