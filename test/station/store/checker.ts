import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** What became of the pages that were acknowledged. All lists empty and `integrity` ok: nothing was lost. */
export interface Verdict {
  readonly rows: number;
  /** Acknowledged, and no row, or a row with another hash. */
  readonly lost: readonly string[];
  /** A row whose file is gone or no longer has its hash, acknowledged or not. */
  readonly damaged: readonly string[];
  /** A row without its sidecar, or without its job or its act in the audit: half a page. */
  readonly partial: readonly string[];
  readonly integrity: string;
  /** Files in the store that no row refers to; allowed, never deleted. */
  readonly unreferenced: number;
}

/** Reads a data folder without any code of the station, after its process is gone. */
export function checkDataFolder(folder: string, acked: ReadonlyMap<string, string>): Verdict {
  const db = new Database(join(folder, 'station.sqlite'));
  try {
    const rows = db
      .prepare<[], { id: string; sha256: string; jobs: number; acts: number }>(
        `SELECT id, original_sha256 AS sha256,
           (SELECT count(*) FROM jobs WHERE page_id = pages.id) AS jobs,
           (SELECT count(*) FROM audit_subjects WHERE subject = pages.id) AS acts
         FROM pages`,
      )
      .all();
    const hashById = new Map(rows.map((row) => [row.id, row.sha256]));
    const fileOf = (sha256: string) => join(folder, 'cas', sha256.slice(0, 2), sha256);
    const stored = readdirSync(join(folder, 'cas')).flatMap((shelf) =>
      readdirSync(join(folder, 'cas', shelf)),
    );
    const referenced = new Set(hashById.values());
    return {
      rows: rows.length,
      lost: [...acked].filter(([id, sha256]) => hashById.get(id) !== sha256).map(([id]) => id),
      damaged: rows.filter(({ sha256 }) => hashAt(fileOf(sha256)) !== sha256).map(({ id }) => id),
      partial: rows
        .filter(
          ({ id, sha256, jobs, acts }) =>
            jobs !== 1 || acts !== 1 || !existsSync(`${fileOf(sha256)}.${id.slice('page:'.length)}.json`),
        )
        .map(({ id }) => id),
      integrity: String(db.pragma('integrity_check', { simple: true })),
      unreferenced: stored.filter((name) => /^[0-9a-f]{64}$/.test(name) && !referenced.has(name)).length,
    };
  } finally {
    db.close();
  }
}

function hashAt(path: string): string | null {
  return existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : null;
}
