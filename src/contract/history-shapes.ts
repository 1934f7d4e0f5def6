import { z } from 'zod';
import { effectFields } from '../domain/tree/effects.ts';
import { documentKind, pageId } from './shapes.ts';

export const effectField = z.enum(effectFields);
const effectValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** One thing that was done: what, from and to, as a person would tell it. */
const toldEffect = z.object({ field: effectField, from: effectValue, to: effectValue });
export type ToldEffect = z.infer<typeof toldEffect>;

/** One step of the undo history. `dropped`: a submission closed it. */
export const historyStep = z.object({
  /** Counts within the batch, the later the greater. */
  seq: z.int(),
  /** Type of the edit. */
  label: z.string(),
  state: z.enum(['done', 'undone', 'dropped']),
  /** Null for a step of an older program, which did not keep it. */
  at: z.int().nullable(),
  operator: z.string().nullable(),
  subject: z.object({
    billNumber: z.string().nullable(),
    bills: z.int(),
    kind: documentKind.nullable(),
    category: z.string().nullable(),
    invoice: z.string().nullable(),
    documents: z.int(),
    pages: z.int(),
  }),
  effects: z.array(toldEffect),
});
export type HistoryEntry = z.infer<typeof historyStep>;

/** Something that happened to a page, or to the document or bill it lies in. */
export const pageEvent = z.object({
  at: z.int(),
  operator: z.string(),
  act: z.string(),
  /** The edit an undo or redo was about. */
  label: z.string().nullable(),
  about: z.enum(['page', 'document', 'bill']),
  effects: z.array(toldEffect),
});
export type PageEvent = z.infer<typeof pageEvent>;

export const deletion = z.object({
  pageId,
  /** Null where no record of it is found. */
  at: z.int().nullable(),
  operator: z.string().nullable(),
});
export type Deletion = z.infer<typeof deletion>;

export const auditEntry = z.object({
  at: z.int(),
  operator: z.string(),
  act: z.string(),
  detail: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;
