import { z } from 'zod';
import type { DomainError } from '../domain/tree/commands.ts';
import { billId, captureJobId, documentId, pageId } from './shapes.ts';

/** What a device can report; one list for every driver (DESIGN: capture contract). `Unknown` keeps the raw code. */
export const faultTypes = [
  'FeederEmpty',
  'PaperJam',
  'DoubleFeed',
  'Mispick',
  'CoverOpen',
  'Offline',
  'Busy',
  'CommunicationError',
  'AccessDenied',
  'OutOfMemory',
  'Cancelled',
  'TruncatedPage',
  'Unsupported',
  'DriverCrash',
  'DriverTimeout',
  /** The disk that takes the sides is full. */
  'StorageFull',
  /** A network scanner shows another certificate than it did before. */
  'CertificateChanged',
  'Unknown',
] as const;

/** `afterSide`: sides that were complete before the fault; `raw`: the device's own word, for support. */
export const fault = z.object({
  type: z.enum(faultTypes),
  afterSide: z.int().nonnegative(),
  raw: z.string().nullable(),
});
export type Fault = z.infer<typeof fault>;

const domainError = z.discriminatedUnion('type', [
  z.object({ type: z.literal('BillNotFound'), billId }),
  z.object({ type: z.literal('DocumentNotFound'), documentId }),
  z.object({ type: z.literal('PageNotFound'), pageId }),
  z.object({ type: z.literal('PageExists'), pageId }),
  z.object({ type: z.literal('NothingSelected') }),
  z.object({ type: z.literal('BillSubmitted'), billId }),
  z.object({ type: z.literal('FirstBill'), billId }),
  z.object({ type: z.literal('FirstDocument'), documentId }),
  z.object({ type: z.literal('OneDocumentOnly') }),
  z.object({ type: z.literal('NotAdjacent') }),
  z.object({ type: z.literal('SinglePage'), documentId }),
  z.object({ type: z.literal('PlaceInsideSelection') }),
  z.object({ type: z.literal('BillNumberEmpty') }),
  z.object({ type: z.literal('NotDeleted'), pageId }),
  z.object({ type: z.literal('NothingToUndo') }),
  z.object({ type: z.literal('NothingToRedo') }),
  z.object({ type: z.literal('UndoConflict') }),
]) satisfies z.ZodType<DomainError>;

/** Why a file could not become pages; the original is kept. */
export const importError = z.discriminatedUnion('type', [
  z.object({ type: z.literal('FileEmpty'), name: z.string() }),
  z.object({ type: z.literal('FileTooLarge'), name: z.string(), bytes: z.number(), limitBytes: z.number() }),
  z.object({ type: z.literal('FileDamaged'), name: z.string(), detail: z.string() }),
  /** Content that no importer knows; `sniffed` says what it looks like. */
  z.object({ type: z.literal('FileUnsupported'), name: z.string(), sniffed: z.string() }),
  z.object({ type: z.literal('FileEncrypted'), name: z.string() }),
  z.object({ type: z.literal('FileTooManyPages'), name: z.string(), pages: z.number(), limit: z.number() }),
  z.object({
    type: z.literal('ImageTooLarge'),
    name: z.string(),
    width: z.number(),
    height: z.number(),
    limitPixels: z.number(),
  }),
  z.object({ type: z.literal('PageDamaged'), name: z.string(), pageNumber: z.number(), detail: z.string() }),
  z.object({
    type: z.literal('ImportTimeout'),
    name: z.string(),
    pageNumber: z.number(),
    limitMs: z.number(),
  }),
  z.object({ type: z.literal('WorkerCrashed'), name: z.string(), detail: z.string() }),
  z.object({ type: z.literal('FileUnreadable'), name: z.string(), detail: z.string() }),
]);
export type ImportError = z.infer<typeof importError>;

const syncError = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ServiceUnreachable'), detail: z.string() }),
  z.object({ type: z.literal('ServiceRefused'), status: z.number(), code: z.string(), detail: z.string() }),
  z.object({ type: z.literal('ServiceGarbled'), detail: z.string() }),
  z.object({ type: z.literal('SignInNeeded') }),
  /** Another revision of this bill is already there with other content. */
  z.object({ type: z.literal('RevisionConflict'), billId }),
  /** Bytes of a page no longer have the hash they were stored under. */
  z.object({ type: z.literal('PageFileDamaged'), pageId }),
]);
export type SyncError = z.infer<typeof syncError>;

const stationOnlyError = z.discriminatedUnion('type', [
  z.object({ type: z.literal('BatchNotFound') }),
  z.object({ type: z.literal('CaptureNotFound'), captureJobId }),
  z.object({ type: z.literal('CaptureRunning') }),
  z.object({ type: z.literal('DeviceNotFound'), deviceId: z.string() }),
  z.object({ type: z.literal('UploadNotFound'), uploadId: z.string() }),
  z.object({ type: z.literal('NothingToSubmit') }),
  z.object({ type: z.literal('DiskFull'), freeBytes: z.number(), neededBytes: z.number() }),
  /** The store could not be written; `code` is the database's or the system's. */
  z.object({ type: z.literal('StoreFailed'), code: z.string() }),
  z.object({ type: z.literal('StoreTooNew'), found: z.number(), known: z.number() }),
  z.object({ type: z.literal('StoreDamaged'), path: z.string(), detail: z.string() }),
  z.object({ type: z.literal('DataFolderInUse'), path: z.string() }),
  z.object({ type: z.literal('DataFolderUnwritable'), path: z.string(), code: z.string() }),
  /** A page that failed its worker twice: its original is kept, it is shown as it came. */
  z.object({ type: z.literal('PageWorkFailed'), pageId, detail: z.string() }),
  z.object({ type: z.literal('CoverRuleInvalid'), detail: z.string() }),
  z.object({ type: z.literal('ResolutionRefused'), dpi: z.int(), leastDpi: z.int() }),
  z.object({ type: z.literal('ProfileNotFound'), profileId: z.string() }),
  z.object({ type: z.literal('ProfileNameTaken'), name: z.string() }),
  z.object({ type: z.literal('ProfileKeyTaken'), key: z.string(), name: z.string() }),
  z.object({ type: z.literal('AddressInvalid'), address: z.string() }),
  /** The folder that is watched for files cannot be used; `code` is the system's. */
  z.object({ type: z.literal('HotFolderUnusable'), path: z.string(), code: z.string() }),
  z.object({ type: z.literal('InvalidCommand'), detail: z.string() }),
]);

/** Every error that reaches an operator. The renderer words each in both languages. */
export const stationError = z.union([domainError, importError, syncError, stationOnlyError, fault]);
export type StationError = z.infer<typeof stationError>;
export type StationErrorType = StationError['type'];

/** Names of all errors, for the test that proves that each has its words. */
export const stationErrorTypes: readonly StationErrorType[] = [
  ...[domainError, importError, syncError, stationOnlyError].flatMap((union) =>
    union.options.map((option) => option.shape.type.value),
  ),
  ...faultTypes,
];
