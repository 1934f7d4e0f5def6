import type { Capabilities, DeviceList } from '../../contract/device-shapes.ts';
import type { Fault, ImportError, StationError } from '../../contract/errors.ts';
import type { ScanNote } from '../../contract/profile-shapes.ts';
import type {
  ImportRequest,
  PageReply,
  PageRequest,
  ScanRequest,
  SpooledImage,
} from '../../contract/workers.ts';
import type { ImportWarning } from '../../domain/import-warnings.ts';
import type { SideInfo, StatedInvoice } from '../../domain/reading.ts';
import type { Result } from '../../domain/result.ts';

/** What a capture gives, from a scanner. */
export type ScanStep =
  | {
      readonly type: 'page';
      readonly sheet: number;
      readonly side: 'front' | 'back';
      readonly dpi: number;
      readonly image: SpooledImage;
      readonly info: SideInfo;
    }
  | { readonly type: 'note'; readonly note: ScanNote }
  | { readonly type: 'fault'; readonly fault: Fault }
  | { readonly type: 'end'; readonly deviceSheets: number | null };

export interface CapturePort {
  /** A driver family that crashed, hung or could not look is named with its fault; the others' devices are listed. */
  list(signal: AbortSignal): Promise<DeviceList>;
  capabilities(deviceId: string, signal: AbortSignal): Promise<Result<Capabilities, StationError>>;
  /** The vendor's own dialog, for as long as a person keeps it open. Null: closed without saving. */
  configure(
    deviceId: string,
    vendorSettings: string | null,
    signal: AbortSignal,
  ): Promise<Result<string | null, StationError>>;
  /** Ends with `fault` or `end`, also when the driver crashed or hung. */
  scan(request: Omit<ScanRequest, 'spoolFolder'>, signal: AbortSignal): AsyncIterable<ScanStep>;
}

export type ImportStep =
  | {
      readonly type: 'page';
      readonly pageNumber: number;
      readonly dpi: number;
      readonly dpiBy: 'file' | 'assumed';
      readonly method: 'extracted' | 'rendered' | 'decoded';
      readonly image: SpooledImage;
      readonly invoice: StatedInvoice | null;
      readonly warnings: readonly ImportWarning[];
    }
  | { readonly type: 'failure'; readonly error: ImportError }
  | { readonly type: 'end' };

export interface ImportPort {
  import(
    request: Pick<ImportRequest, 'path' | 'name' | 'dpi'>,
    signal: AbortSignal,
  ): AsyncIterable<ImportStep>;
}

/** Cleanup and reading of one page in a worker; resolves with `failure` when the worker could not. */
export interface PageWork {
  readonly concurrency: number;
  run(request: Omit<PageRequest, 'type' | 'spoolFolder'>): Promise<PageReply>;
}
