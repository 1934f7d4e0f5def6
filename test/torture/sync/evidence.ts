import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Manifest } from '../../../src/contract/wire.ts';
import type { Booking } from './erp-ledger.ts';

/** What both processes said while they lived, kept outside their folders. */
export interface Acknowledged {
  readonly submitted: readonly {
    readonly number: string;
    readonly revision: number;
    readonly digest: string;
  }[];
  readonly receipts: readonly {
    readonly number: string;
    readonly revision: number;
    readonly receipt: string;
  }[];
}

export interface OutboxRow {
  readonly number: string;
  readonly billUuid: string;
  readonly revision: number;
  readonly stage: string;
  readonly digest: string;
  readonly receipt: string | null;
  readonly manifest: Manifest;
}

export interface RevisionRow {
  readonly number: string;
  readonly billUuid: string;
  readonly revision: number;
  readonly digest: string;
  readonly receipt: string;
  readonly manifest: Manifest;
}

export interface HandOverRow {
  readonly id: string;
  readonly billUuid: string;
  readonly revision: number;
  readonly state: string;
}

/** An enrolment as the service has it. */
export interface EnrolmentRow {
  readonly name: string;
  /** How often its tokens were rotated. */
  readonly rotations: number;
  readonly endedWhy: string | null;
}

/** All a judge needs, read past the code of station and service. */
export interface Evidence {
  readonly acknowledged: Acknowledged;
  readonly outbox: readonly OutboxRow[];
  readonly revisions: readonly RevisionRow[];
  readonly handOvers: readonly HandOverRow[];
  readonly bookings: readonly Booking[];
  readonly enrolments: readonly EnrolmentRow[];
  /** Whether the station holds itself enrolled, by what it has on its disk. */
  readonly stationHolds: 'nothing' | 'enrolled' | 'ended';
  /** Names of the files in the shelves of a store of pages, and of those whose bytes have another hash. */
  readonly stationPages: Shelves;
  readonly servicePages: Shelves;
  /** What SQLite says of both files. */
  readonly integrity: readonly string[];
}

export interface Shelves {
  readonly names: readonly string[];
  readonly damaged: readonly string[];
}

type Row = Record<string, string | number | null>;

export function readEvidence(
  folders: { readonly station: string; readonly service: string },
  acknowledged: Acknowledged,
  bookings: readonly Booking[],
): Evidence {
  const station = new Database(join(folders.station, 'station.sqlite'), { readonly: true });
  const service = new Database(join(folders.service, 'match-service.db'), { readonly: true });
  const manifestOf = (row: Row) => JSON.parse(String(row.manifest)) as Manifest;
  try {
    return {
      acknowledged,
      bookings,
      outbox: (station.prepare('SELECT * FROM outbox ORDER BY station_seq').all() as Row[]).map((row) => ({
        number: String(row.number),
        billUuid: String(row.bill_id).replace(/^bill:/, ''),
        revision: Number(row.revision),
        stage: String(row.stage),
        digest: String(row.digest),
        receipt: row.receipt === null ? null : String(row.receipt),
        manifest: manifestOf(row),
      })),
      revisions: (service.prepare('SELECT * FROM revision').all() as Row[]).map((row) => ({
        number: String(row.bill_number),
        billUuid: String(row.bill_uuid),
        revision: Number(row.n),
        digest: String(row.digest),
        receipt: String(row.receipt),
        manifest: manifestOf(row),
      })),
      handOvers: (service.prepare('SELECT * FROM hand_over').all() as Row[]).map((row) => ({
        id: String(row.id),
        billUuid: String(row.bill_uuid),
        revision: Number(row.n),
        state: String(row.state),
      })),
      enrolments: (service.prepare('SELECT * FROM enrolment').all() as Row[]).map((row) => ({
        name: String(row.name),
        rotations: Number(row.generation),
        endedWhy: row.ended_why === null ? null : String(row.ended_why),
      })),
      stationHolds: readHeld(join(folders.station, 'secrets', 'service')),
      stationPages: readShelves(join(folders.station, 'cas')),
      servicePages: readShelves(join(folders.service, 'blobs')),
      integrity: [station, service].map((db) => String(db.pragma('integrity_check', { simple: true }))),
    };
  } finally {
    station.close();
    service.close();
  }
}

function readHeld(path: string): Evidence['stationHolds'] {
  if (!existsSync(path)) return 'nothing';
  const { held } = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly held: { readonly state: 'enrolled' | 'ended' } | null;
  };
  return held?.state ?? 'nothing';
}

/** Two-letter folders of files named by their hash; what is beside them is on its way and no page yet. */
export function readShelves(folder: string): Shelves {
  const shelves = existsSync(folder) ? readdirSync(folder).filter((name) => /^[0-9a-f]{2}$/.test(name)) : [];
  const files = shelves.flatMap((shelf) =>
    readdirSync(join(folder, shelf)).map((name) => ({ name, path: join(folder, shelf, name) })),
  );
  const isWhole = ({ name, path }: { name: string; path: string }) =>
    createHash('sha256').update(readFileSync(path)).digest('hex') === name;
  return {
    names: files.map(({ name }) => name),
    damaged: files.filter((file) => !isWhole(file)).map(({ name }) => name),
  };
}
