import { z } from 'zod';
import { sentStandings } from '../domain/rules/bill-standing.ts';
import { roles } from '../domain/rules/operators.ts';
import { listPage, listRequest, sheet } from './bill-list.ts';
import { checkedBill, checkReply } from './check.ts';
import { capabilities, deviceList } from './device-shapes.ts';
import { erpWay } from './erp-way.ts';
import { fault, importError, stationError } from './errors.ts';
import { deletion, historyStep, pageEvent } from './history-shapes.ts';
import { expectedInvoice } from './matching-shapes.ts';
import {
  coverRule,
  idleLock,
  profileSet,
  retention,
  scanNote,
  scanPolicy,
  scanProfile,
} from './profile-shapes.ts';
import { billStatus, queueLine, queuePace, queueTotals } from './queue-shapes.ts';
import { schemeBookReply, schemeLacks } from './scheme-book.ts';
import {
  batch,
  batchId,
  bill,
  billId,
  captureJobId,
  categoryList,
  document,
  documentId,
  keyMap,
  page,
  pageId,
} from './shapes.ts';
import { coverless, gateFacts, problem } from './submit-shapes.ts';

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
  /** What its pages are to replace, and what came of it; null: they are added. Until then they wait in the bin. */
  replacement: z
    .object({
      documentIds: z.array(documentId),
      /** Documents the old ones were replaced by; null: they were not, or not yet. */
      into: z.int().nullable(),
      /** Why they were not. */
      refused: stationError.nullable(),
    })
    .nullable(),
});
export type CaptureJob = z.infer<typeof captureJob>;

export const stationStatus = z.object({
  version: z.string(),
  operator: z.string(),
  dataFolder: z.string(),
  diskFreeBytes: z.number(),
  service: z.object({
    address: z.string().nullable(),
    state: z.enum(['unknown', 'reachable', 'unreachable']),
    /** `given`: set by IT; `typed`: where a person enrolled the station; `embedded`: the station's own. */
    by: z.enum(['given', 'typed', 'embedded']),
    /**
     * What the station shows there. `shared`: the token IT set, or the embedded service's; `ended`: the service ended the
     * enrolment; `other-account`: it is kept for another account of this computer.
     */
    signIn: z.enum(['shared', 'enrolled', 'none', 'ended', 'other-account']),
    /** The name this station is enrolled under. */
    station: z.string().nullable(),
  }),
  queue: z.object({
    waiting: z.int(),
    sending: z.int(),
    parked: z.int(),
    /** Refused by the ERP, or nobody knows whether it has them. */
    submitFailed: z.int(),
    pace: queuePace,
  }),
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

export const history = z.object({ undo: z.string().nullable(), redo: z.string().nullable() });
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
  facts: gateFacts,
});
export type BatchSnapshot = z.infer<typeof batchSnapshot>;

export const batchSummary = z.object({
  batch,
  bills: z.int(),
  pages: z.int(),
  openBills: z.int(),
});
export type BatchSummary = z.infer<typeof batchSummary>;

export const operatorEntry = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  isActive: z.boolean(),
});
export type OperatorEntry = z.infer<typeof operatorEntry>;

/** Who works at the station. `open`: no operator is set up, and nobody has to sign in. */
export const sessionState = z.object({
  state: z.enum(['open', 'signedOut', 'signedIn', 'locked']),
  /** Also while locked: who may unlock. */
  operator: operatorEntry.nullable(),
  /** What goes into the audit trail now. */
  name: z.string(),
});
export type SessionState = z.infer<typeof sessionState>;

/** Everything a shell may ask of the station without changing it. */
export const queries = {
  'station.status': { input: z.object({}), output: stationStatus },
  'devices.list': { input: z.object({}), output: deviceList },
  'devices.capabilities': { input: z.object({ deviceId: z.string() }), output: capabilities },
  'batches.list': { input: z.object({}), output: z.array(batchSummary) },
  'batch.snapshot': { input: z.object({ batchId }), output: batchSnapshot },
  'batch.problems': { input: z.object({ batchId }), output: z.array(problem) },
  /** Steps that can be undone and redone, and those a submission closed, the oldest first. */
  'batch.history': { input: z.object({ batchId }), output: z.array(historyStep) },
  /** When each page in the bin was put there, and by whom. */
  'batch.deletions': { input: z.object({ batchId }), output: z.array(deletion) },
  /** The oldest first. */
  'page.history': { input: z.object({ pageId }), output: z.array(pageEvent) },
  'session.current': { input: z.object({}), output: sessionState },
  /** Whether a link is there for who signs in, and not which bill it is about. */
  'link.waits': { input: z.object({}), output: z.object({ waits: z.boolean() }) },
  'operators.list': { input: z.object({}), output: z.array(operatorEntry) },
  'queue.list': { input: z.object({}), output: z.array(billStatus) },
  /** Expected, scanned and decided of a submitted bill of any station, as the service has it now. */
  'check.get': { input: checkedBill, output: checkReply },
  /**
   * The schemes and bill types as the service keeps them. `lack` says why it could not be asked: then they are those this
   * station was told last, and are only looked at.
   */
  'schemes.get': {
    input: z.object({}),
    output: schemeBookReply.extend({ lack: z.enum(schemeLacks).nullable() }),
  },
  /** The batch a submitted bill lies in; null where it is none of this station's. */
  'bill.batch': { input: z.object({ billId }), output: z.object({ batchId: batchId.nullable() }) },
  /** What is known here of a bill number: where it is still worked on, and its newest submission. */
  'bill.named': {
    input: z.object({ number: z.string() }),
    output: z.object({ open: z.object({ batchId, billId }).nullable(), status: billStatus.nullable() }),
  },
  /** Where bills go from here, and how that is doing. */
  'erp.way': { input: z.object({}), output: erpWay },
  /** A page of all bills of the service; `station`: it is out of reach, and these are the ones known here. */
  'lists.bills': {
    input: listRequest,
    output: z.object({
      page: listPage,
      from: z.enum(['service', 'station']),
      /** This station, as the lines name it. */
      stationId: z.string(),
    }),
  },
  /** The file of a spreadsheet (XLSX), base64. */
  'lists.sheet': { input: sheet, output: z.object({ base64: z.string() }) },
  /** A page of the queue, what was submitted last first: those that stand so (none named: all), before a line. */
  'queue.page': {
    input: z.object({
      standings: z.array(z.enum(sentStandings)).readonly(),
      before: z.int().nullable(),
      limit: z.int().min(1).max(1000),
    }),
    output: z.object({ lines: z.array(queueLine), hasMore: z.boolean(), totals: queueTotals }),
  },
  /** What lies here, how long it stays, and how the reading of it stands. */
  'keeping.state': {
    input: z.object({}),
    output: z.object({
      /** `given`: set by IT. */
      retention: z.object({ days: retention, by: z.enum(['given', 'typed']) }),
      freeBytes: z.number(),
      /** Files that were uploaded, and nothing took all of them, or not yet. */
      leftUploads: z.object({ files: z.int(), bytes: z.number() }),
      /** Pages whose pictures are here; of those, pages that no longer read as they were stored. */
      pages: z.int(),
      damaged: z.int(),
      /** Of the round that runs, or ran last. */
      scrub: z.object({
        isRunning: z.boolean(),
        startedAt: z.int().nullable(),
        doneAt: z.int().nullable(),
        checked: z.int(),
        found: z.int(),
      }),
    }),
  },
  /** Bills whose pictures would go now: with a receipt of before `before`; null: none, ever, or not without the service. */
  'retention.plan': {
    input: z.object({}),
    output: z.object({
      before: z.int().nullable(),
      bills: z.array(
        z.object({
          billId,
          batchId,
          number: z.string(),
          receivedAt: z.int(),
          pages: z.int(),
          bytes: z.number(),
        }),
      ),
    }),
  },
  'settings.get': {
    input: z.object({}),
    output: z.object({
      coverRule,
      /** `given`: set by IT. */
      coverless: z.object({ value: coverless, by: z.enum(['given', 'typed']) }),
      idleLock,
      profiles: profileSet,
      scanPolicy,
      /** Typed addresses of network scanners; `given` ones come from IT and cannot be removed here. */
      scannerAddresses: z.array(z.object({ address: z.string(), by: z.enum(['given', 'typed']) })),
      hotFolder: hotFolderSettings,
      /** Keys changed at this station, by action id. */
      keys: keyMap,
      categories: categoryList,
    }),
  },
} as const;

export type QueryName = keyof typeof queries;
export type QueryInput<N extends QueryName> = z.input<(typeof queries)[N]['input']>;
export type QueryOutput<N extends QueryName> = z.output<(typeof queries)[N]['output']>;
