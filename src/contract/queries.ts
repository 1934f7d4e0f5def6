import { z } from 'zod';
import { paperSizes } from '../domain/rules/profile.ts';
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
  profileSet,
  scanNote,
  scanPolicy,
  scanProfile,
} from './shapes.ts';

export const device = z.object({
  id: z.string(),
  name: z.string(),
  driver: z.enum(['escl', 'sane', 'twain', 'virtual']),
  /** What tells it from another of the same name: an address, a driver's device name, `32 bit`. */
  detail: z.string().nullable(),
});
export type Device = z.infer<typeof device>;

/** A driver family that could not look for its devices; the others' are listed all the same. */
export const deviceList = z.object({
  devices: z.array(device),
  failures: z.array(z.object({ family: z.enum(['network', 'sane', 'twain']), fault })),
});
export type DeviceList = z.infer<typeof deviceList>;

/** An option of the driver itself, beyond what a profile names. Values are text as the driver's own tools show them. */
export const driverOption = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  type: z.enum(['switch', 'number', 'text', 'choice', 'button']),
  unit: z.string().nullable(),
  choices: z.array(z.string()),
  range: z.object({ least: z.number(), most: z.number(), step: z.number() }).nullable(),
  value: z.string().nullable(),
  /** `sensor`: can only be read. */
  access: z.enum(['set', 'sensor']),
});
export type DriverOption = z.infer<typeof driverOption>;

/** As the device answers, by setting and reading back where the driver allows it; never by its model name. */
export const capabilities = z.object({
  sources: z.array(z.enum(['feeder', 'platen'])),
  sides: z.array(z.enum(['simplex', 'duplex'])),
  dpi: z.array(z.int()),
  colours: z.array(z.enum(['bitonal', 'gray', 'colour', 'auto'])),
  formats: z.array(z.string()),
  papers: z.array(z.enum(paperSizes)),
  /** Fields of a profile, beyond those above, that the device can follow. */
  settings: z.array(
    z.enum([
      'doubleFeed',
      'blankSides',
      'brightness',
      'contrast',
      'dropout',
      'buffering',
      'imprint',
      'transfer',
      'vendorSettings',
    ]),
  ),
  options: z.array(driverOption),
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
  /** Sides of it that lie in the bin now. */
  sidesDeleted: z.int(),
  /** Sides taken that are still to be read: neither read nor given up. */
  sidesUnread: z.int(),
  fault: fault.nullable(),
  /** Import: files in all, done, and the ones that failed with their reason. */
  filesTotal: z.int(),
  filesDone: z.int(),
  failures: z.array(importError),
  /** Null for an import. */
  deviceId: z.string().nullable(),
  /** Null for an import whose cleanup was not chosen. */
  profile: scanProfile.nullable(),
  /** The capture this one goes on with after a fault: both are one stack. */
  continues: captureJobId.nullable(),
  /** Sheets at the front of this capture that had been fed before and were put on again. */
  refedSheets: z.int(),
  /** Sheets of the whole stack as counted by hand before scanning; kept at the first capture of it. */
  countedSheets: z.int().nullable(),
  /** Who said that a count which differs is right all the same. */
  countAcceptedBy: z.string().nullable(),
  /** Sheets as the device counts them, where it does. */
  deviceSheets: z.int().nullable(),
  notes: z.array(scanNote),
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
  hotFolder: z.object({
    folder: z.string().nullable(),
    state: z.enum(['off', 'watching', 'unusable']),
    /** Files seen that are not yet complete and still. */
    waiting: z.int(),
    /** The system's word for what is wrong with the folder. */
    code: z.string().nullable(),
  }),
});
export type StationStatus = z.infer<typeof stationStatus>;

/** A folder whose files become batches (扫描文件夹). `by`: set here, or by IT. */
export const hotFolderSettings = z.object({
  folder: z.string().nullable(),
  grouping: z.enum(['split', 'whole']),
  by: z.enum(['given', 'typed']),
});
export type HotFolderSettings = z.infer<typeof hotFolderSettings>;

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
  'devices.list': { input: z.object({}), output: deviceList },
  'devices.capabilities': { input: z.object({ deviceId: z.string() }), output: capabilities },
  'batches.list': { input: z.object({}), output: z.array(batchSummary) },
  'batch.snapshot': { input: z.object({ batchId }), output: batchSnapshot },
  'batch.problems': { input: z.object({ batchId }), output: z.array(problem) },
  'page.history': { input: z.object({ pageId }), output: z.array(auditEntry) },
  'queue.list': { input: z.object({}), output: z.array(billStatus) },
  'settings.get': {
    input: z.object({}),
    output: z.object({
      coverRule,
      profiles: profileSet,
      scanPolicy,
      /** Typed addresses of network scanners; `given` ones come from IT and cannot be removed here. */
      scannerAddresses: z.array(z.object({ address: z.string(), by: z.enum(['given', 'typed']) })),
      hotFolder: hotFolderSettings,
    }),
  },
} as const;

export type QueryName = keyof typeof queries;
export type QueryInput<N extends QueryName> = z.input<(typeof queries)[N]['input']>;
export type QueryOutput<N extends QueryName> = z.output<(typeof queries)[N]['output']>;
