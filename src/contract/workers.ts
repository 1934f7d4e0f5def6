import { z } from 'zod';
import { capabilities, device } from './device-shapes.ts';
import { fault, importError } from './errors.ts';
import { coverRule, scanNote, scanProfile } from './profile-shapes.ts';
import {
  cleanupPlan,
  colourKind,
  imageFile,
  importWarning,
  reading,
  recipe,
  sideInfo,
  statedInvoice,
} from './shapes.ts';

/**
 * Processes a station starts. How one starts is handed in by the shell (utilityProcess in Electron, fork elsewhere); all
 * speak plain messages.
 *
 * - `capture-host`: one child process a request (list, capabilities or scan); ends by itself.
 * - `import-worker`: one child process a file; discarded after any abort.
 * - `page-worker`: long-lived child process, warmed before it says `ready`; one page at a time.
 * - `virtual-scanner`: child process; an eSCL server on loopback with the sample sheets.
 * - `match-service`: child process; the embedded service.
 */
export type WorkerKind =
  | 'capture-host'
  | 'import-worker'
  | 'page-worker'
  | 'virtual-scanner'
  | 'match-service';

export interface WorkerChannel {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** `detail`: exit code, signal or error text. Called once. */
  onExit(listener: (detail: string) => void): void;
  kill(): void;
}
export type WorkerLauncher = (kind: WorkerKind, args: readonly string[]) => WorkerChannel;

/** A file a worker wrote and fsynced in the spool folder; `files` takes it into the store. */
export const spooledImage = imageFile.extend({ path: z.string() });
export type SpooledImage = z.infer<typeof spooledImage>;

/** Where scanners may be, and what the drivers have to know beforehand. */
export const reach = z.object({
  escl: z.object({
    /** Asked beside discovery, as `http://host:port/eSCL`. */
    addresses: z.array(z.object({ url: z.url(), driver: z.enum(['escl', 'virtual']) })),
    discover: z.boolean(),
    /** SHA-256 fingerprints of certificates taken at first use, by `host:port`. */
    pins: z.record(z.string(), z.string()),
  }),
  sane: z.object({
    state: z.enum(['on', 'off']),
    /** SANE_CONFIG_DIR of the session; null: one of our own is made, without network backends. */
    configFolder: z.string().nullable(),
  }),
  twain: z.object({
    /** How each width of the TWAIN host is started: the program and its leading arguments. */
    hosts: z.array(z.object({ bits: z.union([z.literal(32), z.literal(64)]), command: z.array(z.string()) })),
  }),
});
export type Reach = z.infer<typeof reach>;

export type SideInfo = z.infer<typeof sideInfo>;

export const scanRequest = z.object({
  deviceId: z.string(),
  profile: scanProfile,
  /** Finished sides are spooled here: temp name, fsync, rename, sha-256. */
  spoolFolder: z.string(),
});
export type ScanRequest = z.infer<typeof scanRequest>;

export const scanEvent = z.discriminatedUnion('type', [
  /** A side that is complete on disk. `index` counts sides from 0, `sheet` from 1. */
  z.object({
    type: z.literal('page'),
    index: z.int(),
    sheet: z.int(),
    side: z.enum(['front', 'back']),
    dpi: z.number(),
    image: spooledImage,
    info: sideInfo,
  }),
  z.object({ type: z.literal('note'), note: scanNote }),
  z.object({ type: z.literal('fault'), fault }),
  /** Positive evidence that the stack is through. Nothing comes after `fault` or `end`. */
  z.object({ type: z.literal('end'), sides: z.int(), deviceSheets: z.int().nullable() }),
]);
export type ScanEvent = z.infer<typeof scanEvent>;

/** `network`: eSCL and the virtual scanner. Each family is asked in a process of its own. */
export const driverFamily = z.enum(['network', 'sane', 'twain']);
export type DriverFamily = z.infer<typeof driverFamily>;

export const captureRequest = z.discriminatedUnion('type', [
  z.object({ type: z.literal('list'), reach, family: driverFamily }),
  z.object({ type: z.literal('capabilities'), reach, deviceId: z.string() }),
  /** The vendor's own dialog; `vendorSettings` is what it starts from. */
  z.object({
    type: z.literal('configure'),
    reach,
    deviceId: z.string(),
    vendorSettings: z.string().nullable(),
  }),
  z.object({ type: z.literal('scan'), reach, request: scanRequest }),
  z.object({ type: z.literal('cancel') }),
  /** Sides of the scan that are in the store by now: the host lets the driver go only some sides ahead of it. */
  z.object({ type: z.literal('taken'), sides: z.int() }),
]);
export type CaptureRequest = z.infer<typeof captureRequest>;

export const captureReply = z.union([
  scanEvent,
  z.object({ type: z.literal('devices'), devices: z.array(device) }),
  z.object({ type: z.literal('capabilities'), capabilities }),
  z.object({ type: z.literal('configured'), vendorSettings: z.string().nullable() }),
  /** A certificate taken at first use, to be kept as a pin. */
  z.object({ type: z.literal('pinned'), host: z.string(), fingerprint: z.string() }),
  /** Sent at least every second while a request runs; silence means a hung driver. */
  z.object({ type: z.literal('heartbeat') }),
]);
export type CaptureReply = z.infer<typeof captureReply>;

export const importRequest = z.object({
  type: z.literal('import'),
  path: z.string(),
  /** The name the operator knows the file by; never used as a path. */
  name: z.string(),
  /** Resolution for pages that have to be rendered. */
  dpi: z.int(),
  spoolFolder: z.string(),
});
export type ImportRequest = z.infer<typeof importRequest>;

export const importMessage = z.discriminatedUnion('type', [
  importRequest,
  /** Ends a conversion with all of its processes; the worker then ends by itself. */
  z.object({ type: z.literal('cancel') }),
]);
export type ImportMessage = z.infer<typeof importMessage>;

export const importReply = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('page'),
    pageNumber: z.int(),
    dpi: z.number(),
    dpiBy: z.enum(['file', 'assumed']),
    /** `extracted`: the embedded scan byte for byte; `rendered`: drawn; `decoded`: from an image file. */
    method: z.enum(['extracted', 'rendered', 'decoded']),
    image: spooledImage,
    warnings: z.array(importWarning),
    /** What the file states of an invoice on this page. */
    invoice: statedInvoice.nullable(),
  }),
  /** Another program is at work on the file. Sent again every few seconds: a sign of life, nothing else. */
  z.object({ type: z.literal('converting') }),
  /** A page or the whole file failed; pages before it stand. */
  z.object({ type: z.literal('failure'), error: importError }),
  z.object({ type: z.literal('end'), pages: z.int() }),
]);
export type ImportReply = z.infer<typeof importReply>;

export const pageRequest = z.object({
  type: z.literal('page'),
  /** `read`: the whole way; `render`: only make the rendition anew by `recipe`. */
  task: z.enum(['read', 'render']),
  path: z.string(),
  dpi: z.number(),
  /** Manual values are kept; null: all automatic. */
  recipe: recipe.nullable(),
  plan: cleanupPlan,
  /** Codes and patches of the device are added to what is read here. */
  deviceSays: sideInfo.nullable(),
  coverRule,
  spoolFolder: z.string(),
});
export type PageRequest = z.infer<typeof pageRequest>;

export const stageMs = z.object({
  decode: z.number(),
  analyse: z.number(),
  render: z.number(),
  read: z.number(),
  encode: z.number(),
  thumbnail: z.number(),
  total: z.number(),
});
export type StageMs = z.infer<typeof stageMs>;

export const pageReply = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('page'),
    recipe,
    /** Null for `render`. */
    reading: reading.nullable(),
    rendition: spooledImage,
    thumbnail: spooledImage,
    colour: colourKind,
    ms: stageMs,
  }),
  z.object({ type: z.literal('failure'), detail: z.string() }),
]);
export type PageReply = z.infer<typeof pageReply>;
