import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, openBrowserWindow } from '../../src/shell/browser/open-browser.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'platen-window-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A program in the place of a browser, so that what is asked of it and what it answers are known. */
async function plant(name: string, script: string): Promise<NodeJS.ProcessEnv> {
  const bin = join(folder, 'bin');
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(bin, name), 0o755);
  return { PATH: bin, DISPLAY: ':0' };
}

const url = 'http://127.0.0.1:1/?token=t';

describe.skipIf(process.platform !== 'linux')('a window of an installed browser', () => {
  it('BROWSER-11 opens as an app window with a profile of its own and the browser’s own sandbox', async () => {
    const env = await plant('google-chrome', `echo "$@" > "${folder}/asked"; exec /bin/sleep 4`);
    const opened = await openBrowserWindow({ url, dataFolder: folder, env, platform: 'linux' });
    expect(opened).toMatchObject({ ok: true, value: { browser: join(folder, 'bin', 'google-chrome') } });
    const asked = await readFile(join(folder, 'asked'), 'utf8');
    expect(asked).toContain(`--app=${url}`);
    expect(asked).toContain(`--user-data-dir=${join(folder, 'browser-window')}`);
    expect(asked).not.toContain('no-sandbox');
    if (opened.ok) await opened.value.closed;
  });

  it('BROWSER-12 a browser that refuses root is named with what to do', async () => {
    const env = await plant(
      'chromium',
      'echo "Running as root without --no-sandbox is not supported." >&2; exit 1',
    );
    const opened = await openBrowserWindow({ url, dataFolder: folder, env, platform: 'linux' });
    expect(opened).toMatchObject({ ok: false, error: { type: 'RootRefused' } });
    if (!opened.ok) expect(opened.error.detail).toContain('ordinary user');
  });

  it('BROWSER-12 a browser that ends at once is named with its last words', async () => {
    const env = await plant('chromium', 'echo first >&2; echo "cannot open display" >&2; exit 3');
    const opened = await openBrowserWindow({ url, dataFolder: folder, env, platform: 'linux' });
    expect(opened).toMatchObject({ ok: false, error: { type: 'BrowserFailed' } });
    if (!opened.ok) expect(opened.error.detail).toContain('status 3: cannot open display');
  });

  it('BROWSER-12 without a display or a browser the address is for opening by hand', async () => {
    const { PATH } = await plant('chromium', 'exit 0');
    const noDisplay = await openBrowserWindow({ url, dataFolder: folder, env: { PATH }, platform: 'linux' });
    expect(noDisplay).toMatchObject({ ok: false, error: { type: 'NoDisplay' } });
    const env = { PATH: join(folder, 'empty'), DISPLAY: ':0' };
    const noBrowser = await openBrowserWindow({ url, dataFolder: folder, env, platform: 'linux' });
    expect(noBrowser).toMatchObject({ ok: false, error: { type: 'NoBrowser' } });
  });
});

it('BROWSER-11 on Windows Chrome and Edge are looked for where their installers put them', async () => {
  const edge = join(folder, 'Microsoft', 'Edge', 'Application');
  await mkdir(edge, { recursive: true });
  await writeFile(join(edge, 'msedge.exe'), '', { mode: 0o755 });
  const env = { PROGRAMFILES: join(folder, 'none'), 'PROGRAMFILES(X86)': folder };
  expect(await findBrowser(env, 'win32')).toBe(join(edge, 'msedge.exe'));
  expect(await findBrowser({}, 'win32')).toBeNull();
});
