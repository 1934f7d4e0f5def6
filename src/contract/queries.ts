import { z } from 'zod';
import { fault, importError, stationError } from './errors.ts';
import {
  batch,
  batchId,
  bill,
  billId,
  captureJobId,
  coverRule,
  document,
  expectedInvoice,
  matchResult,
  page,
  pageId,
  problem,
  scanProfile,
} from './shapes.ts';

export const device = z.object({
  id: z.string(),
  name: z.string(),
  driver: z.enum(['escl', 'sane', 'twain', 'virtual', 'folder']),
});
export type Device = z.infer<typeof device>;

export const capabilities = z.object({
  sources: z.array(z.enum(['feeder', 'platen'])),
  sides: z.array(z.enum(['simplex', 'duplex'])),
  dpi: z.array(z.int()),
  colours: z.array(z.enum(['bitonal', 'gray', 'colour'])),
  formats: z.array(z.string()),
});
export type Capabilities = z.infer<typeof capabilities>;

/** One press of Scan or one import (采集任务), as it stands. Sheets fed, sides kept and blank are always told. */
export const captureJob = z.object({
  id: captureJobId,
  batchId,
  kind: z.enum(['scan', 'import']),
  state: z.enum(['running', 'done', 'fault', 'cancelled']),
  startedAt: z.int(),
  sheetsFed: z.int(),
  sidesTaken: z.int(),
  sidesBlank: z.int(),
  /** Sides taken whose reading is not done yet. */
  sidesUnread: z.int(),
  fault: fault.nullable(),
  /** Import: files in all, done, and the ones that failed with their reason. */
  filesTotal: z.int(),
  filesDone: z.int(),
  failures: z.array(importError),
});
export type CaptureJob = z.infer<typeof captureJob>;

/** Where a submitted bill stands on its way to the service and back. */
export const billStatus = z.object({
  billId,
  batchId,
  number: z.string(),
  revision: z.int(),
  stage: z.enum(['queued', 'sending', 'accepted', 'matched', 'unmatched', 'parked']),
  attempts: z.int(),
  /** Instant of the next try while queued after a failure. */
  nextTryAt: z.int().nullable(),
  error: stationError.nullable(),
  bytesTotal: z.int(),
  bytesSent: z.int(),
  results: z.array(matchResult).nullable(),
  updatedAt: z.int(),
});
export type BillStatus = z.infer<typeof billStatus>;

export const stationStatus = z.object({
  version: z.string(),
  operator: z.string(),
  dataFolder: z.string(),
  diskFreeBytes: z.number(),
  service: z.object({
    address: z.string().nullable(),
    state: z.enum(['unknown', 'reachable', 'unreachable']),
  }),
  queue: z.object({ waiting: z.int(), sending: z.int(), parked: z.int() }),
  deadJobs: z.int(),
});
export type StationStatus = z.infer<typeof stationStatus>;

const history = z.object({ undo: z.string().nullable(), redo: z.string().nullable() });
export type HistoryState = z.infer<typeof history>;

export const batchSnapshot = z.object({
  revision: z.int(),
  batch,
  bills: z.array(bill),
  documents: z.array(document),
  pages: z.array(page),
  /** Types of the edits that undo and redo would take back or do again. */
  history,
  captureJobs: z.array(captureJob),
  statuses: z.array(billStatus),
  /** Invoices the ERP expects for the bill numbers of this batch, as far as known offline. */
  expected: z.array(expectedInvoice),
});
export type BatchSnapshot = z.infer<typeof batchSnapshot>;

export const batchSummary = z.object({
  batch,
  bills: z.int(),
  pages: z.int(),
  openBills: z.int(),
});
export type BatchSummary = z.infer<typeof batchSummary>;

export const auditEntry = z.object({
  at: z.int(),
  operator: z.string(),
  act: z.string(),
  detail: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** Everything a shell may ask of the station without changing it. */
export const queries = {
  'station.status': { input: z.object({}), output: stationStatus },
  'devices.list': { input: z.object({}), output: z.array(device) },
  'devices.capabilities': { input: z.object({ deviceId: z.string() }), output: capabilities },
  'batches.list': { input: z.object({}), output: z.array(batchSummary) },
  'batch.snapshot': { input: z.object({ batchId }), output: batchSnapshot },
  'batch.problems': { input: z.object({ batchId }), output: z.array(problem) },
  'page.history': { input: z.object({ pageId }), output: z.array(auditEntry) },
  'queue.list': { input: z.object({}), output: z.array(billStatus) },
  'settings.get': { input: z.object({}), output: z.object({ coverRule, profiles: z.array(scanProfile) }) },
} as const;

export type QueryName = keyof typeof queries;
export type QueryInput<N extends QueryName> = z.input<(typeof queries)[N]['input']>;
export type QueryOutput<N extends QueryName> = z.output<(typeof queries)[N]['output']>;
