import { z } from 'zod';

/* The lists over all bills of a service: match results (匹配结果) and sign-off (签收). */

export const lineStates = [
  'accepted',
  'unmatched',
  'matched',
  'submitting',
  'submitted',
  'submit-failed',
  'returned',
] as const;

const count = z.int().nonnegative();

/** One bill of a list, by its latest revision. */
export const billLine = z.object({
  stationId: z.string(),
  billUuid: z.uuid(),
  billNumber: z.string(),
  /** Null where the station did not say. */
  batch: z.string().nullable(),
  operator: z.string(),
  revision: z.int(),
  receivedAt: z.int(),
  state: z.enum(lineStates),
  counts: z.object({
    matched: count,
    missing: count,
    extra: count,
    ambiguous: count,
    duplicate: count,
    mismatch: count,
  }),
  expected: count,
  /** Expected ones found on paper. */
  signed: count,
  /** Results a person decided by hand. */
  byHand: count,
  /** By currency, of what is expected and of what of it is signed. */
  amounts: z.array(z.object({ currency: z.string(), expectedMinor: z.int(), signedMinor: z.int() })),
  /** Why it was sent back, or why it is not through at the ERP. */
  reason: z.string().nullable(),
  /** What the ERP calls it. */
  reference: z.string().nullable(),
  /** By which it is handed over; '' where it is not, and where an older service told it. */
  connector: z.string().default(''),
});
export type BillLine = z.infer<typeof billLine>;

/** A list as it is to stand in a spreadsheet. */
export const sheet = z.object({
  title: z.string().max(100),
  columns: z
    .array(
      z.object({
        name: z.string().max(200),
        width: z.int().min(1).max(200),
        kind: z.enum(['text', 'count', 'amount']),
      }),
    )
    .min(1)
    .max(100),
  /** Cells in the order of the columns; null: an empty one. */
  rows: z.array(z.array(z.union([z.string().max(5000), z.number(), z.null()]))).max(20_000),
});
export type Sheet = z.infer<typeof sheet>;

export const lineSorts = ['receivedAt', 'billNumber', 'operator', 'state'] as const;

const text = z.string().max(100);
/** What a list is narrowed to; a text finds what contains it. Instants are epoch milliseconds, `to` not included. */
export const listFilter = z.object({
  state: z.array(z.enum(lineStates)).default([]),
  number: text.default(''),
  batch: text.default(''),
  operator: text.default(''),
  station: text.default(''),
  from: z.int().nullable().default(null),
  to: z.int().nullable().default(null),
});
export type ListFilter = z.infer<typeof listFilter>;

export const listRequest = z.object({
  filter: listFilter,
  sort: z.enum(lineSorts).default('receivedAt'),
  order: z.enum(['asc', 'desc']).default('desc'),
  limit: z.int().min(1).max(500).default(100),
  /** `next` of the page before; null for the first. */
  after: z.string().max(2000).nullable().default(null),
});
export type ListRequest = z.infer<typeof listRequest>;

export const listPage = z.object({
  lines: z.array(billLine),
  /** Where the next page begins; null at the end. */
  next: z.string().nullable(),
  /** Bills that the filter finds, on all pages. */
  total: count,
});
export type ListPage = z.infer<typeof listPage>;
