import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Manifest, Receipt } from '../../src/contract/wire.ts';
import type { OutboxEntry } from '../../src/station/ports/store.ts';
import { sha256Of } from './test-station.ts';

export interface Ledger {
  readonly revisions: readonly {
    readonly billNumber: string;
    readonly digest: string;
    readonly receipt: Receipt;
    readonly manifest: Manifest;
  }[];
}

/** What a service's folder holds, read past the service. */
export function readLedger(folder: string): Ledger {
  const db = new Database(join(folder, 'match-service.db'), { readonly: true });
  try {
    const rows = db.prepare('SELECT bill_number, digest, receipt, manifest FROM revision').all() as Record<
      string,
      string
    >[];
    return {
      revisions: rows.map((row) => ({
        billNumber: row.bill_number ?? '',
        digest: row.digest ?? '',
        receipt: JSON.parse(row.receipt ?? '') as Receipt,
        manifest: JSON.parse(row.manifest ?? '') as Manifest,
      })),
    };
  } finally {
    db.close();
  }
}

/**
 * Every way in which what the service holds differs from "each submitted revision exactly once, with the receipt the
 * station has, and all its pages": empty when nothing does.
 */
export function differences(folder: string, submitted: readonly OutboxEntry[]): readonly string[] {
  const found: string[] = [];
  const { revisions } = readLedger(folder);
  for (const entry of submitted) {
    const there = revisions.filter(
      ({ billNumber, manifest }) => billNumber === entry.number && manifest.revision === entry.revision,
    );
    if (there.length === 0) found.push(`lost: ${entry.number}`);
    if (there.length > 1) found.push(`doubled: ${entry.number} is there ${there.length} times`);
    for (const { digest, receipt } of there) {
      if (digest !== entry.digest) found.push(`changed: ${entry.number}`);
      if (JSON.stringify(receipt) !== JSON.stringify(entry.receipt)) found.push(`receipt: ${entry.number}`);
    }
  }
  if (revisions.length > submitted.length)
    found.push(`extra: ${revisions.length} revisions of ${submitted.length}`);
  for (const page of revisions.flatMap(({ manifest }) => manifest.documents.flatMap(({ pages }) => pages))) {
    const path = join(folder, 'blobs', page.sha256.slice(0, 2), page.sha256);
    if (!existsSync(path) || sha256Of(readFileSync(path)) !== page.sha256) found.push(`page: ${page.sha256}`);
  }
  return found;
}
