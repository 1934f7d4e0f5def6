import { z } from 'zod';
import { linkFaults } from '../domain/link.ts';
import { categoryFields, categoryReasons } from '../domain/rules/categories.ts';
import { fieldReasons } from '../domain/rules/invoice-fields.ts';
import { pinReasons, roles } from '../domain/rules/operators.ts';
import type { DomainError } from '../domain/tree/commands.ts';
import { erpFieldFaults, kingdeeFields } from './erp-way.ts';
import { schemeRefusals } from './scheme-book.ts';
import { billId, captureJobId, documentId, pageId, sha256, typedField } from './shapes.ts';

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
  z.object({ type: z.literal('NotAnInvoice'), documentId }),
  z.object({ type: z.literal('InvoiceNotFound'), pageId }),
  z.object({ type: z.literal('InvoiceFieldInvalid'), field: typedField, reason: z.enum(fieldReasons) }),
  z.object({ type: z.literal('MixedKinds') }),
  z.object({ type: z.literal('CoverNotReplaceable') }),
  z.object({ type: z.literal('OneCoverOnly') }),
  z.object({ type: z.literal('NothingArrived') }),
  z.object({ type: z.literal('NotDeleted'), pageId }),
  z.object({ type: z.literal('PageCleared'), pageId }),
  z.object({ type: z.literal('NothingToUndo') }),
  z.object({ type: z.literal('NothingToRedo') }),
  z.object({ type: z.literal('UndoConflict') }),
]) satisfies z.ZodType<DomainError>;

/** What is limited of an archive: how many entries, bytes of one, bytes of all, unpacked to packed. */
export const archiveMeasures = ['entries', 'entryBytes', 'totalBytes', 'ratio'] as const;

/** Why a file could not become pages; the original is kept. */
export const importError = z.discriminatedUnion('type', [
  z.object({ type: z.literal('FileEmpty'), name: z.string() }),
  z.object({ type: z.literal('FileTooLarge'), name: z.string(), bytes: z.number(), limitBytes: z.number() }),
  z.object({ type: z.literal('FileDamaged'), name: z.string(), detail: z.string() }),
  /** Content that no importer knows; `sniffed` says what it looks like. */
  z.object({ type: z.literal('FileUnsupported'), name: z.string(), sniffed: z.string() }),
  z.object({ type: z.literal('FileEncrypted'), name: z.string() }),
  z.object({ type: z.literal('FileTooManyPages'), name: z.string(), pages: z.number(), limit: z.number() }),
  /** An archive, such as an OFD or Word file, that would unpack to more than is allowed. */
  z.object({
    type: z.literal('ArchiveTooLarge'),
    name: z.string(),
    measure: z.enum(archiveMeasures),
    found: z.number(),
    limit: z.number(),
  }),
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
  /** A Word, Excel or PowerPoint file, and no LibreOffice to turn it into pages. */
  z.object({ type: z.literal('OfficeMissing'), name: z.string() }),
  /** LibreOffice made no PDF of it; `program` with its version, `detail` in its own words. */
  z.object({
    type: z.literal('OfficeFailed'),
    name: z.string(),
    program: z.string(),
    detail: z.string(),
  }),
  z.object({ type: z.literal('OfficeTimeout'), name: z.string(), limitMs: z.number() }),
  /** The operator ended the import before this file was read to its end; `pages` of it that lie in the bin. */
  z.object({ type: z.literal('ImportStopped'), name: z.string(), pages: z.number() }),
]);
export type ImportError = z.infer<typeof importError>;

const syncError = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ServiceUnreachable'), detail: z.string() }),
  z.object({ type: z.literal('ServiceRefused'), status: z.number(), code: z.string(), detail: z.string() }),
  z.object({ type: z.literal('ServiceGarbled'), detail: z.string() }),
  z.object({ type: z.literal('SignInNeeded') }),
  /** The service has another revision of this bill than was thought here: its latest one; null where it did not say. */
  z.object({
    type: z.literal('RevisionConflict'),
    billId,
    there: z.object({ revision: z.int(), digest: sha256, receivedAt: z.int() }).nullable(),
  }),
  /** Bytes of a page no longer have the hash they were stored under. */
  z.object({ type: z.literal('PageFileDamaged'), pageId }),
]);
export type SyncError = z.infer<typeof syncError>;

/** Why a decision by hand was not taken. */
export const checkRefusals = [
  'VerdictChanged',
  'AlreadyDecided',
  'HeldElsewhere',
  'HandedOver',
  'UnknownBill',
  'Invalid',
] as const;

/**
 * Why the ERP's own page of a bill was not opened. `NotThere`: the bill is not at the ERP yet; `NoPage`: this ERP has none;
 * `SignIn`: the ERP did not take who asks; `NotGiven`: nor the bill; `Browser`: there is the page, but nothing to show it.
 */
const matchPageRefusals = [
  'NotThere',
  'NoPage',
  'NoSecret',
  'SignIn',
  'NotGiven',
  'ErpOutOfReach',
  'ServiceOutOfReach',
  'UnknownBill',
  'Browser',
] as const;
export type MatchPageRefusal = (typeof matchPageRefusals)[number];

/** Why the service did not enrol this station; `Otherwise`: it is enrolled there under another name. */
export const enrolmentRefusals = ['Code', 'Otherwise', 'Tries'] as const;

const stationOnlyError = z.discriminatedUnion('type', [
  z.object({ type: z.literal('BatchNotFound') }),
  z.object({ type: z.literal('CaptureNotFound'), captureJobId }),
  z.object({ type: z.literal('CaptureRunning') }),
  z.object({ type: z.literal('DeviceNotFound'), deviceId: z.string() }),
  z.object({ type: z.literal('UploadNotFound'), uploadId: z.string() }),
  z.object({ type: z.literal('NothingToSubmit') }),
  /** What is decided by hand is kept by the service, which cannot be asked now. */
  z.object({ type: z.literal('CheckOutOfReach'), detail: z.string() }),
  /** The service did not take a decision, or a return. */
  z.object({ type: z.literal('CheckRefused'), reason: z.enum(checkRefusals) }),
  /** A file of so many bills is not written. */
  z.object({ type: z.literal('ListTooLong'), bills: z.int(), limit: z.int() }),
  /** The bill is under way, matched, or at the ERP: it is not captured anew. */
  z.object({ type: z.literal('RecaptureRefused'), number: z.string() }),
  /** The bill stands otherwise in the queue than it was seen. */
  z.object({ type: z.literal('QueueStateChanged'), number: z.string() }),
  z.object({ type: z.literal('NothingToExport') }),
  /** An export or import of bills runs already. */
  z.object({ type: z.literal('TransferRunning') }),
  z.object({ type: z.literal('TransferCancelled') }),
  /** Not a file of bills. */
  z.object({ type: z.literal('BillFileForeign'), name: z.string() }),
  z.object({ type: z.literal('BillFileDamaged'), name: z.string(), detail: z.string() }),
  /** Written by a newer program; versions of the file. */
  z.object({ type: z.literal('BillFileTooNew'), name: z.string(), found: z.int(), known: z.int() }),
  /** The service cannot be asked to submit to the ERP now; whether it heard a question that broke off is not known. */
  z.object({ type: z.literal('ErpOutOfReach'), detail: z.string() }),
  /** The bill waits for nobody's word: not matched, under way, or there already. */
  z.object({ type: z.literal('ErpNotDue'), number: z.string() }),
  /** The ERP may have it: a person has to look first. */
  z.object({ type: z.literal('ErpFateUnknown'), number: z.string() }),
  /** `detail`: in the words of the ERP or the system; never with the key of the page. */
  z.object({ type: z.literal('MatchPageRefused'), reason: z.enum(matchPageRefusals), detail: z.string() }),
  /** A field of the ERP's settings that cannot be used. */
  z.object({ type: z.literal('ErpSetupInvalid'), field: kingdeeFields, reason: z.enum(erpFieldFaults) }),
  /** The file with the ERP's configuration cannot be used; `detail` says why. */
  z.object({ type: z.literal('ErpFileUnusable'), path: z.string(), detail: z.string() }),
  /** It stands otherwise than it was seen. */
  z.object({ type: z.literal('ErpStateChanged'), number: z.string() }),
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
  /** What is wrong first; `index` counts from 1. */
  z.object({
    type: z.literal('CategoriesInvalid'),
    index: z.int(),
    field: z.enum(categoryFields),
    reason: z.enum(categoryReasons),
  }),
  /** Somebody else saved the list meanwhile. */
  z.object({ type: z.literal('CategoriesChanged') }),
  /** The list of the service is in force. */
  z.object({ type: z.literal('CategoriesGiven') }),
  /** The service did not take schemes; `detail` says what it is about. */
  z.object({ type: z.literal('SchemesRefused'), reason: z.enum(schemeRefusals), detail: z.string() }),
  z.object({ type: z.literal('AddressInvalid'), address: z.string() }),
  z.object({ type: z.literal('ServiceAddressInvalid'), address: z.string() }),
  /** `name`: of the station at the service, where it matters. */
  z.object({ type: z.literal('EnrolmentRefused'), reason: z.enum(enrolmentRefusals), name: z.string() }),
  /** The folder that is watched for files cannot be used; `code` is the system's. */
  z.object({ type: z.literal('HotFolderUnusable'), path: z.string(), code: z.string() }),
  /** IT has set this; it is not changed here. */
  z.object({ type: z.literal('SettingGiven') }),
  z.object({ type: z.literal('NotSignedIn'), state: z.enum(['signedOut', 'locked']) }),
  /** A wrong PIN; `waitMs`: until the next try, nothing while `triesLeft` more may be wrong. */
  z.object({ type: z.literal('SignInFailed'), waitMs: z.int(), triesLeft: z.int() }),
  z.object({ type: z.literal('SignInLocked'), waitMs: z.int() }),
  z.object({ type: z.literal('RoleRefused'), needs: z.enum(roles) }),
  z.object({ type: z.literal('PinRefused'), reason: z.enum(pinReasons) }),
  z.object({ type: z.literal('OperatorNotFound') }),
  z.object({ type: z.literal('OperatorNameTaken'), name: z.string() }),
  z.object({ type: z.literal('FirstOperatorAdmin') }),
  z.object({ type: z.literal('LastAdmin') }),
  /** The station is being closed: nothing new is begun. */
  z.object({ type: z.literal('StationClosing') }),
  /** A link from outside that opens nothing. */
  z.object({ type: z.literal('LinkInvalid'), reason: z.enum(linkFaults) }),
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
