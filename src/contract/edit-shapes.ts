import { z } from 'zod';
import type { EditCommand, Place } from '../domain/tree/commands.ts';
import {
  billId,
  documentId,
  documentKind,
  invoiceFields,
  localDate,
  pageId,
  recipeChange,
  recipeValue,
  typedInvoice,
} from './shapes.ts';

/** Where pages go in a batch. */
export const place = z.discriminatedUnion('at', [
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
  z.object({
    type: z.literal('document.move'),
    documentIds: z.array(documentId).readonly(),
    place,
    kind: z.object({ kind: documentKind, category: z.string().max(50).nullable() }).nullable(),
  }),
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
    type: z.literal('page.setInvoice'),
    pageId,
    replaces: invoiceFields.pick({ code: true, number: true }).nullable(),
    typed: typedInvoice,
    today: localDate,
  }),
  z.object({ type: z.literal('page.giveBackInvoices'), pageId }),
  z.object({
    type: z.literal('page.mark'),
    pageIds: z.array(pageId).readonly(),
    mark: z.enum(['content', 'blank']),
  }),
  z.object({ type: z.literal('page.delete'), pageIds: z.array(pageId).readonly() }),
  z.object({ type: z.literal('page.restore'), pageIds: z.array(pageId).readonly() }),
]) satisfies z.ZodType<Exclude<EditCommand, NamedEdit>>;

/** Edits that carry the operator's name: the station gives it, so each has a command of its own. */
export type NamedEdit = Extract<EditCommand, { readonly by: string }>;
