import { describe, expect, it } from 'vitest';
import { sealFrom } from '../../src/shell/electron/seal.ts';
import { safeStorageDouble } from './safe-storage-double.ts';

describe('the seal of Electron', () => {
  it('ENROL-28 opens for the account that sealed, and for no other, which is logged', () => {
    const logged: string[] = [];
    const log = (level: string, event: string) => void logged.push(`${level} ${event}`);
    const seal = sealFrom(safeStorageDouble('wang'), {}, log);
    const sealed = seal?.seal('secret') ?? '';
    expect(sealed).not.toContain('secret');
    expect(seal?.open(sealed)).toBe('secret');
    expect(sealFrom(safeStorageDouble('li'), {}, log)?.open(sealed)).toBeNull();
    expect(logged).toEqual(['warn secrets.of-other-account']);
  });

  it('ENROL-28 is none without a keyring, where nothing can be sealed, and where IT wants none', () => {
    const logged: string[] = [];
    const log = (_level: string, event: string) => void logged.push(event);
    expect(sealFrom(safeStorageDouble('wang'), { PLATEN_SECRETS: 'file' }, log)).toBeNull();
    expect(logged).toEqual([]);
    const none = { ...safeStorageDouble('wang'), isEncryptionAvailable: () => false };
    expect(sealFrom(none, {}, log)).toBeNull();
    expect(logged).toEqual(['secrets.unsealed']);
    if (process.platform === 'linux')
      expect(sealFrom(safeStorageDouble('wang', 'basic_text'), {}, log)).toBeNull();
  });
});
