import { z } from 'zod';
import { importWarnings } from '../domain/import-warnings.ts';
import type { InvoiceFields } from '../domain/invoice.ts';
import { type Link, linkActions } from '../domain/link.ts';
import {
  type FileInfo,
  type Reading,
  type Recipe,
  type RecipeChange,
  recipeValues,
  type SideInfo,
  type StatedInvoice,
} from '../domain/reading.ts';
import { type Category, type CategoryList, categoryLimits } from '../domain/rules/categories.ts';
import type { CleanupPlan } from '../domain/rules/cleanup.ts';
import { type TypedInvoice, typedFields } from '../domain/rules/invoice-fields.ts';
import { qualityFaults } from '../domain/rules/quality-fault.ts';
import type { FieldChange, TreeDiff } from '../domain/tree/diff.ts';
import type { Bill, Document, ImageFile, Page, Rendition } from '../domain/tree/records.ts';

/* The zod twin of every domain record that crosses a process. `satisfies` keeps the two from drifting apart. */

export const batchId = z.templateLiteral(['batch:', z.uuid()]);
export const billId = z.templateLiteral(['bill:', z.uuid()]);
export const documentId = z.templateLiteral(['document:', z.uuid()]);
export const pageId = z.templateLiteral(['page:', z.uuid()]);
export const captureJobId = z.templateLiteral(['capture:', z.uuid()]);
export const expectedInvoiceId = z.templateLiteral(['expected:', z.string().min(1).max(200)]);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const localDate = z.iso.date();
export const by = z.enum(['auto', 'manual']);
export const documentKind = z.enum(['cover', 'invoice', 'attachment']);
export const colourKind = z.enum(['bitonal', 'gray', 'colour']);
export const quarterTurn = z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]);
const point = z.object({ x: z.number(), y: z.number() });
const corners = z.tuple([point, point, point, point]).readonly();
/** Records are never changed after they are made; the type says so. */
export const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();
const box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
export const setting = <T extends z.ZodType>(value: T) =>
  z.object({ value, by, confidence: z.number().min(0).max(1) });

const speckSize = z.enum(['keep', 'fine', 'coarse']);
const toneKind = z.enum(['none', 'even', 'whiten']);

/** Values a person may set at a page; what is not named stays. */
export const recipeChange = z
  .object({
    quarterTurn,
    corners: corners.nullable(),
    crop: box.nullable(),
    skewDeg: z.number().min(-45).max(45),
    tone: toneKind,
    bleed: z.enum(['keep', 'remove']),
    borders: z.enum(['keep', 'clear']),
    holes: z.enum(['keep', 'fill']),
    specks: speckSize,
    output: colourKind,
  })
  .partial() satisfies z.ZodType<RecipeChange>;

export const recipeValue = z.enum(recipeValues);

export const recipe = z.object({
  quarterTurn: setting(quarterTurn),
  corners: setting(corners.nullable()),
  crop: setting(box.nullable()),
  skewDeg: setting(z.number()),
  tone: setting(toneKind),
  bleed: setting(z.enum(['keep', 'remove'])),
  borders: setting(z.enum(['keep', 'clear'])),
  holes: setting(z.enum(['keep', 'fill'])),
  specks: setting(speckSize),
  output: setting(colourKind),
  versions: z.record(recipeValue, z.int()),
}) satisfies z.ZodType<Recipe>;

export const cleanupPlan = z.object({
  quarterTurn: z.enum(['on', 'off']),
  skewDeg: z.enum(['on', 'off']),
  crop: z.enum(['on', 'off']),
  corners: z.enum(['on', 'off']),
  tone: z.enum(['off', 'even', 'whiten']),
  bleed: z.enum(['on', 'off']),
  borders: z.enum(['on', 'off']),
  holes: z.enum(['on', 'off']),
  specks: z.enum(['off', 'fine', 'coarse']),
  output: z.enum(['auto', ...colourKind.options]),
  marginMm: z.number().min(0).max(20),
}) satisfies z.ZodType<CleanupPlan>;

export const invoiceSource = z.enum(['qr', 'xml', 'ofd', 'text', 'ocr', 'manual']);

export const invoiceFields = z.object({
  type: z.string(),
  code: z.string().nullable(),
  number: z.string(),
  paperNumber: z.string().nullable().optional(),
  date: localDate.nullable(),
  amountMinor: z.int().nullable(),
  amountBasis: z.enum(['net', 'gross']),
  totalMinor: z.int().nullable(),
  currency: z.string(),
  checkCode: z.string().nullable(),
  sellerName: z.string().nullable(),
  buyerName: z.string().nullable(),
  source: invoiceSource,
  confidence: z.number().min(0).max(1),
}) satisfies z.ZodType<InvoiceFields>;

export const typedField = z.enum(typedFields);

/** As it was typed: what is right of it the domain says. */
export const typedInvoice = z.record(typedField, z.string().max(100)) satisfies z.ZodType<TypedInvoice>;

const sheetEdge = z.enum(['top', 'right', 'bottom', 'left']);
const patchType = z.enum(['1', '2', '3', '4', '6', 'T']);

export const reading = z.object({
  quality: z.object({
    blank: z.object({ isBlank: z.boolean(), inkRatio: z.number() }),
    sharpness: z.object({ value: z.number(), isBlurred: z.boolean() }),
    colour: colourKind,
    skew: z.object({ degrees: z.number(), confidence: z.number().min(0).max(1) }),
    clipped: list(sheetEdge),
    sheetMm: z.object({ width: z.number(), height: z.number() }).nullable(),
    overlap: z.number().min(0).max(1),
  }),
  codes: list(z.object({ format: z.string(), text: z.string(), corners })),
  patches: list(z.object({ type: patchType, corners })),
  invoices: list(invoiceFields),
  kind: documentKind,
  billNumber: z.string().nullable(),
}) satisfies z.ZodType<Reading>;

export const importWarning = z.enum(importWarnings);
export const statedInvoice = z.record(z.string(), z.string()) satisfies z.ZodType<StatedInvoice>;

const fileInfo = z.object({
  invoice: statedInvoice.nullable(),
  warnings: list(importWarning),
}) satisfies z.ZodType<FileInfo>;

export const sideInfo = z.object({
  patch: patchType.nullable(),
  codes: list(z.object({ format: z.string(), text: z.string() })),
  imprinted: z.string().nullable(),
  file: fileInfo.exactOptional(),
}) satisfies z.ZodType<SideInfo>;

export const imageFile = z.object({
  sha256,
  mime: z.string(),
  bytes: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
}) satisfies z.ZodType<ImageFile>;

export const rendition = z.object({
  image: imageFile,
  thumbnail: imageFile,
  recipe,
}) satisfies z.ZodType<Rendition>;

export const batch = z.object({ id: batchId, name: z.string(), openedAt: z.int(), openedBy: z.string() });

export const bill = z.object({
  id: billId,
  batchId,
  rank: z.int(),
  number: z.string().nullable(),
  numberBy: by,
  state: z.enum(['open', 'submitted']),
  paperPending: z.object({ by: z.string() }).nullable(),
}) satisfies z.ZodType<Bill>;

export const document = z.object({
  id: documentId,
  billId,
  rank: z.int(),
  kind: documentKind,
  kindBy: by,
  category: z.string().nullable(),
  placedBy: by,
  seams: list(z.object({ pageId, kind: documentKind, kindBy: by, category: z.string().nullable() })),
}) satisfies z.ZodType<Document>;

/** A bound on what is read; what of it is right the domain says. */
const categoryText = z.string().max(200);
export const category = z.object({
  code: categoryText,
  names: z.object({ zh: categoryText, en: categoryText }),
  isActive: z.boolean(),
}) satisfies z.ZodType<Category>;
export const categories = z
  .array(category)
  .max(categoryLimits.categories + 1)
  .readonly();
export const categoryList = z.object({
  by: z.enum(['station', 'service']),
  categories,
}) satisfies z.ZodType<CategoryList>;

export const qualityFault = z.enum(qualityFaults);

export const page = z.object({
  id: pageId,
  documentId,
  rank: z.int(),
  captureJobId,
  feed: z.int(),
  sheet: z.int(),
  side: z.enum(['front', 'back']),
  source: z.object({ name: z.string(), pageNumber: z.int() }).nullable(),
  original: imageFile,
  dpi: z.number(),
  dpiBy: z.enum(['device', 'file', 'assumed']),
  deviceSays: sideInfo.nullable(),
  recipe: recipe.nullable(),
  rendition: rendition.nullable(),
  reading: reading.nullable(),
  typed: list(invoiceFields).nullable(),
  mark: z.enum(['content', 'blank', 'separator']),
  markBy: by,
  isDeleted: z.boolean(),
  parked: z.string().nullable(),
  accepted: z.object({ by: z.string(), faults: list(qualityFault) }).nullable(),
  clearedAt: z.int().nullable(),
  damaged: z.enum(['original', 'rendition']).nullable(),
}) satisfies z.ZodType<Page>;

const changes = <R extends { readonly id: string }>(record: z.ZodType<R>) =>
  z.object({
    added: list(record),
    // Only our own side ever makes a diff; its fields are those of a record that was already checked.
    updated: list(z.custom<FieldChange<R>>((value) => typeof value === 'object' && value !== null)),
    removed: list(record),
  });

export const treeDiff = z.object({
  bills: changes(bill),
  documents: changes(document),
  pages: changes(page),
}) satisfies z.ZodType<TreeDiff>;

/** Keys of the window by action id. Bounded only: a window of another version may know other actions and keys. */
export const keyMap = z.record(z.string().max(100), z.array(z.string().min(1).max(40)).max(4).readonly());

/** What a link from outside asks for. */
export const link = z.object({
  action: z.enum(linkActions),
  bill: z.string(),
}) satisfies z.ZodType<Link>;
