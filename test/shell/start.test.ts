import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureBuilt, isStale } from '../../scripts/start/builds.ts';
import { electronObstacle, isElectronBroken, readWish } from '../../scripts/start/choose-shell.ts';
import { downloadElectron } from '../../scripts/start/download-electron.ts';
import { type ElectronSearch, executableIn, resolveElectron } from '../../scripts/start/resolve-electron.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'platen-start-'));
  write('node_modules/electron/install.js');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text = ''): string {
  const whole = join(folder, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, text);
  return whole;
}

describe('where the Electron runtime is looked for', () => {
  const day = 24 * 60 * 60 * 1000;
  let downloads = 0;
  const search = (rest: Partial<ElectronSearch> = {}) =>
    resolveElectron({
      projectFolder: folder,
      env: {},
      platform: 'linux',
      now: 1_000 * day,
      downloadAgain: 'after-a-day',
      async download() {
        downloads += 1;
        return 'getaddrinfo ENOTFOUND';
      },
      ...rest,
    });
  beforeEach(() => {
    downloads = 0;
  });

  it('SHELL-10 the folder of the environment comes first, then the installed one, and nothing is fetched', async () => {
    const installed = write('node_modules/electron/dist/electron');
    write('node_modules/electron/dist/version', '45.4.1');
    const mine = write('mine/electron');
    expect(await search({ env: { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'mine') } })).toEqual({
      ok: true,
      path: mine,
    });
    expect(await search()).toEqual({ ok: true, path: installed });
    expect(downloads).toBe(0);
  });

  it('SHELL-10 a folder of the environment without a runtime is named, and the next place used', async () => {
    const env = { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'empty') };
    const found = await search({ env });
    expect(found.ok).toBe(false);
    if (!found.ok) {
      expect(found.why).toHaveLength(3);
      expect(found.why[0]).toContain(join(folder, 'empty'));
      expect(found.why[2]).toContain('ENOTFOUND');
    }
  });

  it('SHELL-10 half a runtime, as a cut download leaves it, does not count', async () => {
    write('node_modules/electron/dist/electron');
    expect((await search()).ok).toBe(false);
    expect(downloads).toBe(1);
  });

  it('SHELL-10 a download that works is used at once', async () => {
    const found = await search({
      async download() {
        write('node_modules/electron/dist/electron');
        return null;
      },
    });
    expect(found).toEqual({ ok: true, path: join(folder, 'node_modules/electron/dist/electron') });
  });

  it('SHELL-11 a failed download is not waited for again within a day, but still told; asked for, it is tried', async () => {
    await search();
    const again = await search({ now: 1_000 * day + day - 1 });
    expect(downloads).toBe(1);
    expect(again.ok ? [] : again.why.at(-1)).toContain('ENOTFOUND');
    await search({ now: 1_000 * day + day - 1, downloadAgain: 'now' });
    expect(downloads).toBe(2);
    await search({ now: 1_002 * day });
    expect(downloads).toBe(3);
    // A clock set back must not make a failure last.
    await search({ now: 900 * day });
    expect(downloads).toBe(4);
    expect(JSON.parse(readFileSync(join(folder, 'out/electron-unavailable.json'), 'utf8'))).toHaveProperty(
      'why',
    );
    write('out/electron-unavailable.json', '{"at":');
    await search();
    expect(downloads).toBe(5);
  });

  it('SHELL-10 without the electron package nothing is tried', async () => {
    rmSync(join(folder, 'node_modules'), { recursive: true });
    expect((await search()).ok).toBe(false);
    expect(downloads).toBe(0);
  });

  it('SHELL-10 the program has its name by platform', () => {
    expect(executableIn('win32')).toBe('electron.exe');
    expect(executableIn('linux')).toBe('electron');
    expect(executableIn('darwin')).toContain('Electron.app');
  });
});

describe('the download', () => {
  const installer = (text: string) => write('node_modules/electron/install.js', text);

  it('SHELL-11 is bounded', async () => {
    installer('setInterval(() => {}, 1000)');
    const started = Date.now();
    expect(await downloadElectron(folder, 300)).toBe('not done within 0.3 s');
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  it('SHELL-11 tells why it failed in one line, and that it worked by null', async () => {
    installer("console.error(new Error('connect ECONNREFUSED').stack); process.exit(1)");
    expect(await downloadElectron(folder, 10_000)).toBe('connect ECONNREFUSED');
    installer('process.exit(3)');
    expect(await downloadElectron(folder, 10_000)).toContain('status 3');
    installer('');
    expect(await downloadElectron(folder, 10_000)).toBeNull();
  });
});

describe('which shell', () => {
  it('SHELL-12 --shell is taken out of the arguments, the rest goes on', () => {
    expect(readWish([])).toEqual({ shell: 'auto', rest: [] });
    expect(readWish(['--shell', 'browser', '--port', '8100'])).toEqual({
      shell: 'browser',
      rest: ['--port', '8100'],
    });
    expect(readWish(['--data', 'x', '--shell=electron'])).toEqual({
      shell: 'electron',
      rest: ['--data', 'x'],
    });
    expect(readWish(['--shell', 'spectron'])).toBeNull();
    expect(readWish(['--shell'])).toBeNull();
  });

  it('SHELL-12 on Linux without a display, or as root, Electron is not tried', () => {
    const at = (env: NodeJS.ProcessEnv, uid: number, args: string[] = []) =>
      electronObstacle({ platform: 'linux', env, uid }, args);
    expect(at({}, 1000)).toContain('no display');
    expect(at({ DISPLAY: ':0' }, 0)).toContain('root');
    expect(at({ DISPLAY: ':0' }, 0, ['--no-sandbox'])).toBeNull();
    expect(at({ WAYLAND_DISPLAY: 'wayland-0' }, 1000)).toBeNull();
    expect(electronObstacle({ platform: 'win32', env: {}, uid: null }, [])).toBeNull();
  });

  it('SHELL-12 an Electron that cannot run is told from a station that ended with an error', () => {
    expect(isElectronBroken({ status: 127, signal: null, ms: 80 })).toBe(true);
    expect(isElectronBroken({ status: null, signal: 'SIGTRAP', ms: 900 })).toBe(true);
    expect(isElectronBroken({ status: 1, signal: null, ms: 900 })).toBe(false);
    expect(isElectronBroken({ status: null, signal: 'SIGSEGV', ms: 3_600_000 })).toBe(false);
    expect(isElectronBroken({ status: 0, signal: null, ms: 10 })).toBe(false);
  });
});

describe('what has to be built', () => {
  const build = { outputs: ['out/a.js', 'out/b.js'], sources: ['src', 'build.config.ts'] };

  it('SHELL-13 builds what is missing or older than a source, deep down too, and nothing else', () => {
    const source = write('src/deep/er/file.ts');
    const config = write('build.config.ts');
    expect(isStale(build, folder)).toBe(true);
    const outputs = [write('out/a.js'), write('out/b.js')];
    const at = (path: string, seconds: number) => utimesSync(path, seconds, seconds);
    for (const path of ['src/deep/er', 'src/deep', 'src']) at(join(folder, path), 1_000);
    at(source, 1_000);
    at(config, 1_000);
    for (const path of outputs) at(path, 2_000);
    expect(isStale(build, folder)).toBe(false);
    at(source, 3_000);
    expect(isStale(build, folder)).toBe(true);
    at(source, 1_000);
    at(config, 3_000);
    expect(isStale(build, folder)).toBe(true);
    at(config, 1_000);
    at(outputs[1] ?? '', 500);
    expect(isStale(build, folder)).toBe(true);
  });

  it('SHELL-13 says that it builds before it does, and that tools are missing where they are', () => {
    const said: string[] = [];
    const say = (words: string) => void said.push(words);
    write('src/file.ts');
    const whole = { ...build, name: 'the window', command: ['tool.js'] as const, seconds: 20 };
    expect(ensureBuilt(whole, folder, say)).toBe('failed');
    expect(said[0]).toContain('npm ci');
    const touchBoth = "for (const name of ['out/a.js', 'out/b.js']) require('fs').writeFileSync(name, '')";
    write('tool.js', `require('fs').mkdirSync('out'); ${touchBoth}`);
    expect(ensureBuilt(whole, folder, say)).toBe('built');
    expect(said[1]).toBe('Building the window, about 20 s ...');
    expect(ensureBuilt(whole, folder, say)).toBe('built');
    expect(said).toHaveLength(2);
    write('tool.js', 'process.exit(1)');
    rmSync(join(folder, 'out/a.js'));
    expect(ensureBuilt(whole, folder, say)).toBe('failed');
  });
});
