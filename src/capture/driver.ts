import type { Capabilities, Device } from '../contract/device-shapes.ts';
import type { Fault } from '../contract/errors.ts';
import type { ScanEvent, ScanRequest } from '../contract/workers.ts';
import type { Result } from '../domain/result.ts';

/**
 * What every scanner driver promises, whatever the protocol. Device ids start with the driver's name and a colon.
 * A driver runs in a process of its own (the capture host), one process a request.
 */
export interface ScannerDriver {
  /** Devices that answer now. A device or a network that fails is left out; `err` only where nothing could be asked at all. */
  list(signal: AbortSignal): Promise<Result<Device[], Fault>>;
  capabilities(deviceId: string, signal: AbortSignal): Promise<Result<Capabilities, Fault>>;
  /** The vendor's own dialog, starting from what it saved before (base64). `ok(null)`: closed without saving. `Unsupported` where there is none. */
  configure(
    deviceId: string,
    vendorSettings: string | null,
    signal: AbortSignal,
  ): Promise<Result<string | null, Fault>>;
  /**
   * Pages as they are complete in the spool folder, with notes between them, then exactly one `end` or `fault`. `end`
   * needs positive evidence that the stack is through. After an abort no page follows, only the fault `Cancelled`.
   * Ending the iteration early cancels the job at the device.
   */
  scan(request: ScanRequest, signal: AbortSignal): AsyncIterable<ScanEvent>;
}

/** For `configure` of a driver without dialogs. */
export const noDialog: Fault = { type: 'Unsupported', afterSide: 0, raw: 'no dialog of its own' };
