import { type Delivery, deliveries } from './delivery.ts';

const adfStateByFault = {
  jam: 'ScannerAdfJam',
  coverOpen: 'ScannerAdfHatchOpen',
  doubleFeed: 'ScannerAdfMultipickDetected',
  mispick: 'ScannerAdfMispick',
  inputTray: 'ScannerAdfInputTrayFailed',
  pageTooShort: 'ScannerAdfDuplexPageTooShort',
  pageTooLong: 'ScannerAdfDuplexPageTooLong',
  overloaded: 'ScannerAdfInputTrayOverloaded',
} as const;

export type FeederFault = keyof typeof adfStateByFault;

/** What can be asked of a virtual scanner at `POST /_ctl`. Sides are counted from 0 within a job. */
export interface Controls {
  /** The feeder stops before this side; NextDocument answers with the HTTP status until it is cleared. */
  readonly fault?: { readonly at: number; readonly type: FeederFault; readonly http: 404 | 409 | 500 | 503 };
  /** 503 with Retry-After (1 s unless said otherwise), so many times: for a new job, or before a side. */
  readonly busy?: { readonly times: number; readonly at: number | null; readonly retryAfterS?: number };
  /** The connection breaks in the middle of this side. */
  readonly drop?: { readonly at: number };
  /** The side comes with its last quarter missing and a Content-Length that fits. */
  readonly truncate?: { readonly at: number };
  /** One 404 before this side although it is there. */
  readonly falseEmpty?: { readonly at: number };
  /** A job that is through leaves the list at once, as on some devices. */
  readonly forgetJob?: true;
  readonly delivery?: Delivery;
  /** Shortest time between two sides, in milliseconds. */
  readonly pace?: number;
  /** The job's address names a host that does not exist, as some devices do. */
  readonly location?: 'own' | 'foreign';
  /** Takes out all paper. */
  readonly empty?: true;
  /** Puts the whole stack in again. */
  readonly load?: true;
  /** Ends every fault set before; paper stays as it lies. */
  readonly clear?: true;
}

export function adfStateOf(fault: FeederFault): string {
  return adfStateByFault[fault];
}

/** Null for anything that is no control. */
export function readControls(text: string): Controls | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    const controls = value as Controls;
    if (controls.fault && !(controls.fault.type in adfStateByFault)) return null;
    if (controls.delivery && !deliveries.includes(controls.delivery)) return null;
    return controls;
  } catch {
    return null;
  }
}
