import type { Manifest } from '../../contract/wire.ts';
import type { MatchResult } from '../../domain/rules/expected.ts';
import { billTypeOf } from '../../domain/rules/scheme.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import { readSchemes } from '../matching/schemes.ts';
import type { Db } from '../store/tables.ts';
import type { Claim } from './claim-hand-over.ts';
import type { AnnouncedBill, HandOver, HandOverJournal } from './erp-port.ts';

/** All a connector may send of a claimed hand-over. */
export async function loadHandOver(
  db: Db,
  blobs: BlobStore,
  { row }: Claim,
  isStopping: () => boolean,
): Promise<HandOver> {
  const revision = await db
    .selectFrom('revision')
    .select(['manifest', 'digest', 'bill_number'])
    .where('station_id', '=', row.station_id)
    .where('bill_uuid', '=', row.bill_uuid)
    .where('n', '=', row.n)
    .executeTakeFirstOrThrow();
  const announced = await announcedOf(db, revision.bill_number);
  const byNumber = billTypeOf(await readSchemes(db), revision.bill_number);
  return {
    id: row.id,
    attempt: Number(row.attempt),
    stationId: row.station_id,
    billUuid: row.bill_uuid,
    revision: Number(row.n),
    digest: revision.digest,
    manifest: JSON.parse(revision.manifest) as Manifest,
    results: JSON.parse(row.results) as MatchResult[],
    announced,
    billType: announced?.billType ?? byNumber?.code ?? null,
    reference: row.reference,
    readBlob: (sha256) => blobs.read(sha256),
    isStopping,
    journal: journalOf(db, row.id),
  };
}

async function announcedOf(db: Db, billNumber: string): Promise<AnnouncedBill | null> {
  const row = await db
    .selectFrom('announced_bill')
    .selectAll()
    .where('bill_number', '=', billNumber)
    .executeTakeFirst();
  return row === undefined ? null : { billNumber, billType: row.bill_type, erpBillId: row.erp_bill_id };
}

function journalOf(db: Db, id: string): HandOverJournal {
  return {
    async recall(step) {
      const row = await db
        .selectFrom('hand_over_note')
        .select('content')
        .where('hand_over_id', '=', id)
        .where('step', '=', step)
        .executeTakeFirst();
      return row?.content ?? null;
    },
    async note(step, content) {
      await db
        .insertInto('hand_over_note')
        .values({ hand_over_id: id, step, content })
        .onConflict((row) => row.columns(['hand_over_id', 'step']).doUpdateSet({ content }))
        .execute();
    },
  };
}
