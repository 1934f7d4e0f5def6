import { chmod, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { v4 as uuid } from 'uuid';
import type { Log } from '../ports/clock.ts';
import type { Seal, SecretStore } from '../ports/secrets.ts';
import { codeOf, flushFolder, renamePatiently } from './durable.ts';

/** Says of the rest of a file that it was sealed. */
const sealedMark = 'sealed:';

/**
 * Secrets as files of a folder that only the station's account may look into; sealed, where the shell has a seal. A file is
 * replaced as a whole, so that one of the two is there whenever the station is killed. One from before there was a seal is
 * sealed when it is read.
 */
export async function openSecretFiles(folder: string, seal: Seal | null, log: Log): Promise<SecretStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // One that was there already may be open to others. Windows has no such bits: there the data folder's own rights count.
  if (process.platform !== 'win32') await chmod(folder, 0o700);

  async function write(name: string, secret: string): Promise<void> {
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
  }

  /** The secret is needed now, whether or not the disk takes it sealed: then that is for the next time. */
  async function sealNow(name: string, secret: string): Promise<void> {
    try {
      await write(name, secret);
    } catch (cause) {
      log('warn', 'secrets.not-sealed', { name, code: codeOf(cause) ?? String(cause) });
    }
  }

  return {
    write,
    async read(name) {
      const text = await readFile(join(folder, name), 'utf8').catch((cause: unknown) => {
        if (codeOf(cause) === 'ENOENT') return null;
        throw cause;
      });
      if (text === null) return { type: 'none' };
      if (!text.startsWith(sealedMark)) {
        if (seal !== null) await sealNow(name, text);
        return { type: 'kept', secret: text };
      }
      const secret = seal?.open(text.slice(sealedMark.length)) ?? null;
      return secret === null ? { type: 'sealed-by-other' } : { type: 'kept', secret };
    },
    async remove(name) {
      await rm(join(folder, name), { force: true });
      await flushFolder(folder);
    },
  };
}
