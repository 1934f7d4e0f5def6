import type { Result } from '../../domain/result.ts';
import type { Sha256 } from '../../domain/units.ts';

export type BlobError =
  | { readonly type: 'DigestMismatch'; readonly found: Sha256 }
  | { readonly type: 'TooLarge'; readonly limitBytes: number }
  | { readonly type: 'NoSpace' };

export interface StoredBlob {
  readonly sha256: Sha256;
  readonly bytes: number;
  readonly arrivedAt: number;
}

/** Bytes by their SHA-256: files on this machine, or objects behind an S3 API. */
export interface BlobStore {
  /** Bytes of a stored blob; null when it is not there. */
  sizeOf(sha256: Sha256): Promise<number | null>;
  /** Takes the bytes only if they have that hash; after it returns ok they are durable. */
  put(sha256: Sha256, content: AsyncIterable<Uint8Array>): Promise<Result<'created' | 'present', BlobError>>;
  /** The bytes of a stored blob. Throws when it is not there or no longer has its hash. */
  read(sha256: Sha256): Promise<Uint8Array>;
  /** Every stored blob, in no order. */
  list(): AsyncIterable<StoredBlob>;
  /** When it came in, or was last sent again; null when it is not there. */
  arrivedAt(sha256: Sha256): Promise<number | null>;
  /** Takes it away, if it is there. */
  remove(sha256: Sha256): Promise<void>;
  /** Throws when nothing can be stored at the moment. */
  check(): Promise<void>;
}
