import { canonicalJson } from '../../src/contract/canonical-json.ts';
import type { Manifest } from '../../src/contract/wire.ts';
import type { TestBill } from '../sync/test-station.ts';
import { outboxEntry, sha256Of } from '../sync/test-station.ts';
import type { Caller } from './service-caller.ts';

let stationSeq = 0;

/** A manifest whose pages are uploaded already. */
export async function prepared(call: Caller, bill: TestBill): Promise<Manifest> {
  stationSeq += 1;
  const pages: Buffer[] = [];
  const { manifest } = outboxEntry(bill, stationSeq, (bytes) => {
    pages.push(bytes);
    return sha256Of(bytes);
  });
  for (const bytes of pages) await call('PUT', `/v1/blobs/sha256/${sha256Of(bytes)}`, bytes);
  return manifest;
}

/** The revision after `manifest`, changed where said. */
export function next(manifest: Manifest, change: Partial<Manifest> = {}): Manifest {
  return {
    ...manifest,
    revision: manifest.revision + 1,
    previousDigest: sha256Of(canonicalJson(manifest)),
    ...change,
  };
}
