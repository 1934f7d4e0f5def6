import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';

/** What a suite needs of the system: a program, or a file that is no program; and the Debian packages it comes in. */
interface SystemPackage {
  readonly needs: { readonly program: string } | { readonly file: string };
  readonly debian: readonly string[];
  readonly wantedBy: string;
}

const wanted: readonly SystemPackage[] = [
  { needs: { program: 'chromium' }, debian: ['chromium'], wantedBy: 'end-to-end tests' },
  { needs: { program: 'strace' }, debian: ['strace'], wantedBy: 'disk failure tests' },
  { needs: { program: 'mkfs.ext4' }, debian: ['e2fsprogs'], wantedBy: 'power cuts' },
  {
    needs: { file: '/usr/lib/*/faketime/libfaketime.so.1' },
    debian: ['libfaketime'],
    wantedBy: 'tests of jumping clocks',
  },
  { needs: { program: 'openssl' }, debian: ['openssl'], wantedBy: 'certificate tests' },
  { needs: { program: 'scanimage' }, debian: ['libsane1', 'sane-utils'], wantedBy: 'SANE tests and bench' },
  {
    needs: { file: '/usr/lib/*/sane/libsane-airscan.so.1' },
    debian: ['sane-airscan'],
    wantedBy: 'SANE tests over the network',
  },
  {
    needs: { file: '/usr/lib/postgresql/*/bin/postgres' },
    debian: ['postgresql'],
    wantedBy: 'match service tests',
  },
  {
    needs: { program: 'swift-proxy-server' },
    debian: ['swift-proxy', 'swift-account', 'swift-container', 'swift-object'],
    wantedBy: 'match service tests on a real S3 API',
  },
  {
    needs: { program: 'x86_64-w64-mingw32-g++' },
    debian: ['g++-mingw-w64-x86-64'],
    wantedBy: 'the TWAIN host',
  },
  { needs: { program: 'i686-w64-mingw32-g++' }, debian: ['g++-mingw-w64-i686'], wantedBy: 'the TWAIN host' },
  { needs: { program: 'wine' }, debian: ['wine', 'wine64'], wantedBy: 'TWAIN tests' },
  {
    needs: { file: '/usr/include/wine/wine/windows/twain.h' },
    debian: ['libwine-dev'],
    wantedBy: 'the check of the TWAIN constants',
  },
  {
    needs: { file: '/usr/lib/libreoffice/program/soffice' },
    debian: ['libreoffice-writer', 'libreoffice-calc', 'libreoffice-impress'],
    wantedBy: 'tests of Office files',
  },
  { needs: { program: 'g++' }, debian: ['g++'], wantedBy: 'the check of the TWAIN constants' },
];

/** Installs what the tests want where this runs as root on Debian; returns what is still missing, in words. */
export function installSystemPackages(): readonly string[] {
  let missing = wanted.filter((one) => !isThere(one));
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (missing.length > 0 && isRootOnDebian) {
    const names = missing.flatMap(({ debian }) => debian);
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
    missing = wanted.filter((one) => !isThere(one));
  }
  return missing.map(
    ({ needs, debian, wantedBy }) =>
      `${'program' in needs ? needs.program : needs.file} is missing (${wantedBy}): ` +
      `apt-get install --no-install-recommends ${debian.join(' ')}`,
  );
}

function isThere({ needs }: SystemPackage): boolean {
  if ('file' in needs) return globSync(needs.file).length > 0;
  return spawnSync('which', [needs.program], { stdio: 'ignore' }).status === 0;
}
