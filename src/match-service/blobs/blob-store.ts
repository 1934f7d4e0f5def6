import type { Result } from '../../domain/result.ts';
import type { Sha256 } from '../../domain/units.ts';

export type BlobError =
  | { readonly type: 'DigestMismatch'; readonly found: Sha256 }
  | { readonly type: 'TooLarge'; readonly limitBytes: number }
  | { readonly type: 'NoSpace' };

/** Bytes by their SHA-256: files on this machine, or objects behind an S3 API. */
export interface BlobStore {
  /** Bytes of a stored blob; null when it is not there. */
  sizeOf(sha256: Sha256): Promise<number | null>;
  /** Takes the bytes only if they have that hash; after it returns ok they are durable. */
  put(sha256: Sha256, content: AsyncIterable<Uint8Array>): Promise<Result<'created' | 'present', BlobError>>;
  /** The bytes of a stored blob. Throws when it is not there or no longer has its hash. */
  read(sha256: Sha256): Promise<Uint8Array>;
  /** Throws when nothing can be stored at the moment. */
  check(): Promise<void>;
}
