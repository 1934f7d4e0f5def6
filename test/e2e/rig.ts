import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Language } from '../../src/i18n/text.ts';
import { chromiumFlags, chromiumPath } from '../chromium.ts';

export const projectFolder = fileURLToPath(new URL('../../', import.meta.url));

/** The built window in a real browser over a real station that runs as a process of its own. */
export interface Rig {
  /** One station's one window. `environment` is added to the station's own. */
  openWindow(options: {
    language: Language;
    environment?: Readonly<Record<string, string>>;
    /** Puts something into the data folder before the station opens it. */
    fill?: (dataFolder: string) => Promise<void>;
  }): Promise<Window>;
  close(): Promise<void>;
}

export interface Window {
  readonly page: Page;
  readonly language: Language;
  /** Of its station. */
  readonly dataFolder: string;
  /** Writes the window as it looks in light and dark at both sizes, if PLATEN_SHOTS names a folder. */
  shot(name: string): Promise<void>;
  /** Throws what the window printed as errors, then ends window and station. */
  close(): Promise<void>;
}

const operator = 'wang.li';
const small = { width: 1366, height: 768 };
const large = { width: 1920, height: 1080 };
/** The picture is fetched and the layout measured anew for another size. */
const measuredAnewMs = 250;

export async function openRig(): Promise<Rig> {
  if (!existsSync(join(projectFolder, 'out/renderer/index.html')))
    throw new Error('the window is not built: npm run build:renderer');
  const folder = await mkdtemp(join(tmpdir(), 'platen-e2e-'));
  // Sample sheets are drawn once for all stations of a rig.
  const sheets = join(folder, 'sheets');
  await mkdir(sheets);
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: [...chromiumFlags],
  });
  let stations = 0;
  const open = new Set<Window>();
  return {
    async openWindow({ language, environment = {}, fill = async () => undefined }) {
      stations += 1;
      const dataFolder = join(folder, `station-${stations}`);
      await mkdir(join(dataFolder, 'cache'), { recursive: true });
      await symlink(sheets, join(dataFolder, 'cache', 'virtual-scanner'), 'dir');
      await fill(dataFolder);
      const station = await startStation(dataFolder, environment);
      const window = await openWindow(browser, station, language);
      open.add(window);
      const close = async () => {
        open.delete(window);
        await window.close();
      };
      return { ...window, close };
    },
    async close() {
      // Windows still open belong to a test that failed already.
      await Promise.allSettled([...open].map((window) => window.close()));
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface StationProcess {
  readonly url: string;
  readonly dataFolder: string;
  stop(): Promise<void>;
}

async function startStation(
  dataFolder: string,
  environment: Readonly<Record<string, string>>,
): Promise<StationProcess> {
  const args = ['src/cli/main.ts', 'serve', '--json', '--data', dataFolder];
  const child = spawn(process.execPath, args, {
    cwd: projectFolder,
    env: { ...process.env, PLATEN_DISCOVER: 'off', PLATEN_OPERATOR: operator, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await firstAddress(child);
  return {
    url,
    dataFolder,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(`the station ended by itself: ${child.signalCode ?? child.exitCode}`);
      }
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}

async function firstAddress(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('a piped child has an output');
  for await (const line of createInterface(child.stdout)) {
    const said: { type?: string; url?: string } = JSON.parse(line);
    if (said.type === 'listening' && said.url) return said.url;
    throw new Error(`the station said: ${line}`);
  }
  throw new Error('the station ended before it listened');
}

async function openWindow(browser: Browser, station: StationProcess, language: Language): Promise<Window> {
  const context = await browser.newContext({
    locale: language,
    viewport: small,
    colorScheme: 'light',
    timezoneId: 'Asia/Shanghai',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  // Choosers are caught from the start: beginning with the first key press would race with it.
  page.on('filechooser', () => undefined);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`);
  });
  await page.goto(station.url);
  // The operator's name comes with the station's first answer; by then keys are heard.
  await page.getByText(operator, { exact: true }).waitFor();
  const take = async (name: string, theme: 'light' | 'dark', size: typeof small) => {
    const folder = process.env.PLATEN_SHOTS;
    if (folder === undefined) return;
    await mkdir(folder, { recursive: true });
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: theme });
    await page.waitForTimeout(measuredAnewMs);
    await page.screenshot({ path: join(folder, `${name}.${language}.${theme}.${size.width}.png`) });
    await page.setViewportSize(small);
    await page.emulateMedia({ colorScheme: 'light' });
    // Whoever measures next measures the window as it was.
    await page.waitForTimeout(measuredAnewMs);
  };
  return {
    page,
    language,
    dataFolder: station.dataFolder,
    async shot(name) {
      for (const size of [small, large]) {
        await take(name, 'light', size);
        await take(name, 'dark', size);
      }
    },
    async close() {
      await context.close();
      await station.stop();
      if (errors.length > 0) throw new Error(`the window printed errors:\n${errors.join('\n')}`);
    },
  };
}
