import { ok, type Result } from '../../domain/result.ts';
import { openZip } from './open-zip.ts';
import type { ZipFault } from './zip-fault.ts';

/**
 * Unpacks every file of an archive once and keeps none: after it, the archive is known to be whole and within the
 * limits, whatever its directory says. For archives that a program of others is to open. Gives its names.
 */
export async function proveZip(path: string): Promise<Result<readonly string[], ZipFault>> {
  const opened = await openZip(path);
  if (!opened.ok) return opened;
  const archive = opened.value;
  try {
    for (const name of archive.names) {
      const bytes = await archive.read(name);
      if (!bytes.ok) return bytes;
    }
    return ok(archive.names);
  } finally {
    archive.close();
  }
}
