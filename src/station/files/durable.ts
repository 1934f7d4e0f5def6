import { open, rename } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const renameTries = 8;
const firstPauseMs = 10;

/** Bytes of a file to the disk. Throws what fsync says; after that the file must not be trusted again, only replaced. */
export async function flushFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Names in a folder to the disk. Windows has no such call (EPERM): there NTFS logs the names itself. */
export async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A rename that waits for a virus scanner to let go, up to about 2.5 seconds. The folder is the caller's to flush. */
export async function renamePatiently(from: string, to: string): Promise<void> {
  for (let pauseMs = firstPauseMs, tries = 1; ; pauseMs *= 2, tries += 1) {
    try {
      await rename(from, to);
      break;
    } catch (cause) {
      if (tries >= renameTries || !isHeldByOther(cause)) throw cause;
      await sleep(pauseMs);
    }
  }
  // Windows renames without writing through; flushing the file under its new name does.
  if (process.platform === 'win32') await flushFile(to);
}

/** A new file with these bytes, on the disk under a name that no reader looks for yet. */
export async function writeFlushed(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export function codeOf(cause: unknown): string | null {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
}

function isHeldByOther(cause: unknown): boolean {
  return ['EPERM', 'EBUSY', 'EACCES'].includes(codeOf(cause) ?? '');
}
