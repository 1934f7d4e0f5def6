import type { Fault } from '../../contract/errors.ts';
import { conditionName, returnCodes, returnName } from './codes.ts';
import type { FaultFrame } from './messages.ts';

/** A fault before it is known how many sides were complete. */
export type TwainFault = Omit<Fault, 'afterSide'>;

const typeByCondition: Readonly<Record<number, Fault['type']>> = {
  2: 'OutOfMemory',
  // The source manager knows no such source: it was taken away, or its driver was.
  3: 'Offline',
  4: 'Busy',
  5: 'CommunicationError',
  16: 'AccessDenied',
  20: 'PaperJam',
  21: 'DoubleFeed',
  23: 'Offline',
  24: 'CoverOpen',
};

/** What the host itself found, where no call of the source had failed. */
const typeByReason: Readonly<Record<string, Fault['type']>> = {
  noImage: 'DriverTimeout',
  badTransfer: 'CommunicationError',
  truncatedPage: 'TruncatedPage',
  unsupportedTransfer: 'Unsupported',
};

const noMedia = 29;

/** No TWAIN is installed in that width, which is usual where all drivers have the other one. */
export function isWithoutManager({ reason }: FaultFrame): boolean {
  return reason === 'noSourceManager';
}

/**
 * What a failed call means (condition codes: TWAIN 2.x, TWCC_; return codes: TWRC_). `sides`: complete before it.
 *
 * NOMEDIA before the first side is an empty feeder. Later it contradicts the source, which had just announced another
 * image: a sheet may have been pulled away unseen, so it is no end of the stack.
 */
export function faultOf(frame: FaultFrame, sides: number): TwainFault {
  return { type: typeOf(frame, sides), raw: inWords(frame) };
}

function typeOf({ conditionCode, returnCode, triplet, reason }: FaultFrame, sides: number): Fault['type'] {
  const found = typeByReason[reason ?? ''];
  if (found) return found;
  if (returnCode === returnCodes.cancel) return 'Cancelled';
  if (returnCode === returnCodes.busy) return 'Busy';
  if (conditionCode === noMedia && sides === 0) return 'FeederEmpty';
  // Source managers are known to lose the condition of a source that does not open.
  if (conditionCode === 0 && triplet.endsWith('MSG_OPENDS')) return 'Offline';
  return typeByCondition[conditionCode] ?? 'Unknown';
}

function inWords({ conditionCode, returnCode, triplet, state, reason, detail }: FaultFrame): string {
  return [
    ...(reason === null ? [] : [reason]),
    ...(detail === null ? [] : [detail]),
    conditionName(conditionCode),
    returnName(returnCode),
    triplet,
    `state ${state}`,
  ].join(', ');
}
