import { copyFile, mkdir, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { v4 as uuidv4 } from 'uuid';
import type { Sidecar } from '../../contract/sidecar.ts';
import type { Sha256 } from '../../domain/units.ts';
import type { Log } from '../ports/clock.ts';
import { codeOf, flushFile, flushFolder, renamePatiently, writeFlushed } from './durable.ts';
import { hashOfFile } from './hash.ts';
import { sidecarOf } from './remove.ts';

export interface Folders {
  readonly cas: string;
  readonly spool: string;
  readonly uploads: string;
  readonly orphans: string;
  /** Files of bills for other stations, each in a folder of its own. */
  readonly exports: string;
  /** What is known of each bill. */
  readonly bills: string;
}

export interface Arrival {
  readonly path: string;
  readonly sha256: Sha256;
}

/**
 * Brings a spooled file and its sidecar to `cas/<2 hex>/<sha>` and to the disk. Doing it again, or with a file whose bytes
 * are already there, changes nothing. Throws EBADMSG when the bytes are not what the hash says, and what the disk says.
 */
export async function adoptFile(
  folders: Folders,
  target: string,
  arrival: Arrival,
  sidecar: Sidecar | null,
  log: Log,
): Promise<void> {
  const shelf = dirname(target);
  if ((await mkdir(shelf, { recursive: true })) !== undefined) await flushFolder(folders.cas);
  await place(folders, target, arrival, log);
  if (sidecar) await placeSidecar(folders, sidecarOf(target, sidecar.pageId), sidecar);
  await flushFolder(shelf);
}

async function place(folders: Folders, target: string, arrival: Arrival, log: Log): Promise<void> {
  const [stored, spooled] = await Promise.all([sizeOf(target), sizeOf(arrival.path)]);
  if (spooled === null) {
    // The rename of an earlier try went through; what it left may not be on the disk yet.
    if (stored === null) throw missing(arrival.path);
    await flushFile(target);
    return;
  }
  if (stored !== null && (await reads(target, arrival.sha256))) {
    await flushFile(target);
    await unlink(arrival.path);
    return;
  }
  if (stored !== null) {
    // The arrival is the last good copy.
    log('error', 'files.damaged-replaced', { sha256: arrival.sha256, storedBytes: stored, bytes: spooled });
    await renamePatiently(target, join(folders.orphans, `${basename(target)}.${uuidv4()}`));
  }
  const flushed = await flushedCopy(folders, arrival, log);
  await renamePatiently(flushed, target);
}

/**
 * The path of the bytes once they are on the disk with the right hash: the spooled file, or a copy of it in a new file when
 * its fsync failed. A second fsync of the same file would say yes with the bytes gone.
 */
async function flushedCopy(folders: Folders, arrival: Arrival, log: Log): Promise<string> {
  const [flush, sha256] = await Promise.all([
    flushFile(arrival.path).then(
      () => null,
      (cause: unknown) => ({ cause }),
    ),
    hashOfFile(arrival.path),
  ]);
  if (sha256 !== arrival.sha256) throw mismatch(arrival, sha256);
  if (!flush) return arrival.path;
  if (codeOf(flush.cause) !== 'EIO') throw flush.cause;
  log('error', 'files.flush-failed', { sha256, code: 'EIO' });
  const copy = join(folders.spool, `${sha256}.${uuidv4()}.part`);
  await copyFile(arrival.path, copy);
  await flushFile(copy);
  const copied = await hashOfFile(copy);
  if (copied !== arrival.sha256) throw mismatch(arrival, copied);
  await renamePatiently(arrival.path, join(folders.orphans, `${basename(arrival.path)}.${uuidv4()}`));
  return copy;
}

async function placeSidecar(folders: Folders, path: string, sidecar: Sidecar): Promise<void> {
  const part = join(folders.spool, `${basename(path)}.${uuidv4()}.part`);
  await writeFlushed(part, JSON.stringify(sidecar));
  await renamePatiently(part, path);
}

/** Whether the stored file still has its bytes; one that the disk can no longer read has not. */
export async function reads(path: string, sha256: Sha256): Promise<boolean> {
  try {
    return (await hashOfFile(path)) === sha256;
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT' || codeOf(cause) === 'EIO') return false;
    throw cause;
  }
}

/** Null when there is no such file. */
export async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return null;
    throw cause;
  }
}

function missing(path: string): Error {
  return Object.assign(new Error(`neither spooled nor stored: ${basename(path)}`), { code: 'ENOENT' });
}

function mismatch(arrival: Arrival, found: Sha256): Error {
  const text = `${basename(arrival.path)} was announced as ${arrival.sha256} and reads ${found}`;
  return Object.assign(new Error(text), { code: 'EBADMSG' });
}
