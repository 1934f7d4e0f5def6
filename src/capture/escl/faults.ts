import type { Fault } from '../../contract/errors.ts';
import type { HttpFailure } from './http.ts';

/** A fault before it is known how many sides were complete. */
export type EsclFault = Omit<Fault, 'afterSide'>;

const faultByAdfState: Readonly<Record<string, Fault['type']>> = {
  ScannerAdfEmpty: 'FeederEmpty',
  ScannerAdfJam: 'PaperJam',
  ScannerAdfMultipickDetected: 'DoubleFeed',
  ScannerAdfHatchOpen: 'CoverOpen',
  ScannerAdfDoorOpen: 'CoverOpen',
  ScannerAdfMispick: 'Mispick',
  ScannerAdfInputTrayFailed: 'Mispick',
};

/** States in which a feeder can go on or is simply through. */
const soundAdfStates: readonly string[] = ['ScannerAdfLoaded', 'ScannerAdfProcessing'];

/** Why the feeder cannot start: anything but paper in it and nothing wrong. No state at all is no reason. */
export function feederRefusal(adfState: string | null): EsclFault | null {
  if (adfState === null || soundAdfStates.includes(adfState)) return null;
  return { type: faultByAdfState[adfState] ?? 'Unknown', raw: adfState };
}

/** What went wrong in the feeder while a job ran; an empty one is not wrong then. */
export function feederFault(adfState: string | null): EsclFault | null {
  return adfState === 'ScannerAdfEmpty' ? null : feederRefusal(adfState);
}

export function httpFault(status: number): EsclFault {
  const raw = `HTTP ${status}`;
  if (status === 401 || status === 403) return { type: 'AccessDenied', raw };
  if (status === 503) return { type: 'Busy', raw };
  return { type: 'CommunicationError', raw };
}

const faultByFailure = {
  unreachable: 'Offline',
  broken: 'CommunicationError',
  certificate: 'CertificateChanged',
} as const;

export function failureFault(failure: HttpFailure): EsclFault {
  if (failure.type === 'aborted') return { type: 'Cancelled', raw: null };
  return { type: faultByFailure[failure.type], raw: failure.detail };
}
