import type { CaptureJob } from '../../../src/contract/queries.ts';
import type { BatchId, BillId, DocumentId, PageId } from '../../../src/domain/ids.ts';
import type { Reading, Recipe } from '../../../src/domain/reading.ts';
import { stageVersions } from '../../../src/domain/rules/cleanup.ts';
import type { Changes, TreeDiff } from '../../../src/domain/tree/diff.ts';
import type { Batch, Bill, Document, ImageFile, Page, Rendition } from '../../../src/domain/tree/records.ts';
import type { AuditRow, Commit, OutboxEntry } from '../../../src/station/ports/store.ts';

/* Records by hand, so that the store is tested without the rules that make them in earnest. */

/** A UUIDv7 shape with a readable end. */
export function uuid(n: number): string {
  return `01890000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

export const billId = (n: number): BillId => `bill:${uuid(n)}`;
export const documentId = (n: number): DocumentId => `document:${uuid(n)}`;
export const pageId = (n: number): PageId => `page:${uuid(n)}`;
export const sha = (n: number): string => n.toString(16).padStart(64, '0');

export const batch: Batch = {
  id: `batch:${uuid(1)}`,
  name: '2026-11-23/01',
  openedAt: 1_000,
  openedBy: 'lin',
};

export function audit(
  act: string,
  subjects: readonly string[] = [],
  batchId: BatchId | null = batch.id,
): AuditRow {
  return { at: 1_000, operator: 'lin', batchId, subjects, act, detail: '{}' };
}

export function bill(n: number, fields: Partial<Bill> = {}): Bill {
  return {
    id: billId(n),
    batchId: batch.id,
    rank: 0,
    number: null,
    numberBy: 'auto',
    state: 'open',
    paperPending: null,
    ...fields,
  };
}

export function document(n: number, billNumber: number, fields: Partial<Document> = {}): Document {
  return {
    id: documentId(n),
    billId: billId(billNumber),
    rank: 0,
    kind: 'attachment',
    kindBy: 'auto',
    category: null,
    placedBy: 'auto',
    seams: [],
    ...fields,
  };
}

export function imageFile(n: number): ImageFile {
  return { sha256: sha(n), mime: 'image/jpeg', bytes: 1_000 + n, width: 2480, height: 3508 };
}

export function page(n: number, documentNumber: number, fields: Partial<Page> = {}): Page {
  return {
    id: pageId(n),
    documentId: documentId(documentNumber),
    rank: 0,
    captureJobId: `capture:${uuid(1)}`,
    feed: n,
    sheet: n + 1,
    side: 'front',
    source: null,
    original: imageFile(n),
    dpi: 300,
    dpiBy: 'device',
    deviceSays: null,
    recipe: null,
    rendition: null,
    reading: null,
    typed: null,
    mark: 'content',
    markBy: 'auto',
    isDeleted: false,
    parked: null,
    accepted: null,
    clearedAt: null,
    damaged: null,
    ...fields,
  };
}

export const recipe: Recipe = {
  quarterTurn: { value: 90, by: 'auto', confidence: 0.97 },
  skewDeg: { value: -0.8, by: 'auto', confidence: 0.9 },
  crop: { value: { x: 10, y: 12, width: 2400, height: 3400 }, by: 'manual', confidence: 1 },
  tone: { value: 'whiten', by: 'auto', confidence: 0.8 },
  corners: { value: null, by: 'auto', confidence: 1 },
  bleed: { value: 'keep', by: 'auto', confidence: 1 },
  borders: { value: 'clear', by: 'auto', confidence: 0.9 },
  holes: { value: 'keep', by: 'manual', confidence: 1 },
  specks: { value: 'fine', by: 'auto', confidence: 1 },
  output: { value: 'colour', by: 'auto', confidence: 1 },
  versions: stageVersions,
};

export function rendition(n: number): Rendition {
  return { image: imageFile(100_000 + n), thumbnail: imageFile(200_000 + n), recipe };
}

export const reading: Reading = {
  quality: {
    blank: { isBlank: false, inkRatio: 0.12 },
    sharpness: { value: 41.5, isBlurred: false },
    colour: 'colour',
    skew: { degrees: -0.8, confidence: 0.9 },
    clipped: [],
    sheetMm: null,
    overlap: 0,
  },
  codes: [
    {
      format: 'QRCode',
      text: '01,32,,26312000001234567890,123.45,20260318,,A1B2',
      corners: [
        { x: 1, y: 2 },
        { x: 3, y: 2 },
        { x: 3, y: 4 },
        { x: 1, y: 4 },
      ],
    },
  ],
  patches: [],
  invoices: [
    {
      type: 'digital-ordinary',
      code: null,
      number: '26312000001234567890',
      date: '2026-03-18',
      amountMinor: 12_345,
      amountBasis: 'gross',
      totalMinor: 12_345,
      currency: 'CNY',
      checkCode: null,
      sellerName: '星河纸业有限公司',
      buyerName: null,
      source: 'qr',
      confidence: 1,
    },
  ],
  kind: 'invoice',
  billNumber: null,
};

const none = { added: [], updated: [], removed: [] };

export function diff(changes: {
  bills?: Partial<Changes<Bill>>;
  documents?: Partial<Changes<Document>>;
  pages?: Partial<Changes<Page>>;
}): TreeDiff {
  return {
    bills: { ...none, ...changes.bills },
    documents: { ...none, ...changes.documents },
    pages: { ...none, ...changes.pages },
  };
}

export function commit(revision: number, fields: Partial<Commit> = {}): Commit {
  return {
    batchId: batch.id,
    revision,
    diff: diff({}),
    history: { type: 'none' },
    jobs: [],
    finishedJob: null,
    deadJob: null,
    outbox: [],
    audit: [],
    touched: [],
    ...fields,
  };
}

export function captureJob(n: number, fields: Partial<CaptureJob> = {}): CaptureJob {
  return {
    id: `capture:${uuid(n)}`,
    batchId: batch.id,
    kind: 'scan',
    state: 'running',
    startedAt: 1_000 + n,
    sheetsFed: 0,
    sidesTaken: 0,
    sidesBlank: 0,
    sidesUnread: 0,
    fault: null,
    filesTotal: 0,
    filesDone: 0,
    failures: [],
    sidesDeleted: 0,
    deviceId: null,
    replacement: null,
    profile: null,
    continues: null,
    refedSheets: 0,
    countedSheets: null,
    countAcceptedBy: null,
    deviceSheets: null,
    notes: [],
    ...fields,
  };
}

export function outboxEntry(n: number, fields: Partial<OutboxEntry> = {}): OutboxEntry {
  const revision = fields.revision ?? 1;
  return {
    billId: billId(n),
    batchId: batch.id,
    number: `CL-2026-${n.toString().padStart(6, '0')}`,
    revision,
    stage: 'queued',
    attempts: 0,
    nextTryAt: null,
    error: null,
    held: null,
    origin: null,
    bytesTotal: 5_000,
    bytesSent: 0,
    results: null,
    returned: null,
    handOver: null,
    updatedAt: 2_000,
    stationSeq: n * 10 + revision,
    manifest: {
      v: 1,
      billUuid: uuid(n),
      revision,
      previousDigest: null,
      billNumber: `CL-2026-${n.toString().padStart(6, '0')}`,
      stationSeq: n * 10 + revision,
      operator: 'lin',
      wallTime: 2_000,
      appVersion: '0.1.0',
      documents: [],
    },
    digest: sha(n * 10 + revision),
    receipt: null,
    ...fields,
  };
}
