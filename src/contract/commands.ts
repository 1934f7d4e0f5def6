import { z } from 'zod';
import { roles } from '../domain/rules/operators.ts';
import { checkedBill, checkReply, decisionContent } from './check.ts';
import { editCommand, place } from './edit-shapes.ts';
import { kingdeeForm } from './erp-way.ts';
import { stationError } from './errors.ts';
import { schemeBook } from './matching-shapes.ts';
import { coverRule, idleLock, retention, scanProfile, scanWork, storedProfile } from './profile-shapes.ts';
import { queuePace } from './queue-shapes.ts';
import { schemeBookReply } from './scheme-book.ts';
import {
  batchId,
  billId,
  captureJobId,
  categories,
  cleanupPlan,
  documentId,
  keyMap,
  link,
  pageId,
  sha256,
} from './shapes.ts';
import { coverless, problem } from './submit-shapes.ts';
import { erpTest } from './wire.ts';

/** No rule of its own here: what a PIN has to be is the domain's, and its refusal has words. */
const pin = z.string().max(1000);
const operatorId = z.uuid();
const queuedBills = z.array(billId).min(1).max(1000).readonly();

/** How far it went; `stopped` says why it went no further than that. */
const travelled = z.object({ revision: z.int(), steps: z.int(), stopped: stationError.nullable() });

/** Everything a shell may ask the station to do: one entry a command, with what it takes and what it gives back. */
export const commands = {
  'batch.open': { input: z.object({ name: z.string().max(100).nullable() }), output: z.object({ batchId }) },
  'tree.edit': { input: z.object({ batchId, edit: editCommand }), output: z.object({ revision: z.int() }) },
  /** The pages pass as they are; kept with the operator's name. */
  'quality.accept': {
    input: z.object({ batchId, pageIds: z.array(pageId).min(1).readonly() }),
    output: z.object({ revision: z.int() }),
  },
  /** Paper of the bill is still to come, or all there now; kept with the operator's name. */
  'bill.setPaper': {
    input: z.object({ batchId, billId, paper: z.enum(['pending', 'complete']) }),
    output: z.object({ revision: z.int() }),
  },
  /** Looks at pages again: all automatic values are found anew, manual ones stay. Progress comes as `cleanup.progress`. */
  'cleanup.rerun': {
    input: z.object({ batchId, pageIds: z.array(pageId).min(1).readonly() }),
    output: z.object({ queued: z.int() }),
  },
  /** Takes back what of a re-run has not begun; pages done stay done. */
  'cleanup.cancel': { input: z.object({ batchId }), output: z.object({ cancelled: z.int() }) },
  /** With `to`: back to where that step is the last one done, 0 the beginning; step by step, each like an undo of its own. */
  'tree.undo': { input: z.object({ batchId, to: z.int().nonnegative().optional() }), output: travelled },
  /** With `to`: forward until that step is done. */
  'tree.redo': { input: z.object({ batchId, to: z.int().positive().optional() }), output: travelled },
  /** Returns at once; pages and the end come as events. Refuses while a capture into this batch runs. */
  'scan.start': {
    input: z.object({
      batchId,
      deviceId: z.string(),
      profile: scanProfile,
      place,
      /** Documents of one kind (or one cover) that the pages replace when the scan has come to a good end. */
      replaces: z.array(documentId).readonly().default([]),
      /** Sheets counted by hand; null where nobody counted, or this goes on with a counted stack. */
      countedSheets: z.int().positive().max(100_000).nullable().default(null),
      continues: captureJobId.nullable().default(null),
      refedSheets: z.int().nonnegative().default(0),
    }),
    output: z.object({ captureJobId }),
  },
  /** Files come in first by the shell's upload route, which gives `uploadIds`. */
  'import.start': {
    input: z.object({
      batchId,
      uploadIds: z.array(z.string()).min(1).readonly(),
      /** `whole`: each file is one document with all its pages (导入多页发票). */
      grouping: z.enum(['split', 'whole']),
      place,
      /** As in `scan.start`; one file that fails, and nothing is replaced. */
      replaces: z.array(documentId).readonly().default([]),
      /** What is done to the pages; null: as the profile that stacks are scanned with. */
      cleanup: cleanupPlan.nullable().default(null),
    }),
    output: z.object({ captureJobId }),
  },
  /** The hand count of a stack, put right or taken back; `captureJobId` is any capture of the stack. */
  'capture.setCount': {
    input: z.object({ captureJobId, countedSheets: z.int().positive().max(100_000).nullable() }),
    output: z.object({}),
  },
  /** The count differs and is right all the same; kept with the operator's name. */
  'capture.acceptCount': { input: z.object({ captureJobId }), output: z.object({}) },
  'capture.cancel': { input: z.object({ captureJobId }), output: z.object({}) },
  /** Checks each bill; the good ones get revision n+1 and go to the outbox, the others come back with what is wrong. */
  'bill.submit': {
    input: z.object({ batchId, billIds: z.array(billId).min(1).readonly() }),
    output: z.object({ submitted: z.array(billId), problems: z.array(problem) }),
  },
  /** Sends a parked bill again, or all that wait, now. */
  'queue.retry': { input: z.object({ billId: billId.nullable() }), output: z.object({}) },
  /** A person pairs two invoices of a bill, has no paper for one, or sets a scan aside (人工核签). `verdict`: what they saw. */
  'check.decide': {
    input: checkedBill.extend({ verdict: sha256, decision: decisionContent }),
    output: checkReply,
  },
  'check.undo': { input: checkedBill.extend({ verdict: sha256, decisionId: z.uuid() }), output: checkReply },
  /** Sends a submitted revision back for re-scan (退扫); the bill comes back open, with the reason at it and at the pages. */
  'bill.return': {
    input: checkedBill.extend({
      revision: z.int().positive(),
      reason: z.string().trim().min(1).max(1000),
      pages: z
        .array(z.object({ pageId, reason: z.string().max(1000) }))
        .max(1000)
        .readonly()
        .default([]),
    }),
    output: z.object({}),
  },
  /**
   * Opens a bill again: one that was not matched, to be captured anew; one that is parked, to be mended. Submitted, it is
   * the next revision, or takes the place of the parked one.
   */
  'bill.recapture': { input: z.object({ billId }), output: z.object({ batchId }) },
  /** These bills, or all of a batch, go before the others that wait, or in their turn again. */
  'queue.setUrgency': {
    input: z.object({
      of: z.union([z.object({ billIds: queuedBills }), z.object({ batchId })]),
      urgency: z.enum(['first', 'usual']),
    }),
    output: z.object({ bills: z.int() }),
  },
  /** Parked bills are not to be sent any more; they stay with their images, and can be taken back. */
  'queue.discard': {
    input: z.object({ billIds: queuedBills, reason: z.string().trim().min(1).max(1000) }),
    output: z.object({ bills: z.int() }),
  },
  /** What was discarded, or handed to another station, is this station's again. */
  'queue.takeBack': { input: z.object({ billIds: queuedBills }), output: z.object({ bills: z.int() }) },
  /**
   * Writes bills the service does not have (null: all of them) into a file for another station; from then on that one sends
   * them. The shell's route `exports/{exportId}` gives the file. `both`: those under way, which this station goes on sending.
   */
  'queue.export': {
    input: z.object({ billIds: queuedBills.nullable() }),
    output: z.object({ exportId: z.uuid(), name: z.string(), bills: z.int(), both: z.int() }),
  },
  /** Takes in a file of another station, uploaded as one that holds bills. `known`: bills that were here already. */
  'queue.import': {
    input: z.object({ uploadId: z.string() }),
    output: z.object({
      bills: z.int(),
      known: z.int(),
      /** Numbers of bills that are here with other content, and were left as they are. */
      refused: z.array(z.string()),
    }),
  },
  /** Breaks off the export or import that runs; nothing of it is left. */
  'queue.cancelTransfer': { input: z.object({}), output: z.object({}) },
  /** Paused, nothing is sent; what was on its way goes on where it stopped. Results come in all the same. */
  'queue.setState': { input: queuePace.pick({ state: true }), output: z.object({}) },
  'queue.setLimit': { input: queuePace.pick({ kilobytesPerSecond: true }), output: z.object({}) },
  /**
   * Matched bills go to the ERP, or once more after it refused them. `lookedUp`: those of which a person has looked up at
   * the ERP that they are not there; one of unknown fate goes only so. Said twice it is done once.
   */
  'bill.submitToErp': {
    input: z.object({
      billIds: z.array(billId).min(1).max(200).readonly(),
      lookedUp: z.array(billId).max(200).readonly(),
    }),
    output: z.object({
      submitted: z.array(billId),
      failed: z.array(z.object({ billId, number: z.string(), error: stationError })),
    }),
  },
  /**
   * Shows the ERP's own page of how a bill matches, in the system's browser. `path`: the window has to open it, in a tab of
   * its own, once and soon; null: it is open. The key in the page's address does not pass here.
   */
  'bill.openMatchPage': { input: checkedBill, output: z.object({ path: z.string().nullable() }) },
  /** Bills go straight to this Kingdee from now on; null: to no ERP. `secret`: null keeps the one that is there. */
  'erp.save': {
    input: z.object({ kingdee: kingdeeForm.nullable(), secret: z.string().max(1000).nullable() }),
    output: z.object({}),
  },
  /** Signs in at the ERP and asks, without writing. */
  'erp.test': { input: z.object({}), output: erpTest },
  /** Whether bills may go without a cover, unless IT has said. */
  'settings.setCoverless': { input: z.object({ coverless }), output: z.object({}) },
  /** How long pictures stay here after the service's receipt, unless IT has said. */
  'settings.setRetention': { input: z.object({ days: retention }), output: z.object({}) },
  /** Takes away now what has served its time; resolves at the end, with the pages cleared. */
  'retention.run': { input: z.object({}), output: z.object({ pages: z.int() }) },
  /** Reads every picture here again; resolves at the end. `found`: pages that were not as stored; `damaged`: those still so. */
  'scrub.run': {
    input: z.object({}),
    output: z.object({ checked: z.int(), found: z.int(), damaged: z.int() }),
  },
  'settings.setCoverRule': { input: coverRule, output: z.object({}) },
  /** A new profile or a changed one, by its id. */
  'profiles.save': { input: storedProfile, output: z.object({}) },
  'profiles.delete': { input: z.object({ profileId: z.uuid() }), output: z.object({}) },
  'profiles.setDefault': {
    input: z.object({ work: scanWork, profileId: z.uuid().nullable() }),
    output: z.object({}),
  },
  /** Opens the vendor's own dialog on the station's screen; null: it was closed without saving. */
  'profiles.configure': {
    input: z.object({ deviceId: z.string(), vendorSettings: z.base64().nullable() }),
    output: z.object({ vendorSettings: z.base64().nullable() }),
  },
  /** Gets this station a token of its own for a code from IT; the bills go to that service from then on. */
  'service.enrol': {
    input: z.object({ address: z.string().max(500), code: z.string().max(100) }),
    output: z.object({ station: z.string() }),
  },
  /** A network scanner by its address: `10.0.0.7`, `scanner.local:8080` or a whole `https://host/eSCL`. */
  'scanners.addAddress': { input: z.object({ address: z.string().max(500) }), output: z.object({}) },
  'scanners.removeAddress': { input: z.object({ address: z.string().max(500) }), output: z.object({}) },
  /** Forgets the certificate of a network scanner, so that the one it shows next is taken. */
  'scanners.trustAgain': { input: z.object({ deviceId: z.string() }), output: z.object({}) },
  /** All changed keys of the window, by action id; the window knows which keys and actions there are. */
  'settings.setKeys': { input: z.object({ keys: keyMap }), output: z.object({}) },
  /** The whole list, in its order. `known`: the list it was made from; a list that changed since is not written over. */
  'categories.save': { input: z.object({ known: categories, categories }), output: z.object({}) },
  /**
   * The service's own schemes and bill types, the whole book; `revision`: what it was made from. A book that changed since is
   * not written over.
   */
  'schemes.save': {
    input: z.object({ revision: z.int().nonnegative(), book: schemeBook }),
    output: schemeBookReply,
  },
  'settings.setHotFolder': {
    input: z.object({ folder: z.string().max(1000).nullable(), grouping: z.enum(['split', 'whole']) }),
    output: z.object({}),
  },
  /** Also switches: whoever was signed in is signed out, and every batch stays as it is. */
  'session.signIn': { input: z.object({ name: z.string().max(100), pin }), output: z.object({}) },
  'session.signOut': { input: z.object({}), output: z.object({}) },
  'session.lock': { input: z.object({}), output: z.object({}) },
  /** The one who is signed in goes on. */
  'session.unlock': { input: z.object({ pin }), output: z.object({}) },
  /** The PIN of who is signed in; `pin` is the one until now. */
  'session.changePin': { input: z.object({ pin, next: pin }), output: z.object({}) },
  /** A link from outside (`platen://capture?bill=NUMBER`). The last one waits until a window takes it. */
  'link.open': { input: z.object({ link: z.string() }), output: z.object({}) },
  /** The link that waits, once; null where none does. A bad one comes as its error. */
  'link.take': { input: z.object({}), output: z.object({ link: link.nullable() }) },
  'settings.setIdleLock': { input: z.object({ idleLock }), output: z.object({}) },
  /** A new operator (`operatorId` null, a PIN needed) or a changed one, who is active from then on. The first is an admin. */
  'operators.save': {
    input: z.object({
      operatorId: operatorId.nullable(),
      name: z.string().trim().min(1).max(100),
      role: z.enum(roles),
      pin: pin.nullable(),
    }),
    output: z.object({ operatorId }),
  },
  'operators.setPin': { input: z.object({ operatorId, pin }), output: z.object({}) },
  'operators.deactivate': { input: z.object({ operatorId }), output: z.object({}) },
} as const;

export type CommandName = keyof typeof commands;
export type CommandInput<N extends CommandName> = z.input<(typeof commands)[N]['input']>;
/** The input as a handler gets it: checked, with what was left out at its default. */
export type CommandParsed<N extends CommandName> = z.output<(typeof commands)[N]['input']>;
export type CommandOutput<N extends CommandName> = z.output<(typeof commands)[N]['output']>;
