import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { electronBuild, ensureBuilt } from '../../scripts/start/builds.ts';
import { executableIn } from '../../scripts/start/resolve-electron.ts';

const project = resolve(import.meta.dirname, '../..');
const executable = [process.env.ELECTRON_OVERRIDE_DIST_PATH, join(project, 'node_modules/electron/dist')]
  .filter((folder) => folder !== undefined && folder !== '')
  .map((folder) => join(folder ?? '', executableIn(process.platform)))
  .find((path) => existsSync(path));
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);

if (!executable) {
  process.stdout.write(
    'SKIPPED: real Electron binary not present (node_modules/electron/dist, ELECTRON_OVERRIDE_DIST_PATH): the Electron shell was tested against a double only\n',
  );
} else if (!hasDisplay) {
  process.stdout.write(
    'SKIPPED: real Electron binary present, but there is no display to open its window on\n',
  );
}

/** What only the real thing can show: that Electron does what the shell asks of it. */
describe.skipIf(!executable || !hasDisplay)('real Electron', () => {
  let dataFolder: string;
  let app: ElectronApplication;
  let window: Page;

  beforeAll(async () => {
    expect(ensureBuilt(electronBuild, project, (words) => process.stdout.write(`${words}\n`))).toBe('built');
    dataFolder = await mkdtemp(join(tmpdir(), 'platen-real-electron-'));
    const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
    app = await _electron.launch({
      executablePath: executable ?? '',
      args: [join(project, 'out/main/main.js'), ...(isRoot ? ['--no-sandbox'] : [])],
      env: {
        ...Object.fromEntries(Object.entries(process.env).filter((entry) => entry[1] !== undefined)),
        PLATEN_DATA: dataFolder,
        PLATEN_DISCOVER: 'off',
        XDG_CONFIG_HOME: dataFolder,
      } as Record<string, string>,
    });
    window = await app.firstWindow();
    await window.waitForLoadState('load');
  }, 180_000);
  afterAll(async () => {
    await app?.close();
    if (dataFolder) await rm(dataFolder, { recursive: true, force: true });
  });

  it('ELEC-8 the window is app://station, with the preload’s four names and nothing of Node', async () => {
    expect(window.url()).toBe('app://station/');
    const seen = await window.evaluate(`({
      names: Object.keys(window.platen).sort(),
      node: [typeof window.require, typeof window.process, typeof window.module],
    })`);
    expect(seen).toEqual({
      names: ['ask', 'listen', 'run', 'shell'],
      node: ['undefined', 'undefined', 'undefined'],
    });
  });

  it('ELEC-9 the station answers over the bridge, and refuses what the contract does not know', async () => {
    const status = await window.evaluate(`window.platen.ask('station.status', {})`);
    expect(status).toMatchObject({ ok: true, value: { dataFolder } });
    const unknown = await window.evaluate(`window.platen.run('no.such', {})`);
    expect(unknown).toMatchObject({ ok: false, error: { type: 'InvalidCommand' } });
  });

  it('ELEC-18 an upload in the window reaches the station through the app scheme', async () => {
    const answer = await window.evaluate(`fetch('uploads?name=a.png', {
      method: 'POST',
      body: new File([new Uint8Array([137, 80, 78, 71])], 'a.png'),
    }).then((response) => response.json())`);
    expect(answer).toEqual({ uploadId: expect.any(String) });
  });

  it('ELEC-4 ELEC-5 ELEC-7 the window neither leaves, nor opens another, nor reaches the network', async () => {
    await window.evaluate(`{ location.href = 'https://example.invalid/'; }`);
    expect(await window.evaluate(`window.open('https://example.invalid/') === null`)).toBe(true);
    const reached = await window.evaluate(
      `fetch('http://127.0.0.1:9/').then(() => 'reached', () => 'refused')`,
    );
    expect(reached).toBe('refused');
    await window.waitForTimeout(300);
    expect(window.url()).toBe('app://station/');
    expect(app.windows()).toHaveLength(1);
  });

  it('SHELL-1 the policy holds: an inline script does not run', async () => {
    const ran = await window.evaluate(`(() => {
      const script = document.createElement('script');
      script.textContent = 'window.inlineRan = true';
      document.head.append(script);
      return window.inlineRan === true;
    })()`);
    expect(ran).toBe(false);
  });

  it('ELEC-16 the station’s workers run as utility processes', async () => {
    const names = await app.evaluate(({ app: main }) =>
      main.getAppMetrics().map((metric) => metric.name ?? ''),
    );
    expect(names.some((name) => name.startsWith('Platen '))).toBe(true);
  });

  it('ELEC-14 closing the window ends the process', async () => {
    const child = app.process();
    const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
    await window.close();
    expect(await ended).toBe(0);
  });
});
