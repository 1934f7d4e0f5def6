import { mkdir, open, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Files moved into the folders below one folder, with their names on the disk. */
export interface FolderNames {
  /** Throws what the disk says; then the name is there, and is flushed by the next `settle`. */
  move(from: string, to: string): Promise<void>;
  /** Flushes the names in a folder, unless they are known to be on the disk. */
  settle(folder: string): Promise<void>;
}

/** `root` has to be there. What earlier processes left in it counts as not flushed: one of them may have been killed. */
export async function openFolderNames(root: string): Promise<FolderNames> {
  /** Folders whose content may not be on the disk, each with the latest of its changes. */
  const owed = new Map<string, symbol>();
  /** Folders whose own names are. */
  const known = new Set<string>();
  const owe = (folder: string) => owed.set(folder, Symbol(folder));
  for (const entry of await readdir(root, { withFileTypes: true }))
    if (entry.isDirectory()) owe(join(root, entry.name));

  async function settle(folder: string): Promise<void> {
    const debt = owed.get(folder);
    if (debt !== undefined) {
      await syncFolder(folder);
      // A name that came while it was being flushed is its own mover's to flush.
      if (owed.get(folder) === debt) owed.delete(folder);
    }
    if (known.has(folder)) return;
    await syncFolder(root);
    known.add(folder);
  }

  return {
    settle,
    async move(from, to) {
      const folder = dirname(to);
      owe(folder);
      await mkdir(folder, { recursive: true });
      await rename(from, to);
      await settle(folder);
    },
  };
}

/** A name is durable only after its folder is; Windows has no such call and refuses it. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
