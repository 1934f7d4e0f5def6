import type { BillFileIndex, CarriedBill } from '../../contract/bill-file.ts';
import type { BillSidecar } from '../../contract/bill-sidecar.ts';
import type { ImportError, StationError } from '../../contract/errors.ts';
import type { Sidecar } from '../../contract/sidecar.ts';
import type { SpooledImage } from '../../contract/workers.ts';
import type { BillId, PageId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import type { Sha256 } from '../../domain/units.ts';
import type { FileRemoval } from './store.ts';

/** What an uploaded file is: one to make pages of, or bills of another station. */
export type UploadHolds = 'pages' | 'bills';

/** Content-addressed image files. */
export interface Files {
  readonly spoolFolder: string;
  /** Moves a spooled file into the store: fsync, rename, fsync of the folder. After it returns the bytes are durable. */
  adopt(
    spooled: Pick<SpooledImage, 'path' | 'sha256'>,
    /** `derived`: made from another picture; null: nothing is known that is not known already. */
    origin: Sidecar | 'derived' | null,
  ): Promise<void>;
  pathOf(sha256: Sha256): string;
  has(sha256: Sha256): Promise<boolean>;
  /** Reads the file again and compares its hash. */
  verify(sha256: Sha256): Promise<boolean>;
  /**
   * Takes a file away with the sidecars of these pages, unless `isWanted` or bytes of this hash came in lately: their row
   * may not be there yet (`later`). `gone`: for good.
   */
  remove(removal: FileRemoval, isWanted: () => boolean): Promise<'gone' | 'wanted' | 'later'>;
  /** Puts a good copy in the place of a damaged file: one that lies elsewhere in the folder. Null: there is none. */
  mendFromTwin(sha256: Sha256, bytes: number | null): Promise<'mended' | null>;
  /** The same with bytes from outside, if they have the hash. */
  mendWith(sha256: Sha256, bytes: Uint8Array): Promise<void>;
  /** What is known of a bill, in a file of its own, whole and on the disk, in the place of what was known before. */
  writeBillSidecar(billId: BillId, sidecar: BillSidecar): Promise<void>;
  /** The bill is no more. */
  dropBillSidecar(billId: BillId): Promise<void>;
  bytesOf(sha256: Sha256): Promise<number | null>;
  /** A foreign file, streamed to disk under a name of ours. It stays until all of it is taken in. */
  receiveUpload(
    name: string,
    body: AsyncIterable<Uint8Array>,
    /** Else `pages`. */
    holds?: UploadHolds,
  ): Promise<Result<{ uploadId: string }, ImportError>>;
  upload(uploadId: string): Promise<{ path: string; name: string } | null>;
  /** All of it was taken in. */
  dropUpload(uploadId: string): Promise<void>;
  /** Uploads nothing took all of, or not yet. */
  leftUploads(): Promise<{ readonly files: number; readonly bytes: number }>;
  freeBytes(): Promise<number>;
  /** One file of bills and their images, whole and on the disk, or none. */
  writeBills(file: BillFileToWrite): Promise<Result<ExportedFile, StationError>>;
  /** Null where there is no such file. */
  exported(exportId: string): Promise<{ readonly path: string; readonly name: string } | null>;
  /** Takes away exported files with other names than these. */
  dropExports(keep: ReadonlySet<string>): Promise<void>;
  /** A file of bills as it came. Close it. */
  readBills(file: { readonly path: string; readonly name: string }): Promise<Result<BillFile, StationError>>;
}

export interface ExportedFile {
  readonly exportId: string;
  readonly name: string;
}

export interface BillFileToWrite {
  readonly name: string;
  readonly head: Pick<BillFileIndex, 'v' | 'appVersion' | 'exportedAt' | 'operator'>;
  /** Asked for one at a time. */
  readonly bills: () => Iterable<CarriedBill>;
  /** `pageId`: one page that shows it, to name it to the operator. */
  readonly images: readonly { readonly sha256: Sha256; readonly bytes: number; readonly pageId: PageId }[];
  /** Bytes of images written until now. */
  readonly onProgress: (bytes: number) => void;
  readonly signal: AbortSignal;
}

export interface SpooledBytes {
  readonly path: string;
  readonly sha256: Sha256;
}

export interface BillFile {
  readonly index: BillFileIndex;
  /** One of those in the index, read against its hash and its manifests against theirs. */
  bill(one: BillFileIndex['bills'][number]): Promise<Result<CarriedBill, StationError>>;
  /** All images, each in a file of the spool folder and right; or none. */
  images(
    onProgress: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<Result<readonly SpooledBytes[], StationError>>;
  close(): void;
}
