import type { Fault } from '../contract/errors.ts';
import type { Capabilities, Device } from '../contract/queries.ts';
import type { ScanEvent, ScanRequest } from '../contract/workers.ts';
import type { Result } from '../domain/result.ts';

/**
 * What every scanner driver promises, whatever the protocol. Device ids start with the driver's name and a colon.
 * A driver runs in a process of its own (the capture host), one process a request.
 */
export interface ScannerDriver {
  /** Devices that answer now. A device or a network that fails is left out, never an error. */
  list(signal: AbortSignal): Promise<Device[]>;
  capabilities(deviceId: string, signal: AbortSignal): Promise<Result<Capabilities, Fault>>;
  /**
   * Pages as they are complete in the spool folder, then exactly one `end` or `fault`. `end` needs positive
   * evidence that the stack is through. After an abort no page follows, only the fault `Cancelled`. Ending the
   * iteration early cancels the job at the device.
   */
  scan(request: ScanRequest, signal: AbortSignal): AsyncIterable<ScanEvent>;
}
