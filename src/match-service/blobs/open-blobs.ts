import { join } from 'node:path';
import type { BlobStore } from './blob-store.ts';
import { openFileBlobs } from './file-blobs.ts';
import { parseS3Address } from './s3-address.ts';
import { openS3Blobs } from './s3-blobs.ts';

export interface BlobLimits {
  readonly maxBlobBytes: number;
  /** Free bytes the disk must keep; below, uploads are refused with 507. */
  readonly reserveBytes: number;
}

export const usualBlobLimits: BlobLimits = {
  maxBlobBytes: 256 * 1024 * 1024,
  reserveBytes: 64 * 1024 * 1024,
};

/** `s3://...`, or files in the service's folder where there is no address. Throws when they cannot be used. */
export function openBlobs(address: string | null, folder: string, limits: BlobLimits): Promise<BlobStore> {
  const { maxBlobBytes: maxBytes, reserveBytes } = limits;
  if (address === null || address === '')
    return openFileBlobs(join(folder, 'blobs'), { maxBytes, reserveBytes });
  return openS3Blobs(parseS3Address(address), { maxBytes, arrivals: join(folder, 'arriving') });
}
