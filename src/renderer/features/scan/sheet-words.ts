import type { Fault } from '../../../contract/errors.ts';
import type { MessageKey } from '../../../i18n/zh-CN.ts';

/**
 * What to do with the sheets after each fault, by what can have become of the one in hand: still in the feeder, part of
 * the way in, through without its picture, or not touched at all.
 */
export const sheetWords: Readonly<Record<Fault['type'], MessageKey>> = {
  FeederEmpty: 'fault.sheets.load',
  PaperJam: 'fault.sheets.jammed',
  DoubleFeed: 'fault.sheets.doubled',
  Mispick: 'fault.sheets.mispicked',
  CoverOpen: 'fault.sheets.partway',
  Offline: 'fault.sheets.partway',
  Busy: 'fault.sheets.untouched',
  CommunicationError: 'fault.sheets.overfed',
  AccessDenied: 'fault.sheets.untouched',
  OutOfMemory: 'fault.sheets.overfed',
  Cancelled: 'fault.sheets.partway',
  TruncatedPage: 'fault.sheets.truncated',
  Unsupported: 'fault.sheets.untouched',
  DriverCrash: 'fault.sheets.overfed',
  DriverTimeout: 'fault.sheets.overfed',
  StorageFull: 'fault.sheets.overfed',
  CertificateChanged: 'fault.sheets.untouched',
  Unknown: 'fault.sheets.overfed',
};
