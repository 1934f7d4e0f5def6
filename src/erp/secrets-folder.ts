import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErpSecret } from './open-connector.ts';

const readableByOthers = 0o007;

/**
 * Secrets from files of their names in one folder, as systemd's credentials and a container's secrets are given. Read
 * anew each time. Throws where every account of the machine may read a file: such a secret is none.
 */
export function secretsIn(folder: string): (name: ErpSecret) => Promise<string | null> {
  return async (name) => {
    const path = join(folder, name);
    const file = await open(path).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    });
    if (file === null) return null;
    try {
      const { mode } = await file.stat();
      // Windows has no such bits: there the folder's own permissions count.
      if (process.platform !== 'win32' && (mode & readableByOthers) !== 0) {
        throw new Error(`${path} can be read by every account: take that right away (chmod o-rwx)`);
      }
      const text = (await file.readFile('utf8')).trim();
      return text === '' ? null : text;
    } finally {
      await file.close();
    }
  };
}
