/** Ids carry their kind, so that a page id can never be passed where a bill id is wanted. The part after the colon is a UUIDv7. */
export type BatchId = `batch:${string}`;
export type BillId = `bill:${string}`;
export type DocumentId = `document:${string}`;
export type PageId = `page:${string}`;
export type CaptureJobId = `capture:${string}`;
export type ExpectedInvoiceId = `expected:${string}`;

export interface IdByKind {
  batch: BatchId;
  bill: BillId;
  document: DocumentId;
  page: PageId;
  capture: CaptureJobId;
}

/** Mints ids. Injected everywhere: the domain itself knows neither clock nor randomness. */
export type IdSource = <K extends keyof IdByKind>(kind: K) => IdByKind[K];

/** The bare UUID of an id, as file names and the wire carry it. */
export function uuidOf(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}
