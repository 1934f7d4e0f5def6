import { mkdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { codeOf, writeFlushed } from './durable.ts';
import { ownFolders } from './hot-folder-names.ts';

/**
 * Whether files can be taken out of this folder: it is absolute, is or can be made (its parent must be there: a typing error
 * makes no tree), can be written and renamed in, and neither holds the station's data nor lies in it. Null: it can;
 * else why not.
 */
export async function whyUnusable(
  folder: string,
  { claimant, dataFolder }: { readonly claimant: string; readonly dataFolder: string },
): Promise<string | null> {
  if (!isAbsolute(folder)) return 'NotAbsolute';
  try {
    await makeFolder(folder);
    const [real, data] = await Promise.all([realpath(folder), realpath(dataFolder)]);
    if (isWithin(real, data) || isWithin(data, real)) return 'DataFolder';
    await makeFolder(join(folder, ownFolders.claims));
    await tryRename(join(folder, ownFolders.claims, `probe-${claimant}`));
    return null;
  } catch (cause) {
    const code = codeOf(cause);
    if (code === null || !/^E[A-Z0-9]+$/.test(code)) throw cause;
    return code;
  }
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST') throw cause;
    if (!(await stat(path)).isDirectory())
      throw Object.assign(new Error(`no folder: ${path}`), { code: 'ENOTDIR' });
  }
}

/** A file of our own, written, renamed and taken away; also what an earlier try may have left of it. */
async function tryRename(path: string): Promise<void> {
  const renamed = `${path}-renamed`;
  const clear = () => Promise.all([rm(path, { force: true }), rm(renamed, { force: true })]);
  await clear();
  await writeFlushed(path, 'probe');
  try {
    await rename(path, renamed);
  } finally {
    await clear();
  }
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return (
    way === '' || (way !== '..' && !way.startsWith('../') && !way.startsWith('..\\') && !isAbsolute(way))
  );
}
