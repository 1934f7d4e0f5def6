import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDataFolder } from '../../../src/station/policy/data-folder.ts';
import { migrations } from '../../../src/station/store/migrations/all.ts';
import { StoreError } from '../../../src/station/store/store-error.ts';
import { audit, batch, bill, commit, diff, document, page, pageId } from './sample.ts';
import { opened, temporaryFolder } from './temporary.ts';

const child = fileURLToPath(new URL('./commit-child.ts', import.meta.url));

/** Runs the tests of a fault that this machine cannot make as skipped, aloud; where CI is to make them all, as failed. */
function needing(what: string, isThere: boolean): typeof it {
  if (isThere) return it;
  if (process.env.CI === 'true' && process.platform === 'linux') {
    return ((name: string) =>
      it(name, () => {
        throw new Error(`cannot be tested without ${what}`);
      })) as typeof it;
  }
  console.warn(`skipped: tests of a failing disk that need ${what}`);
  return it.skip as typeof it;
}

function works(command: string, parameters: readonly string[]): boolean {
  return process.platform === 'linux' && spawnSync(command, parameters, { stdio: 'ignore' }).status === 0;
}

function canMount(): boolean {
  if (process.platform !== 'linux') return false;
  const folder = temporaryName();
  mkdirSync(folder);
  const isMounted = works('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]);
  if (isMounted) execFileSync('umount', [folder]);
  rmSync(folder, { recursive: true });
  return isMounted;
}

function temporaryName(): string {
  return join(tmpdir(), `platen-mount-${process.pid}-${process.hrtime.bigint()}`);
}

/** What a child that commits pages said: its last ACK, its log, and how it ended. */
interface Told {
  readonly acked: number;
  readonly lines: readonly string[];
}

function told(stdout: string): Told {
  const lines = stdout.split('\n').filter((line) => line !== '');
  const acks = lines.filter((line) => line.startsWith('ACK ')).map((line) => Number(line.slice(4)));
  expect(acks).toEqual(acks.map((_, index) => index + 1));
  return { acked: acks.length, lines };
}

/** Opens the store as the next start would: each acknowledged page once, at most one that was never acknowledged. */
function expectKept(path: string, acked: number): void {
  const store = opened(path);
  const loaded = store.loadBatch(batch.id);
  const ids = new Set(loaded?.tree.pages.keys());
  for (let n = 1; n <= acked; n += 1) expect(ids.has(pageId(n)), `page ${n}`).toBe(true);
  expect(ids.size).toBeGreaterThanOrEqual(acked);
  expect(ids.size).toBeLessThanOrEqual(acked + 1);
  expect(store.batchSummaries()[0]?.pages).toBe(ids.size);
  expect(loaded?.revision).toBe(ids.size + 1);
  store.commit(commit(ids.size + 2, { diff: diff({ pages: { added: [page(9_999, 1)] } }) }));
}

describe('a limit on the size of files', () => {
  needing('a shell with ulimit', works('bash', ['-c', 'ulimit -f 600']))(
    'DATA-10 keeps every acknowledged page, says that it failed, and goes on at the next start',
    () => {
      const path = join(temporaryFolder(), 'station.sqlite');
      const run = spawnSync(
        'bash',
        ['-c', `ulimit -f 600; exec "$0" "$@"`, process.execPath, child, path, '3000'],
        {
          encoding: 'utf8',
        },
      );
      const { acked, lines } = told(run.stdout);
      expect(run.status, run.stderr).toBe(0);
      expect(acked).toBeGreaterThan(50);
      expect(lines).toContain('FAILED {"type":"StoreFailed","code":"SQLITE_IOERR_WRITE"}');
      expectKept(path, acked);
    },
    60_000,
  );
});

describe('an fsync that fails', () => {
  const isStraceThere = works('strace', ['-e', 'trace=none', 'true']);
  const test = isStraceThere ? it : it.skip;

  /** A sync of one of the first pages: making the store takes one for each of its steps. */
  const early = migrations.length + 6;

  function runWith(path: string, when: string): Told {
    const run = spawnSync(
      'strace',
      [
        '-f',
        '-o',
        `${path}.strace`,
        '-P',
        `${path}-wal`,
        '-e',
        'trace=fsync',
        '-e',
        `inject=fsync:error=EIO:when=${when}`,
      ].concat([process.execPath, child, path, '12']),
      { encoding: 'utf8' },
    );
    expect(run.status, run.stderr).toBe(0);
    return told(run.stdout);
  }

  test('DATA-11 once, on the log: the outcome is read back, the change made anew, and nobody notices', () => {
    const path = join(temporaryFolder(), 'station.sqlite');
    const { acked, lines } = runWith(path, `${early}`);
    expect(lines).toContain('LOG store.write-unknown {"code":"SQLITE_IOERR_FSYNC"}');
    expect(lines).toContain('LOG store.read-back {"found":"absent"}');
    expect(acked).toBe(12);
    expectKept(path, 12);
  });

  test('DATA-11 twice in a row: the change is found in the file and not made a second time', () => {
    const path = join(temporaryFolder(), 'station.sqlite');
    const { acked, lines } = runWith(path, `${early}..${early + 1}`);
    expect(lines).toContain('LOG store.read-back {"found":"there"}');
    expect(acked).toBe(12);
    expectKept(path, 12);
  });

  test('DATA-11 for ever: the store gives up and says so, and what was acknowledged is kept', () => {
    const path = join(temporaryFolder(), 'station.sqlite');
    const { acked, lines } = runWith(path, `${early}+`);
    expect(lines).toContain('FAILED {"type":"StoreFailed","code":"SQLITE_IOERR_FSYNC"}');
    expect(acked).toBeGreaterThan(0);
    expect(acked).toBeLessThan(12);
    expectKept(path, acked);
  });
});

describe('a full disk', () => {
  const test = needing('the right to mount', canMount());

  /** A disk of its own, small enough to fill. */
  function smallDisk(size: string): string {
    const folder = temporaryName();
    mkdirSync(folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
    onTestFinished(() => {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    });
    return folder;
  }

  /** Fills what is left. */
  function fill(folder: string): string {
    const ballast = join(folder, 'ballast');
    for (let bytes = 1 << 20; bytes >= 4096; bytes >>= 1) {
      try {
        for (;;) writeFileSync(ballast, Buffer.alloc(bytes), { flag: 'a' });
      } catch (cause) {
        expect(cause).toMatchObject({ code: 'ENOSPC' });
      }
    }
    return ballast;
  }

  test('DATA-12 is told as such; what is there can be read; with room again the same store goes on', () => {
    const folder = smallDisk('2m');
    const path = join(folder, 'station.sqlite');
    const store = opened(path);
    store.insertBatch(batch, audit('opened'));
    store.commit(
      commit(1, { diff: diff({ bills: { added: [bill(1)] }, documents: { added: [document(1, 1)] } }) }),
    );
    const ballast = fill(folder);

    let pages = 0;
    let failure: unknown = null;
    while (failure === null && pages < 5_000) {
      try {
        store.commit(
          commit(pages + 2, { diff: diff({ pages: { added: [page(pages + 1, 1, { rank: pages })] } }) }),
        );
        pages += 1;
      } catch (cause) {
        failure = cause;
      }
    }
    expect(failure).toBeInstanceOf(StoreError);
    expect(failure).toMatchObject({ error: { type: 'DiskFull' } });
    expect(store.loadBatch(batch.id)).toMatchObject({ revision: pages + 1 });
    expect(store.loadBatch(batch.id)?.tree.pages.size).toBe(pages);

    expect(statSync(ballast).size).toBeGreaterThan(0);
    rmSync(ballast);
    store.commit(
      commit(pages + 2, { diff: diff({ pages: { added: [page(pages + 1, 1, { rank: pages })] } }) }),
    );
    expect(store.loadBatch(batch.id)?.tree.pages.size).toBe(pages + 1);
  });

  test('DATA-12 does not keep a station from starting: what is there can still be sent', async () => {
    const folder = smallDisk('1m');
    mkdirSync(join(folder, 'data'));
    fill(folder);
    const held = await openDataFolder(join(folder, 'data'));
    expect(held).toMatchObject({ ok: true });
    if (held.ok) held.value.close();
  });
});
