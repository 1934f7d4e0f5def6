import type Electron from 'electron';
import type { Seal } from '../../station/ports/secrets.ts';
import type { StationOptions } from '../../station/station.ts';

/** What the seal uses of Electron. */
export type SealParts = Pick<
  typeof Electron.safeStorage,
  'isEncryptionAvailable' | 'encryptString' | 'decryptString' | 'getSelectedStorageBackend'
>;

/**
 * The system's own way to seal a text for the account that runs the station (DPAPI, the keychain); to be asked for when
 * Electron is ready. Null where there is none worth the name, and where IT wants none, since several accounts work at this
 * station: then the secrets are files that only the station's account may read.
 */
export function sealFrom(
  safeStorage: SealParts,
  env: Readonly<Record<string, string | undefined>>,
  log: StationOptions['log'],
): Seal | null {
  if (env.PLATEN_SECRETS === 'file') return null;
  // Linux without a keyring: the key would be the same on every machine.
  const isPlain = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  if (isPlain || !safeStorage.isEncryptionAvailable()) {
    log('warn', 'secrets.unsealed', {});
    return null;
  }
  return {
    seal: (text) => safeStorage.encryptString(text).toString('base64'),
    open(sealed) {
      try {
        return safeStorage.decryptString(Buffer.from(sealed, 'base64'));
      } catch (cause) {
        log('warn', 'secrets.of-other-account', { error: String(cause) });
        return null;
      }
    },
  };
}
