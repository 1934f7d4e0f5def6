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
import { type ExpectedInvoice, evidenceFields, type MatchResult } from '../domain/rules/expected.ts';
import type { Coverless, GateFacts } from '../domain/rules/gate.ts';
import { invoiceFamilies } from '../domain/rules/invoice-family.ts';
import { type TypedInvoice, typedFields } from '../domain/rules/invoice-fields.ts';
import { type IdleLock, longestIdleLock } from '../domain/rules/operators.ts';
import type { Problem } from '../domain/rules/problem.ts';
import {
  type CoverRule,
  defaultScanProfile,
  type ProfileSet,
  paperSizes,
  profileKeys,
  type ScanPolicy,
  type ScanProfile,
  type StoredProfile,
  scanWorks,
} from '../domain/rules/profile.ts';
import { qualityFaults } from '../domain/rules/quality-fault.ts';
import { longestRetention } from '../domain/rules/retention.ts';
import { comparedAmounts, type SchemeBook } from '../domain/rules/scheme.ts';
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
const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();
const box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
const setting = <T extends z.ZodType>(value: T) =>
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

const invoiceSource = z.enum(['qr', 'xml', 'ofd', 'text', 'ocr', 'manual']);

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

export const coverRule = z.object({
  formats: z.array(z.string()).min(1).readonly(),
  pattern: z.string().min(1).max(500),
}) satisfies z.ZodType<CoverRule>;

const {
  name: _name,
  source: _source,
  sides: _sides,
  dpi: _dpi,
  colour: _colour,
  ...usual
} = defaultScanProfile;

/** What came later than the first five has its usual value where a stored profile is older. */
export const scanProfile = z.object({
  name: z.string().min(1).max(100),
  source: z.enum(['feeder', 'platen']),
  sides: z.enum(['simplex', 'duplex']),
  dpi: z.int().min(75).max(1200),
  colour: z.enum([...colourKind.options, 'auto']),
  paper: z.enum(paperSizes).default(usual.paper),
  doubleFeed: z.enum(['stop', 'off']).default(usual.doubleFeed),
  blankSides: z.enum(['keep', 'skip']).default(usual.blankSides),
  brightness: z.int().min(-100).max(100).default(usual.brightness),
  contrast: z.int().min(-100).max(100).default(usual.contrast),
  dropout: z.enum(['none', 'red', 'green', 'blue']).default(usual.dropout),
  buffering: z.enum(['on', 'off']).default(usual.buffering),
  imprint: z.string().max(100).nullable().default(usual.imprint),
  storage: z.enum(['compact', 'lossless']).default(usual.storage),
  cleanup: cleanupPlan.default(usual.cleanup),
  transfer: z.enum(['memory', 'native']).default(usual.transfer),
  options: z.record(z.string().max(100), z.string().max(1000)).default({}),
  vendorSettings: z.base64().max(1_000_000).nullable().default(usual.vendorSettings),
}) satisfies z.ZodType<ScanProfile>;

export const storedProfile = z.object({
  id: z.uuid(),
  deviceId: z.string().nullable(),
  deviceName: z.string().nullable(),
  key: z.enum(profileKeys).nullable(),
  settings: scanProfile,
}) satisfies z.ZodType<StoredProfile>;

export const scanWork = z.enum(scanWorks);

export const profileSet = z.object({
  profiles: list(storedProfile),
  defaults: z.object({
    stack: z.uuid().nullable(),
    insert: z.uuid().nullable(),
    replace: z.uuid().nullable(),
  }),
}) satisfies z.ZodType<ProfileSet>;

export const scanPolicy = z.object({
  warnBelowDpi: z.int(),
  refuseBelowDpi: z.int().nullable(),
}) satisfies z.ZodType<ScanPolicy>;

/** What of a scan went otherwise than asked for, without being a fault. The operator sees each. */
export const scanNote = z.discriminatedUnion('type', [
  /** `setting`: a field of the profile, or a driver's own option. */
  z.object({ type: z.literal('SettingNotApplied'), setting: z.string(), wanted: z.string() }),
  z.object({ type: z.literal('SettingChanged'), setting: z.string(), wanted: z.string(), used: z.string() }),
  /** The device forgot the finished job: the only evidence of the end is its empty feeder. */
  z.object({ type: z.literal('EndByFeederOnly') }),
  /** A duplex stack ended on a front. */
  z.object({ type: z.literal('BackMissing'), sheet: z.int() }),
]);
export type ScanNote = z.infer<typeof scanNote>;

/** Whole days pictures stay after the receipt; null: for ever. */
export const retention = z.int().min(0).max(longestRetention).nullable();

export const idleLock = z.int().min(1).max(longestIdleLock).nullable() satisfies z.ZodType<IdleLock>;

export const coverless = z.enum(['refused', 'allowed']) satisfies z.ZodType<Coverless>;

export const gateFacts = z.object({
  coverless,
  schemes: schemeBook,
  submitted: list(
    z.object({
      key: z.string(),
      billId,
      billNumber: z.string(),
      batchId,
      batchName: z.string(),
      at: z.int(),
    }),
  ),
}) satisfies z.ZodType<GateFacts>;

export const problem = z.discriminatedUnion('type', [
  z.object({ type: z.literal('NumberMissing'), billId }),
  z.object({ type: z.literal('NumberDoubled'), billId, number: z.string(), otherBillId: billId }),
  z.object({ type: z.literal('PaperPending'), billId, by: z.string() }),
  z.object({ type: z.literal('CoverMissing'), billId }),
  z.object({ type: z.literal('BillEmpty'), billId }),
  z.object({ type: z.literal('PageUnread'), billId, pageId }),
  /** The page was given up after its tries; its original is whole. */
  z.object({ type: z.literal('PageParked'), billId, pageId, detail: z.string() }),
  /** The original no longer reads as it was taken, and no good copy was found. */
  z.object({ type: z.literal('PageDamaged'), billId, pageId }),
  /** The page fails the policy and nobody has accepted it by name. */
  z.object({ type: z.literal('QualityUnaccepted'), billId, pageId, faults: list(qualityFault) }),
  z.object({ type: z.literal('InvoiceUnread'), billId, documentId }),
  z.object({
    type: z.literal('InvoiceDoubled'),
    billId,
    documentId,
    otherDocumentId: documentId,
    number: z.string(),
  }),
  z.object({
    type: z.literal('InvoiceSubmittedBefore'),
    billId,
    documentId,
    number: z.string(),
    otherBillNumber: z.string(),
    batchName: z.string(),
    at: z.int(),
  }),
  /** The sheets of a stack are not as many as were counted by hand, and nobody has said that this is right. */
  z.object({
    type: z.literal('CountDiffers'),
    billId,
    captureJobId,
    counted: z.int(),
    fed: z.int(),
  }),
]) satisfies z.ZodType<Problem>;

/** Keys of the window by action id. Bounded only: a window of another version may know other actions and keys. */
export const keyMap = z.record(z.string().max(100), z.array(z.string().min(1).max(40)).max(4).readonly());

/** What a link from outside asks for. */
export const link = z.object({
  action: z.enum(linkActions),
  bill: z.string(),
}) satisfies z.ZodType<Link>;
