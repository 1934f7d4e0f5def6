import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import { displayName } from './display-name.ts';

/** Folders of ours at the top of the watched folder. */
export const ownFolders = { claims: '.platen', done: 'done', failed: 'failed' } as const;

/** What file managers leave everywhere; nobody dropped it. */
const leftByFileManagers = new Set(['thumbs.db', 'ehthumbs.db', 'desktop.ini', '.ds_store']);
/** Browsers, copy programs and network transfers write under such names until they are through. */
const unfinished = /^[.~]|\.(part|partial|filepart|tmp|temp|crdownload|download|opdownload|!ut)$/i;
const longestFolderName = 80;
const longestShownStem = 150;

export function isLeftByFileManager(name: string): boolean {
  return leftByFileManagers.has(name.toLowerCase());
}

/** Also `~$...` of office programs, and everything hidden: rsync and others transfer under hidden names. */
export function isUnfinishedTransfer(name: string): boolean {
  return unfinished.test(name);
}

export function isOwnFolder(name: string): boolean {
  return (
    name.startsWith('.') || name.toLowerCase() === ownFolders.done || name.toLowerCase() === ownFolders.failed
  );
}

/**
 * The name a file goes by in pages and words. Pages taken already are known by it after a restart, so names that
 * differ on the disk must differ here too: where showing changed the name, a mark of the true one is added.
 */
export function shownName(name: string): string {
  const shown = displayName(name);
  if (shown === name) return name;
  const mark = createHash('sha256').update(name).digest('hex').slice(0, 8);
  const extension = extname(shown);
  const stem = shown.slice(0, shown.length - extension.length);
  return displayName(`${[...stem].slice(0, longestShownStem).join('')} ~${mark}${extension}`);
}

/** A folder name every file system takes: batch names carry `/`, and Windows reserves signs, device names and endings. */
export function folderNameOf(batchName: string): string {
  const plain = batchName
    .toWellFormed()
    .replace(/[<>:"/\\|?*]/g, '-')
    .replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
  const short = [...plain]
    .slice(0, longestFolderName)
    .join('')
    .replace(/^\s+|[.\s]+$/g, '');
  if (short === '') return 'batch';
  return /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(short) || short.startsWith('.') ? `_${short}` : short;
}

/** `a.pdf`, `a (2).pdf`, `a (3).pdf`...; folders have no extension. */
export function* alternatives(name: string, extension: string): Generator<string> {
  yield name;
  const stem = name.slice(0, name.length - extension.length);
  for (let n = 2; ; n += 1) yield `${stem} (${n})${extension}`;
}
