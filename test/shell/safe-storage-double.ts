import type { SealParts } from '../../src/shell/electron/seal.ts';

/** Seals for one account: another one cannot open it, as with the system's own. */
export function safeStorageDouble(
  account: string,
  backend: ReturnType<SealParts['getSelectedStorageBackend']> = 'gnome_libsecret',
): SealParts {
  return {
    isEncryptionAvailable: () => true,
    getSelectedStorageBackend: () => backend,
    encryptString: (text) => Buffer.from([...Buffer.from(`${account}:${text}`)].map((byte) => byte ^ 0x5a)),
    decryptString(sealed) {
      const text = Buffer.from([...sealed].map((byte) => byte ^ 0x5a)).toString();
      if (!text.startsWith(`${account}:`)) throw new Error('Error while decrypting the ciphertext');
      return text.slice(account.length + 1);
    },
  };
}
