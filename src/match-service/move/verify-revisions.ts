import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Manifest } from '../../contract/wire.ts';
import type { Tx } from '../store/tables.ts';

export interface Chain {
  readonly revisions: number;
  readonly auditHeads: number;
  /** What is not as it was accepted; empty: everything is. */
  readonly broken: readonly string[];
}

interface Link {
  readonly station_id: string;
  readonly bill_uuid: string;
  readonly n: number;
  readonly digest: string;
  readonly manifest: string;
}

const atOnce = 500;
const mostTold = 20;

/**
 * Every revision hashes to its digest and names the digest before it, and every place of an audit trail a station told in a
 * manifest is kept, or is on record as a break.
 */
export async function verifyRevisions(tx: Tx): Promise<Chain> {
  const broken: string[] = [];
  const tell = (what: string) => void (broken.length < mostTold && broken.push(what));
  const heads = new Map<string, string>();
  for (const { station_id, entry, hash } of await tx.selectFrom('audit_head').selectAll().execute())
    heads.set(`${station_id} ${entry}`, hash);
  const breaks = new Set<string>();
  for (const { station_id, bill_uuid, n } of await tx.selectFrom('audit_break').selectAll().execute())
    breaks.add(`${station_id} ${bill_uuid} ${n}`);
  let revisions = 0;
  let before: Link | null = null;
  for (;;) {
    const links: readonly Link[] = await linksAfter(tx, before);
    for (const link of links) {
      const name = `${link.station_id} ${link.bill_uuid} ${link.n}`;
      const manifest = JSON.parse(link.manifest) as Manifest;
      const isSame = before?.station_id === link.station_id && before.bill_uuid === link.bill_uuid;
      if (createHash('sha256').update(link.manifest).digest('hex') !== link.digest)
        tell(`revision ${name} has not its digest`);
      if (manifest.previousDigest !== (isSame ? (before?.digest ?? null) : null))
        tell(`revision ${name} does not follow the one before it`);
      const { audit } = manifest;
      if (audit && !breaks.has(name) && heads.get(`${link.station_id} ${audit.entry}`) !== audit.hash)
        tell(`audit entry ${audit.entry} of revision ${name} is not kept`);
      before = link;
      revisions += 1;
    }
    if (links.length < atOnce) return { revisions, auditHeads: heads.size, broken };
  }
}

async function linksAfter(tx: Tx, last: Link | null): Promise<readonly Link[]> {
  const where =
    last === null
      ? sql``
      : sql`where (station_id, bill_uuid, n) > (${last.station_id}, ${last.bill_uuid}, ${last.n})`;
  const { rows } = await sql<Link>`select station_id, bill_uuid, n, digest, manifest from revision ${where}
    order by station_id, bill_uuid, n limit ${sql.lit(atOnce)}`.execute(tx);
  return rows.map((row) => ({ ...row, n: Number(row.n) }));
}
