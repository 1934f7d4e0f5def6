import { constants } from 'node:fs';
import { lstat, open, readdir, rename, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { validate } from 'uuid';
import type { ClaimedFile, ClaimPlace, DroppedFile, HotFolderFiles } from '../ports/hot-folder.ts';
import { codeOf } from './durable.ts';
import { isFreeFile, lookAround, unlessGone } from './hot-folder-look.ts';
import { ownFolders, shownName } from './hot-folder-names.ts';
import { whyUnusable } from './hot-folder-prepare.ts';
import { flushNames, mkdirUnlessThere, moveToShelf, openShelf } from './hot-folder-shelf.ts';

const chunkBytes = 256 * 1024;

/**
 * The watched folder of a station. Claimed files lie under the station's own name, so that of several stations on one
 * folder none takes up what another has in hand. Throws what the disk says.
 */
export function openHotFolderFiles(options: {
  readonly claimant: string;
  readonly dataFolder: string;
}): HotFolderFiles {
  const claimsOf = (folder: string) => join(folder, ownFolders.claims, options.claimant);
  const pathOf = ({ folder, claimId }: ClaimPlace) => {
    // The id becomes part of a path, and comes from a folder others write in.
    if (!validate(claimId)) throw new Error(`not a claim: ${claimId}`);
    return join(claimsOf(folder), claimId);
  };

  return {
    prepare: (folder) => whyUnusable(folder, options),
    look: lookAround,
    isFree: (folder, subfolder, name) => isFreeFile(join(folder, subfolder ?? '', name)),
    async claims(folder) {
      const names = await unlessGone(readdir(claimsOf(folder)));
      return (names ?? []).filter((name) => validate(name)).toSorted();
    },
    async openClaim(place) {
      // Never the watched folder itself: where a share is gone, files must not be looked for on the disk beneath.
      await mkdirUnlessThere(join(place.folder, ownFolders.claims));
      await mkdirUnlessThere(claimsOf(place.folder));
      await mkdirUnlessThere(pathOf(place));
      await flushNames(claimsOf(place.folder));
    },
    claim: (place, subfolder, file) => claimFile(join(place.folder, subfolder ?? ''), pathOf(place), file),
    async settleClaim(place, subfolder) {
      await flushNames(pathOf(place));
      const source = join(place.folder, subfolder ?? '');
      if (await unlessGone(lstat(source))) await flushNames(source);
    },
    async claimed(place) {
      const names = await readdir(pathOf(place));
      return names.map((name): ClaimedFile => ({ name, shown: shownName(name) }));
    },
    async stampOf(place, name) {
      const { size, mtimeMs } = await lstat(join(pathOf(place), name));
      return `${size}/${mtimeMs}`;
    },
    read: (place, name, signal) => bytesOf(join(pathOf(place), name), signal),
    openShelf,
    async shelve(place, name, shelf, words) {
      await moveToShelf(
        join(pathOf(place), name),
        join(place.folder, ownFolders[shelf.kind], shelf.name),
        name,
        words,
      );
      await flushNames(pathOf(place));
    },
    closeClaim: (place) => removeIfEmpty(pathOf(place)),
    clearSubfolder: (folder, subfolder) => removeIfEmpty(join(folder, subfolder)),
  };
}

/** Only ever an empty folder: the system itself refuses any other. */
async function removeIfEmpty(path: string): Promise<void> {
  try {
    await rmdir(path);
  } catch (cause) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EBUSY'].includes(codeOf(cause) ?? '')) throw cause;
  }
}

/** Renaming within one file system is all or nothing, and only one can do it: whoever does has the file. */
async function claimFile(
  folder: string,
  claim: string,
  file: DroppedFile,
): Promise<'claimed' | 'gone' | 'held'> {
  const from = join(folder, file.name);
  const to = join(claim, file.name);
  // Claimed before a restart: what lies under that name in the folder now is another file.
  if (await unlessGone(lstat(to))) return 'claimed';
  const now = await unlessGone(lstat(from));
  if (!now?.isFile() || now.size !== file.bytes || now.mtimeMs !== file.changedAt) return 'gone';
  try {
    await rename(from, to);
    return 'claimed';
  } catch (cause) {
    const code = codeOf(cause) ?? '';
    if (code === 'ENOENT') {
      // A network may repeat a rename whose answer got lost, and then say that there is no such file.
      if (await unlessGone(lstat(to))) return 'claimed';
      await lstat(claim);
      return 'gone';
    }
    if (['EBUSY', 'EPERM', 'EACCES', 'EXDEV', 'ETXTBSY'].includes(code)) return 'held';
    throw cause;
  }
}

/** The bytes of a claimed file; a link that took its place is not followed. Ends with the signal's reason. */
async function* bytesOf(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(
    (cause: unknown) => {
      // The system's own sentence names folders of this machine, and these words are shown.
      throw new Error(codeOf(cause) ?? String(cause));
    },
  );
  try {
    if (!(await handle.stat()).isFile()) throw new Error('not a file');
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}
