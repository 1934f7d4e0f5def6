import type { CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { parseScannerAddress } from '../../domain/rules/scanner-address.ts';
import type { Settings } from '../ports/settings.ts';

export interface ScannerPorts {
  readonly settings: Settings;
  /** Forgets the certificate of a scanner; false for one that was never listed here. */
  readonly trustAgain: (deviceId: string) => boolean;
}

type Done = Result<Record<string, never>, StationError>;

export function addAddress({ settings }: ScannerPorts, input: CommandParsed<'scanners.addAddress'>): Done {
  const address = input.address.trim();
  if (!parseScannerAddress(address).ok) return err({ type: 'AddressInvalid', address });
  const known = settings.scannerAddresses();
  if (!known.includes(address)) settings.setScannerAddresses([...known, address]);
  return ok({});
}

/** Only what was typed here can be removed here. */
export function removeAddress(
  { settings }: ScannerPorts,
  { address }: CommandParsed<'scanners.removeAddress'>,
): Done {
  const known = settings.scannerAddresses();
  const left = known.filter((one) => one !== address.trim());
  if (left.length === known.length) return err({ type: 'AddressInvalid', address });
  settings.setScannerAddresses(left);
  return ok({});
}

export function forgetCertificate(
  { trustAgain }: ScannerPorts,
  { deviceId }: CommandParsed<'scanners.trustAgain'>,
): Done {
  return trustAgain(deviceId) ? ok({}) : err({ type: 'DeviceNotFound', deviceId });
}
