import type { AuditHead, Manifest } from '../../contract/wire.ts';
import type { Tx } from '../store/tables.ts';

interface Told {
  readonly stationId: string;
  readonly billUuid: string;
  readonly n: number;
  readonly now: number;
}

/**
 * Keeps where the station says its audit trail stands, and holds it against what it said before: an entry once told keeps
 * its hash for ever, and the trail never gets shorter. What does not fit is kept as a break for an administrator and
 * given back; the bill is taken all the same, for pages count more. Revisions may come in any order.
 */
export async function keepAuditHead(tx: Tx, told: Told, manifest: Manifest): Promise<string | null> {
  const { audit, stationSeq } = manifest;
  const why = audit
    ? ((await changedEntry(tx, told.stationId, audit)) ??
      (await shorterTrail(tx, told.stationId, stationSeq, audit.entry)))
    : await silence(tx, told.stationId, stationSeq);
  if (audit) {
    await tx
      .insertInto('audit_head')
      .values({ station_id: told.stationId, entry: audit.entry, hash: audit.hash, station_seq: stationSeq })
      .onConflict((row) => row.doNothing())
      .execute();
  }
  if (why !== null) {
    await tx
      .insertInto('audit_break')
      .values({
        station_id: told.stationId,
        bill_uuid: told.billUuid,
        n: told.n,
        found_at: told.now,
        why,
      })
      .execute();
  }
  return why;
}

async function changedEntry(tx: Tx, stationId: string, audit: AuditHead): Promise<string | null> {
  for (const { entry, hash } of audit.before ? [audit, audit.before] : [audit]) {
    const known = await tx
      .selectFrom('audit_head')
      .select('hash')
      .where('station_id', '=', stationId)
      .where('entry', '=', entry)
      .executeTakeFirst();
    if (hash === null) return `entry ${entry} is gone`;
    if (known && known.hash !== hash) return `entry ${entry} was ${known.hash} and is ${hash}`;
  }
  return null;
}

async function shorterTrail(tx: Tx, stationId: string, stationSeq: number, entry: number) {
  const longer = await tx
    .selectFrom('audit_head')
    .select('entry')
    .where('station_id', '=', stationId)
    .where('station_seq', '<', stationSeq)
    .where('entry', '>', entry)
    .orderBy('entry', 'desc')
    .limit(1)
    .executeTakeFirst();
  return longer ? `the trail ends at entry ${entry} and went to ${Number(longer.entry)} before` : null;
}

async function silence(tx: Tx, stationId: string, stationSeq: number): Promise<string | null> {
  const before = await tx
    .selectFrom('audit_head')
    .select('entry')
    .where('station_id', '=', stationId)
    .where('station_seq', '<', stationSeq)
    .limit(1)
    .executeTakeFirst();
  return before ? 'the submission says nothing of the trail, and the station did before' : null;
}
