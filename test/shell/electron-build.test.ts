import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { resolveConfig } from 'electron-vite';
import sharp from 'sharp';
import { build, mergeConfig } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolmentCalls } from '../match-service/enrolment-calls.ts';
import { callerOf, startService } from '../match-service/service-caller.ts';
import type { Simulated } from './electron-simulator.ts';

const project = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** The bundles Electron would run, made by the project's own configuration, beside the real ones. */
describe('the Electron bundles', () => {
  let main: string;
  let preload: string;
  let dataFolder: string;

  beforeAll(async () => {
    mkdirSync(join(project, 'out'), { recursive: true });
    // As deep in the project as `out/main`, so that what they address beside themselves is found.
    main = mkdtempSync(join(project, 'out', 'test-main-'));
    preload = mkdtempSync(join(project, 'out', 'test-preload-'));
    dataFolder = mkdtempSync(join(tmpdir(), 'platen-bundles-'));
    const { config } = await resolveConfig({ root: project }, 'build', 'production');
    for (const [part, outDir] of [
      [config?.main, main],
      [config?.preload, preload],
    ] as const) {
      await build(mergeConfig({ ...part, configFile: false, logLevel: 'warn' }, { build: { outDir } }));
    }
  });
  afterAll(() => {
    for (const folder of [main, preload, dataFolder]) rmSync(folder, { recursive: true, force: true });
  });

  it('ELEC-15 the preload is one CommonJS script that needs nothing but electron', () => {
    const script = readFileSync(join(preload, 'preload.cjs'), 'utf8');
    const needed = [...script.matchAll(/require\(["']([^"']+)["']\)/g)].map(([, name]) => name);
    expect(needed).toEqual(['electron']);
    expect(script).not.toMatch(/^\s*(import|export)\s/m);
  });

  it('ELEC-19 main boots from its bundle, and its bundled workers import, read and list scanners', async () => {
    const picture = join(dataFolder, 'page.png');
    await sharp({ create: { width: 620, height: 877, channels: 3, background: '#fff' } })
      .composite([
        {
          input: { create: { width: 300, height: 40, channels: 3, background: '#000' } },
          left: 160,
          top: 200,
        },
      ])
      .png()
      .toFile(picture);
    const service = await startService(join(dataFolder, 'service'));
    const code = await enrolmentCalls(callerOf(service)).code('Desk 3');
    const simulator = join(import.meta.dirname, 'electron-simulator.ts');
    const { stdout } = await run(process.execPath, ['--import', simulator, join(main, 'main.js')], {
      env: {
        ...process.env,
        PLATEN_DATA: join(dataFolder, 'station'),
        PLATEN_DISCOVER: 'off',
        SIMULATED_PICTURE: picture,
        SIMULATED_SERVICE: service.url,
        SIMULATED_CODE: code,
      },
      timeout: 90_000,
    });
    const seen: Simulated = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    expect(seen.errorBoxes).toEqual([]);
    expect(seen.devices.map(({ driver }) => driver)).toContain('virtual');
    expect(seen.failures).toEqual([]);
    expect(seen.thumbnail).toMatchObject({ status: 200, mime: expect.stringMatching(/^image\//) });
    expect(seen.thumbnail.bytes).toBeGreaterThan(100);
    // ENROL-28: what the station holds of its enrolment lies on the disk sealed by Electron.
    expect(seen.enrolled).toMatchObject({ ok: true, value: { station: 'Desk 3' } });
    const secret = readFileSync(join(dataFolder, 'station', 'secrets', 'service'), 'utf8');
    expect(secret).toMatch(/^sealed:/);
    expect(Buffer.from(secret.slice('sealed:'.length), 'base64').toString()).not.toContain('refresh.');
  });
});
