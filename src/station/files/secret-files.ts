import { chmod, mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v4 as uuid } from 'uuid';
import type { Seal, SecretStore } from '../ports/secrets.ts';
import { codeOf, flushFolder, renamePatiently } from './durable.ts';

/** Says of the rest of a file that it was sealed. */
const sealedMark = 'sealed:';

/**
 * Secrets as files of a folder that only the station's account may look into; sealed, where the shell has a seal. A file is
 * replaced as a whole, so that one of the two is there whenever the station is killed.
 */
export async function openSecretFiles(folder: string, seal: Seal | null): Promise<SecretStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // One that was there already may be open to others. Windows has no such bits: there the data folder's own rights count.
  if (process.platform !== 'win32') await chmod(folder, 0o700);
  return {
    async read(name) {
      const text = await readFile(join(folder, name), 'utf8').catch((cause: unknown) => {
        if (codeOf(cause) === 'ENOENT') return null;
        throw cause;
      });
      if (text === null) return { type: 'none' };
      if (!text.startsWith(sealedMark)) return { type: 'kept', secret: text };
      const secret = seal?.open(text.slice(sealedMark.length)) ?? null;
      return secret === null ? { type: 'sealed-by-other' } : { type: 'kept', secret };
    },
    async write(name, secret) {
      const part = join(folder, `${name}.${uuid()}.part`);
      const handle = await open(part, 'wx', 0o600);
      try {
        await handle.writeFile(seal === null ? secret : `${sealedMark}${seal.seal(secret)}`);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await renamePatiently(part, join(folder, name));
      await flushFolder(folder);
    },
  };
}
