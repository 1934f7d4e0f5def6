import { type BatchId, type CaptureJobId, type IdSource, uuidOf } from '../../domain/ids.ts';
import type { ClaimPlace, DroppedFile, Shelf } from '../ports/hot-folder.ts';
import type { Store } from '../ports/store.ts';

/**
 * A claim as it is kept in the store, from before its first file is moved until its last one is done. The files
 * themselves are the progress: what has left the claim's folder has been taken.
 */
export interface ClaimRecord {
  /** `claiming`: files are being moved into the claim. `cancelled`: what is left is not taken any more. */
  readonly state: 'claiming' | 'taking' | 'cancelled';
  readonly claimId: string;
  readonly folder: string;
  readonly subfolder: string | null;
  readonly title: string | null;
  readonly grouping: 'split' | 'whole';
  /** Wanted files while claiming, as they were seen; empty afterwards. */
  readonly wanted: readonly DroppedFile[];
  /** Files claimed. */
  readonly total: number;
  readonly shelves: { readonly done: Shelf | null; readonly failed: Shelf | null };
  /** Names of files that were left when the operator cancelled. */
  readonly left: readonly string[];
}

/** The file that is being imported, so that its bytes are not copied again and one that kills the station is seen. */
export interface InHand {
  readonly claimId: string;
  readonly name: string;
  readonly uploadId: string;
  /** Its stamp before its bytes were copied. */
  readonly stamp: string;
  /** Pages of it taken when it was last begun. */
  readonly taken: number;
  /** How often it was begun without any page more. */
  readonly tries: number;
}

const claimsKey = 'hot-folder.claims';
const inHandKey = 'hot-folder.in-hand';
const claimantKey = 'hot-folder.claimant';

export interface ClaimRecords {
  all(): readonly ClaimRecord[];
  save(record: ClaimRecord): void;
  remove(claimId: string): void;
  inHand(): InHand | null;
  setInHand(inHand: InHand): void;
}

export function openClaimRecords(store: Pick<Store, 'readSetting' | 'writeSetting'>): ClaimRecords {
  const all = (): readonly ClaimRecord[] => JSON.parse(store.readSetting(claimsKey) ?? '[]');
  const others = (claimId: string) => all().filter((record) => record.claimId !== claimId);
  return {
    all,
    save(record) {
      store.writeSetting(claimsKey, JSON.stringify([...others(record.claimId), record]));
    },
    remove(claimId) {
      store.writeSetting(claimsKey, JSON.stringify(others(claimId)));
    },
    inHand: () => JSON.parse(store.readSetting(inHandKey) ?? 'null'),
    setInHand(inHand) {
      store.writeSetting(inHandKey, JSON.stringify(inHand));
    },
  };
}

/** The name under which this station claims files, so that of several on one folder each knows its own. */
export function claimantOf(store: Pick<Store, 'readSetting' | 'writeSetting'>, ids: IdSource): string {
  const known = store.readSetting(claimantKey);
  if (known !== null) return known;
  const claimant = uuidOf(ids('batch'));
  store.writeSetting(claimantKey, claimant);
  return claimant;
}

/*
 * Batch and capture have the claim's own UUID: though a record were lost with its store, a claim that is found in the
 * folder belongs to the same batch, and pages of it that are there are not taken again.
 */
export function batchOf({ claimId }: Pick<ClaimPlace, 'claimId'>): BatchId {
  return `batch:${claimId}`;
}

export function captureOf({ claimId }: Pick<ClaimPlace, 'claimId'>): CaptureJobId {
  return `capture:${claimId}`;
}
