import type { Fault } from '../../contract/errors.ts';

/** A fault before it is known how many sides were complete. */
export type SaneFault = Omit<Fault, 'afterSide'>;

/** SANE_Status by its number (SANE standard 1.06, 4.2.7). */
const statusNames = [
  'GOOD',
  'UNSUPPORTED',
  'CANCELLED',
  'DEVICE_BUSY',
  'INVAL',
  'EOF',
  'JAMMED',
  'NO_DOCS',
  'COVER_OPEN',
  'IO_ERROR',
  'NO_MEM',
  'ACCESS_DENIED',
] as const;
export type SaneStatus = (typeof statusNames)[number] | `STATUS_${number}`;

export function statusOf(code: number): SaneStatus {
  return statusNames[code] ?? `STATUS_${code}`;
}

const faultByStatus: Readonly<Record<string, Fault['type']>> = {
  UNSUPPORTED: 'Unsupported',
  CANCELLED: 'Cancelled',
  DEVICE_BUSY: 'Busy',
  JAMMED: 'PaperJam',
  NO_DOCS: 'FeederEmpty',
  COVER_OPEN: 'CoverOpen',
  IO_ERROR: 'CommunicationError',
  NO_MEM: 'OutOfMemory',
  ACCESS_DENIED: 'AccessDenied',
  EOF: 'TruncatedPage',
};

/** `during`: the call that answered so. */
export function statusFault(status: SaneStatus, during: string): SaneFault {
  return { type: faultByStatus[status] ?? 'Unknown', raw: `SANE_STATUS_${status} at ${during}` };
}

/** The standard has INVAL for a device that is not there. */
export function openFault(status: SaneStatus): SaneFault {
  const fault = statusFault(status, 'sane_open');
  return status === 'INVAL' ? { ...fault, type: 'Offline' } : fault;
}

/** What a device's sensors said right after it stopped: their values by option name, as text. */
export type SensorValues = ReadonlyMap<string, string>;

const doubleFeedSensors = ['double-feed', 'button-doublefeed', 'omr-df'];
const coverSensors = ['cover-open', 'button-adfopen'];
/** Worth telling to support beside those above. */
const tellingSensors = ['error-code', 'button-errorcode', 'skew-angle', 'top-edge', 'page-loaded'];
export const sensorsOfAJam: readonly string[] = [...doubleFeedSensors, ...coverSensors, ...tellingSensors];

/** Backends say JAMMED for every stop of the paper; only the sensors tell a double feed from a jam. */
export function jamFault(during: string, sensors: SensorValues): SaneFault {
  const isOn = (names: readonly string[]) => names.some((name) => sensors.get(name) === 'yes');
  const told = [...sensors].map(([name, value]) => `${name}=${value}`);
  return {
    type: isOn(doubleFeedSensors) ? 'DoubleFeed' : isOn(coverSensors) ? 'CoverOpen' : 'PaperJam',
    raw: [`SANE_STATUS_JAMMED at ${during}`, ...told].join(', '),
  };
}
