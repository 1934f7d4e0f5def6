import { z } from 'zod';
import { type ExpectedInvoice, evidenceFields, type MatchResult } from '../domain/rules/expected.ts';
import { invoiceFamilies } from '../domain/rules/invoice-family.ts';
import { comparedAmounts, type SchemeBook } from '../domain/rules/scheme.ts';
import { documentId, expectedInvoiceId, invoiceSource, list, localDate } from './shapes.ts';

export const expectedInvoice = z.object({
  id: expectedInvoiceId,
  billNumber: z.string(),
  type: z.string(),
  code: z.string().nullable(),
  number: z.string(),
  date: localDate.nullable(),
  netMinor: z.int().nullable(),
  totalMinor: z.int().nullable(),
  currency: z.string(),
  sellerName: z.string().nullable(),
  paperNumber: z.string().nullable().optional(),
  checkCode: z.string().nullable().optional(),
}) satisfies z.ZodType<ExpectedInvoice>;

const evidenceField = z.enum(evidenceFields);
export const invoiceForm = z.enum(['paper', 'electronic']);

const decisionSign = {
  decisionId: z.string(),
  by: z.string(),
  at: z.int(),
  reason: z.string().nullable(),
};

const matchNote = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ScannedBefore'),
    documentId,
    form: invoiceForm.nullable(),
    otherForm: invoiceForm.nullable(),
  }),
  z.object({ type: z.literal('ExpectedTwice'), expectedId: expectedInvoiceId }),
  z.object({
    type: z.literal('HeldByBill'),
    billNumber: z.string(),
    form: invoiceForm.nullable(),
    otherForm: invoiceForm.nullable(),
  }),
  z.object({ type: z.literal('ExpectedByBill'), billNumber: z.string() }),
  z.object({
    type: z.literal('MayBeExpected'),
    expectedId: expectedInvoiceId,
    number: z.string(),
    code: z.string().nullable(),
  }),
  z.object({ type: z.literal('MayBeScanned'), documentId, number: z.string() }),
  z.object({
    type: z.literal('SourcesDiffer'),
    field: evidenceField,
    source: invoiceSource,
    value: z.string(),
    otherSource: invoiceSource,
    otherValue: z.string(),
  }),
  z.object({ type: z.literal('Confirmed'), ...decisionSign }),
  z.object({ type: z.literal('NoPaper'), ...decisionSign }),
  z.object({ type: z.literal('SetAside'), ...decisionSign }),
  z.object({ type: z.literal('DecisionDropped'), ...decisionSign }),
]);

export const matchResult = z.object({
  verdict: z.enum(['matched', 'missing', 'extra', 'ambiguous', 'duplicate', 'mismatch']),
  expectedId: expectedInvoiceId.nullable(),
  documentId: documentId.nullable(),
  number: z.string(),
  amountMinor: z.int().nullable(),
  currency: z.string(),
  evidence: list(
    z.object({
      field: evidenceField,
      expected: z.string().nullable(),
      scanned: z.string().nullable(),
      agrees: z.boolean(),
    }),
  ),
  /** Results from before there were any have none. */
  notes: list(matchNote).default([]),
}) satisfies z.ZodType<MatchResult>;

const names = z.object({ zh: z.string().max(200), en: z.string().max(200) });

/** Schemes and the types of bills they are for. What of it is right the domain says. */
export const schemeBook = z.object({
  schemes: z
    .array(
      z.object({
        code: z.string().max(100),
        names,
        submit: z.enum(['automatic', 'manual']),
        cover: z.enum(['needed', 'not-needed']),
        toleranceMinor: z.int(),
        compare: z.partialRecord(z.enum(invoiceFamilies), z.enum(comparedAmounts)),
        /** Books from before anything was retired do not say. */
        isActive: z.boolean().default(true),
      }),
    )
    .max(1000)
    .readonly(),
  billTypes: z
    .array(
      z.object({
        code: z.string().max(100),
        names,
        numberPrefix: z.string().max(100),
        schemeCode: z.string().max(100),
        isActive: z.boolean().default(true),
      }),
    )
    .max(1000)
    .readonly(),
}) satisfies z.ZodType<SchemeBook>;
