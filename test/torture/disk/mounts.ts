import { execFileSync, spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import koffi from 'koffi';

/** A disk of its own under a folder. */
export interface Mount {
  readonly folder: string;
  remove(): void;
}

export interface PowerDisk extends Mount {
  /** Everything that was not flushed is gone, and the disk answers nobody until `powerOn`. */
  cutPower(): void;
  /** Whoever used it must be gone. The journal is played back, as at a start. */
  powerOn(): void;
}

const prefix = 'platen-disk-';
/** Unmounted when this process ends, however a test ended. */
const mounted = new Set<string>();

function removeAll(): void {
  for (const folder of mounted) remove(folder);
}
process.once('exit', removeAll);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    removeAll();
    process.kill(process.pid, signal);
  });
}

/** FS_IOC_SHUTDOWN with NOLOGFLUSH: the file system stops where it is. */
const shutdownRequest = 0x8004587d;
const noLogFlush = 2;

function shutDown(folder: string): void {
  const ioctl = koffi.load('libc.so.6').func('int ioctl(int fd, unsigned long request, ...)');
  const fd = openSync(folder, 'r');
  try {
    if (ioctl(fd, shutdownRequest, 'uint32_t *', [noLogFlush]) !== 0)
      throw new Error(`the power of ${folder} could not be cut: errno ${koffi.errno()}`);
  } finally {
    closeSync(fd);
  }
}

/** Also clears up after a run that was killed before it could. */
export function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  for (const folder of leftMounted()) remove(folder);
  try {
    tmpfs('size=64k').remove();
    return true;
  } catch {
    return false;
  }
}

/** A disk in memory, as small as `options` say: `size=4m`, `nr_inodes=60`. */
export function tmpfs(options: string): Mount & { resize(options: string): void } {
  const folder = newFolder();
  mount(['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  return {
    folder,
    resize: (now) => void execFileSync('mount', ['-o', `remount,${now}`, folder], { stdio: 'pipe' }),
    remove: () => remove(folder),
  };
}

/** An ext4 disk in a file, whose power can be cut. */
export function powerDisk(): PowerDisk {
  const folder = newFolder();
  const image = `${folder}.img`;
  writeFileSync(image, '');
  truncateSync(image, 300 * 1024 * 1024);
  execFileSync('mkfs.ext4', ['-q', image], { stdio: 'pipe' });
  const attach = () => mount(['-o', 'loop', image, folder]);
  attach();
  return {
    folder,
    cutPower: () => shutDown(folder),
    powerOn() {
      unmount(folder);
      attach();
    },
    remove: () => remove(folder),
  };
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
}

function mount(args: readonly string[]): void {
  const folder = args.at(-1) ?? '';
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', args, { stdio: 'pipe' });
  mounted.add(folder);
}

/** Lazily where somebody still holds it, so that it never stays. */
function unmount(folder: string): void {
  if (spawnSync('umount', [folder], { stdio: 'ignore' }).status !== 0)
    spawnSync('umount', ['--lazy', folder], { stdio: 'ignore' });
  mounted.delete(folder);
}

function remove(folder: string): void {
  unmount(folder);
  rmSync(folder, { recursive: true, force: true });
  rmSync(`${folder}.img`, { force: true });
}

/** Mounts of this kind whose process is no more. */
function leftMounted(): readonly string[] {
  return readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .flatMap((line) => line.split(' ')[1] ?? [])
    .filter((folder) => {
      const pid = new RegExp(`/${prefix}(\\d+)-`).exec(folder)?.[1];
      return pid !== undefined && !isAlive(Number(pid));
    });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
