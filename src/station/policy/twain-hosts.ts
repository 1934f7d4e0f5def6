import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Reach, reach } from '../../contract/workers.ts';

/**
 * How the TWAIN hosts are started: on Windows the programs in the first of `folders` that has them, width by width;
 * elsewhere none. `PLATEN_TWAIN_HOSTS`, a JSON array of `{bits, command}`, goes before on any system, for hosts under
 * Wine; throws where it is not one.
 */
export function findTwainHosts(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  folders: readonly string[],
): Reach['twain'] {
  const given = env.PLATEN_TWAIN_HOSTS;
  if (given) return { hosts: readHosts(given) };
  if (platform !== 'win32') return { hosts: [] };
  const hosts = ([64, 32] as const).flatMap((bits) => {
    const programs = folders.map((folder) => join(folder, `platen-twain-host-${bits}.exe`));
    const program = programs.find((path) => existsSync(path));
    return program ? [{ bits, command: [program] }] : [];
  });
  return { hosts };
}

function readHosts(given: string): Reach['twain']['hosts'] {
  let value: unknown;
  try {
    value = JSON.parse(given);
  } catch (cause) {
    throw new Error('PLATEN_TWAIN_HOSTS is no JSON', { cause });
  }
  const hosts = reach.shape.twain.shape.hosts.safeParse(value);
  if (!hosts.success) {
    throw new Error(`PLATEN_TWAIN_HOSTS is no list of {bits, command}: ${hosts.error.message}`);
  }
  return hosts.data;
}
