import { z } from 'zod';
import type { EditCommand, Place } from '../domain/tree/commands.ts';
import {
  batchId,
  billId,
  captureJobId,
  cleanupPlan,
  coverRule,
  documentId,
  documentKind,
  pageId,
  problem,
  recipeChange,
  recipeValue,
  scanProfile,
  scanWork,
  storedProfile,
} from './shapes.ts';

const place = z.discriminatedUnion('at', [
  z.object({ at: z.literal('tail') }),
  z.object({ at: z.literal('after'), documentId }),
  z.object({ at: z.literal('before'), documentId }),
  z.object({ at: z.literal('bill-end'), billId }),
]) satisfies z.ZodType<Place>;

/** The operator's edits of a tree, as the domain knows them. */
export const editCommand = z.discriminatedUnion('type', [
  z.object({ type: z.literal('bill.setNumber'), billId, number: z.string().max(100) }),
  z.object({ type: z.literal('bill.split'), documentId }),
  z.object({ type: z.literal('bill.join'), billId }),
  z.object({ type: z.literal('document.move'), documentIds: z.array(documentId).readonly(), place }),
  z.object({ type: z.literal('document.merge'), documentIds: z.array(documentId).readonly() }),
  z.object({ type: z.literal('document.split'), documentId, atPageId: pageId.nullable() }),
  z.object({
    type: z.literal('document.reclassify'),
    documentIds: z.array(documentId).readonly(),
    kind: documentKind,
    category: z.string().max(50).nullable(),
  }),
  z.object({
    type: z.literal('page.rotate'),
    pageIds: z.array(pageId).readonly(),
    turn: z.union([z.literal(90), z.literal(180), z.literal(270)]),
  }),
  z.object({
    type: z.literal('page.adjust'),
    pageIds: z.array(pageId).readonly(),
    set: recipeChange,
    giveBack: z.array(recipeValue).readonly(),
  }),
  z.object({
    type: z.literal('page.mark'),
    pageIds: z.array(pageId).readonly(),
    mark: z.enum(['content', 'blank']),
  }),
  z.object({ type: z.literal('page.delete'), pageIds: z.array(pageId).readonly() }),
  z.object({ type: z.literal('page.restore'), pageIds: z.array(pageId).readonly() }),
]) satisfies z.ZodType<Exclude<EditCommand, { type: 'page.accept' }>>;

/** Everything a shell may ask the station to do: one entry a command, with what it takes and what it gives back. */
export const commands = {
  'batch.open': { input: z.object({ name: z.string().max(100).nullable() }), output: z.object({ batchId }) },
  'tree.edit': { input: z.object({ batchId, edit: editCommand }), output: z.object({ revision: z.int() }) },
  /** The pages pass as they are; kept with the operator's name. */
  'quality.accept': {
    input: z.object({ batchId, pageIds: z.array(pageId).min(1).readonly() }),
    output: z.object({ revision: z.int() }),
  },
  /** Looks at pages again: all automatic values are found anew, manual ones stay. Progress comes as `cleanup.progress`. */
  'cleanup.rerun': {
    input: z.object({ batchId, pageIds: z.array(pageId).min(1).readonly() }),
    output: z.object({ queued: z.int() }),
  },
  /** Takes back what of a re-run has not begun; pages done stay done. */
  'cleanup.cancel': { input: z.object({ batchId }), output: z.object({ cancelled: z.int() }) },
  'tree.undo': { input: z.object({ batchId }), output: z.object({ revision: z.int() }) },
  'tree.redo': { input: z.object({ batchId }), output: z.object({ revision: z.int() }) },
  /** Returns at once; pages and the end come as events. Refuses while a capture into this batch runs. */
  'scan.start': {
    input: z.object({
      batchId,
      deviceId: z.string(),
      profile: scanProfile,
      place,
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
  /** A network scanner by its address: `10.0.0.7`, `scanner.local:8080` or a whole `https://host/eSCL`. */
  'scanners.addAddress': { input: z.object({ address: z.string().max(500) }), output: z.object({}) },
  'scanners.removeAddress': { input: z.object({ address: z.string().max(500) }), output: z.object({}) },
  /** Forgets the certificate of a network scanner, so that the one it shows next is taken. */
  'scanners.trustAgain': { input: z.object({ deviceId: z.string() }), output: z.object({}) },
  'settings.setHotFolder': {
    input: z.object({ folder: z.string().max(1000).nullable(), grouping: z.enum(['split', 'whole']) }),
    output: z.object({}),
  },
} as const;

export type CommandName = keyof typeof commands;
export type CommandInput<N extends CommandName> = z.input<(typeof commands)[N]['input']>;
/** The input as a handler gets it: checked, with what was left out at its default. */
export type CommandParsed<N extends CommandName> = z.output<(typeof commands)[N]['input']>;
export type CommandOutput<N extends CommandName> = z.output<(typeof commands)[N]['output']>;
