import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/*
 * `npm run lock:complete`, after every change of dependencies. Where a registry mirror lacks the binaries of other
 * platforms, npm leaves their optional packages out of package-lock.json, and `npm ci` then refuses the lock. This
 * writes the entries npm would have written (version, os, cpu, libc), without an integrity it cannot know. Packages of
 * the platform it runs on are never touched.
 */

interface LockEntry {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  license?: string;
  optionalDependencies?: Record<string, string>;
}

const path = resolve(import.meta.dirname, '../package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8')) as { packages: Record<string, LockEntry> };
const added: string[] = [];

for (const entry of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    if (lock.packages[place] || !/^\d/.test(version)) continue;
    const platform = platformOf(name);
    if (!platform) continue;
    lock.packages[place] = { version, ...platform, ...(entry.dev ? { dev: true } : {}), optional: true };
    added.push(name);
  }
}
const root = lock.packages[''];
const rest = Object.entries(lock.packages).filter(([place]) => place !== '');
rest.sort(([a], [b]) => (a < b ? -1 : 1));
lock.packages = { ...(root ? { '': root } : {}), ...Object.fromEntries(rest) };
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(added.length > 0 ? `added ${added.join(', ')}\n` : 'the lock is complete\n');

/** `@scope/thing-linux-arm64-musl` says for which platform it is; null where the name says nothing. */
function platformOf(name: string): Pick<LockEntry, 'os' | 'cpu' | 'libc'> | null {
  const found =
    /(android|darwin|freebsd|linux|openharmony|win32|sunos|netbsd|openbsd|aix)-([a-z0-9]+)(?:-([a-z0-9]+))?$/.exec(
      name,
    );
  if (!found?.[1] || !found[2]) return null;
  const libc = found[3]?.startsWith('musl') ? ['musl'] : found[3]?.startsWith('gnu') ? ['glibc'] : null;
  return { cpu: [found[2]], os: [found[1]], ...(libc ? { libc } : {}) };
}
