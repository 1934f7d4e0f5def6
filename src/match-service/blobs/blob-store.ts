import type { Result } from '../../domain/result.ts';
import type { Sha256 } from '../../domain/units.ts';

export type BlobError =
  | { readonly type: 'DigestMismatch'; readonly found: Sha256 }
  | { readonly type: 'TooLarge'; readonly limitBytes: number }
  | { readonly type: 'NoSpace' };

/** Bytes by their SHA-256. Files on this machine by default; an S3 API can stand behind the same two verbs. */
export interface BlobStore {
  /** Bytes of a stored blob; null when it is not there. */
  sizeOf(sha256: Sha256): Promise<number | null>;
  /** Takes the bytes only if they have that hash; after it returns ok they are durable. */
  put(sha256: Sha256, content: AsyncIterable<Uint8Array>): Promise<Result<'created' | 'present', BlobError>>;
}
