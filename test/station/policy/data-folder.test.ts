import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultDataFolder, openDataFolder } from '../../../src/station/policy/data-folder.ts';

const holder = fileURLToPath(new URL('./hold-child.ts', import.meta.url));

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'platen-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('the data folder', () => {
  it('DATA-14 is made, tried out, and held by one station at a time', async () => {
    const path = join(temporaryFolder(), 'new', 'data');
    const first = await openDataFolder(path);
    if (!first.ok) throw new Error(JSON.stringify(first.error));
    expect(first.value.path).toBe(path);
    expect(readdirSync(path)).toEqual(['station.lock']);
    expect(await openDataFolder(path)).toEqual({ ok: false, error: { type: 'DataFolderInUse', path } });
    first.value.close();
    const second = await openDataFolder(path);
    expect(second.ok).toBe(true);
    if (second.ok) second.value.close();
  });

  it('DATA-15 is free again when the station that held it is killed', async () => {
    const path = temporaryFolder();
    const running = spawn(process.execPath, [holder, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = await once(running.stdout, 'data');
    expect(String(said)).toBe('held\n');
    expect(await openDataFolder(path)).toEqual({ ok: false, error: { type: 'DataFolderInUse', path } });
    running.kill('SIGKILL');
    await once(running, 'close');
    const after = await openDataFolder(path);
    expect(after.ok).toBe(true);
    if (after.ok) after.value.close();
  });

  it('DATA-16 that cannot be made or written is refused with the reason', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const path = join(folder, 'file', 'data');
    expect(await openDataFolder(path)).toEqual({
      ok: false,
      error: { type: 'DataFolderUnwritable', path, code: 'ENOTDIR' },
    });
    if (process.platform === 'linux' && existsSync('/proc/self')) {
      const unplugged = join(folder, 'unplugged');
      symlinkSync(join(folder, 'gone'), unplugged);
      for (const below of [unplugged, join(unplugged, 'data')]) {
        expect(await openDataFolder(below)).toMatchObject({
          ok: false,
          error: { type: 'DataFolderUnwritable', path: below },
        });
      }
      // A file system that nobody may write, root included.
      expect(await openDataFolder('/proc/platen')).toMatchObject({
        ok: false,
        error: { type: 'DataFolderUnwritable' },
      });
    }
  });

  it('DATA-17 stands per machine where it can, and where the environment says', () => {
    const never = () => false;
    const always = () => true;
    expect(defaultDataFolder({ PLATEN_DATA: '/srv/scan' }, 'linux', always)).toBe('/srv/scan');
    expect(defaultDataFolder({ ProgramData: 'D:\\ProgramData' }, 'win32', always)).toBe(
      'D:\\ProgramData\\Platen',
    );
    expect(defaultDataFolder({}, 'win32', always)).toBe('C:\\ProgramData\\Platen');
    expect(defaultDataFolder({ HOME: '/home/lin' }, 'linux', always)).toBe('/var/lib/platen');
    expect(defaultDataFolder({ HOME: '/home/lin' }, 'linux', never)).toBe('/home/lin/.local/share/platen');
    expect(defaultDataFolder({ HOME: '/home/lin', XDG_DATA_HOME: '/data' }, 'linux', never)).toBe(
      '/data/platen',
    );
    expect(defaultDataFolder({ HOME: '/home/lin', XDG_DATA_HOME: 'data' }, 'linux', never)).toBe(
      '/home/lin/.local/share/platen',
    );
  });
});
