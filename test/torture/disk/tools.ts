import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

export const isStraceThere =
  process.platform === 'linux' &&
  spawnSync('strace', ['-e', 'trace=none', 'true'], { stdio: 'ignore' }).status === 0;

/** Debian's library that lies about the time; null where there is none. */
export const fakeTime: string | null = globSync('/usr/lib/*/faketime/libfaketime.so.1').at(0) ?? null;
