import { createHash } from 'node:crypto';
import { uuidOf } from '../../domain/ids.ts';
import type { ServicePictures } from '../ports/service.ts';
import type { OutboxEntry } from '../ports/store.ts';
import type { ServiceClient } from './service-client.ts';

const hashesPerCall = 1000;

/** What the service says of the pictures it was sent. `client`: null while no service is known. */
export function createServicePictures(client: () => ServiceClient | null): ServicePictures {
  // Each call ends by its own timeout.
  const { signal } = new AbortController();

  async function has(entry: OutboxEntry): Promise<'yes' | 'no' | 'out of reach'> {
    const service = client();
    if (service === null) return 'out of reach';
    const bill = await service.bill(uuidOf(entry.billId), signal);
    if (!bill.ok) return bill.error.next === 'park' ? 'no' : 'out of reach';
    const { latestRevision, digest, returned } = bill.value;
    if (latestRevision !== entry.revision || digest !== entry.digest || returned !== null) return 'no';
    const pages = entry.manifest.documents.flatMap((document) => document.pages);
    const hashes = [...new Set(pages.map(({ sha256 }) => sha256))];
    for (let from = 0; from < hashes.length; from += hashesPerCall) {
      const missing = await service.missingBlobs(hashes.slice(from, from + hashesPerCall), signal);
      if (!missing.ok) return 'out of reach';
      if (missing.value.length > 0) return 'no';
    }
    return 'yes';
  }

  return {
    has,
    async heardAt() {
      const health = await client()?.health(signal);
      return health?.ok ? (client()?.heardAt() ?? null) : null;
    },
    async picture(sha256) {
      const blob = await client()?.blob(sha256, signal);
      if (!blob?.ok) return null;
      return createHash('sha256').update(blob.value).digest('hex') === sha256 ? blob.value : null;
    },
  };
}
