import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A program a suite needs, and the Debian package it comes in. */
interface SystemPackage {
  readonly program: string;
  readonly debian: string;
  readonly wantedBy: string;
}

const wanted: readonly SystemPackage[] = [
  { program: 'chromium', debian: 'chromium', wantedBy: 'end-to-end tests' },
  { program: 'strace', debian: 'strace', wantedBy: 'disk failure tests' },
  { program: 'openssl', debian: 'openssl', wantedBy: 'certificate tests' },
];

/** Installs what the tests want where this runs as root on Debian; returns what is still missing, in words. */
export function installSystemPackages(): readonly string[] {
  let missing = wanted.filter(({ program }) => !isInstalled(program));
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (missing.length > 0 && isRootOnDebian) {
    const names = missing.map(({ debian }) => debian);
    process.stdout.write(`installing ${names.join(', ')} for the tests ...\n`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    try {
      execFileSync('apt-get', ['update', '-q'], { stdio: 'ignore', env });
      execFileSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], {
        stdio: 'ignore',
        env,
      });
    } catch (cause) {
      process.stdout.write(`apt-get failed: ${cause instanceof Error ? cause.message : String(cause)}\n`);
    }
    missing = wanted.filter(({ program }) => !isInstalled(program));
  }
  return missing.map(
    ({ program, debian, wantedBy }) =>
      `${program} is missing (${wantedBy}): apt-get install --no-install-recommends ${debian}`,
  );
}

function isInstalled(program: string): boolean {
  return spawnSync('which', [program], { stdio: 'ignore' }).status === 0;
}
