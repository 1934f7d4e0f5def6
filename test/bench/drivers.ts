import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { deviceList } from '../../src/contract/device-shapes.ts';
import type { Reach, WorkerChannel } from '../../src/contract/workers.ts';
import { defaultScanProfile, type ScanProfile } from '../../src/domain/rules/profile.ts';
import { launchOnNode } from '../../src/workers/launch-node.ts';
import { missingForWine, openWineRig } from '../capture/wine.ts';
import { loadFeeder } from '../torture/load-feeder.ts';
import { capture, nowhere, type ScanRate, scanimage, scanimageInto } from './scan-rate.ts';

/* Each driver against `scanimage --batch` on the same SANE device in the same run; median of several scans each. */

const pages = 10;
const rounds = 3;
const width = 2480;
const height = 3507;
const folder = mkdtempSync(join(tmpdir(), 'platen-bench-drivers-'));
const profile: ScanProfile = { ...defaultScanProfile, name: 'bench', sides: 'simplex', paper: 'a4' };

try {
  const { configFolder, device, jpeg } = await saneTestBackend();
  await twainSource(configFolder, device, jpeg);
  await networkScanner();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

interface Witness {
  readonly configFolder: string;
  readonly device: readonly string[];
  readonly jpeg: ScanRate;
}

async function saneTestBackend(): Promise<Witness> {
  const configFolder = saneConfig('test', { 'test.conf': 'number_of_devices 1\ngeometry_max 300.0\n' });
  const picture = 'Color pattern';
  const reach: Reach = { ...nowhere, sane: { state: 'on', configFolder } };
  const device = ['-d', 'test:0', '--source', 'Automatic Document Feeder', '--mode', 'Color', '--depth', '8'];
  const page = ['--resolution', '300', '-x', '210', '-y', '297', '--test-picture', picture];
  const theirs = (format: 'pnm' | 'jpeg' | 'png') =>
    median(() => scanimage(configFolder, [...device, ...page], format));
  const ours = (storage: ScanProfile['storage']) =>
    median(() =>
      capture(reach, 'sane:test:0', { ...profile, storage, options: { 'test-picture': picture } }),
    );

  process.stdout.write(`  SANE test backend, ${pages} A4 sides at 300 dpi in colour\n`);
  print('scanimage, pnm: nothing encoded', await theirs('pnm'), null);
  const jpeg = await theirs('jpeg');
  print('scanimage, jpeg', jpeg, null);
  print('Platen, JPEG, hashed and fsynced', await ours('compact'), jpeg);
  const png = await theirs('png');
  print('scanimage, png', png, null);
  print('Platen, PNG, hashed and fsynced', await ours('lossless'), png);
  return { configFolder, device: [...device, ...page], jpeg };
}

/** The same pictures from a TWAIN source of ours, through the TWAIN host under Wine. */
async function twainSource(configFolder: string, device: readonly string[], jpeg: ScanRate): Promise<void> {
  const missing = missingForWine();
  if (missing) {
    process.stdout.write(`  TWAIN not measured: ${missing}\n`);
    return;
  }
  const pictures = join(folder, 'pictures');
  mkdirSync(pictures);
  await scanimageInto(pictures, configFolder, device);
  const wine = await openWineRig();
  try {
    await wine.load(pictures);
    const reach: Reach = { ...nowhere, twain: { hosts: wine.hosts } };
    process.stdout.write(`  TWAIN source under Wine with the same ${pages} pictures\n`);
    for (const transfer of ['memory', 'native'] as const) {
      const rate = await median(() =>
        capture(reach, `twain:64:${wine.sources[0]}`, { ...profile, transfer }),
      );
      print(`Platen, ${transfer} transfer, JPEG, hashed and fsynced`, rate, jpeg);
    }
  } finally {
    await wine.close();
  }
}

/** One eSCL server: through sane-airscan by scanimage, and by the eSCL driver. */
async function networkScanner(): Promise<void> {
  const paper = join(folder, 'paper');
  mkdirSync(paper);
  const first = join(paper, '000.jpg');
  await sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#fff',
      noise: { type: 'gaussian', mean: 225, sigma: 8 },
    },
  })
    .jpeg({ quality: 85 })
    .toFile(first);
  for (let at = 1; at < pages; at += 1)
    copyFileSync(first, join(paper, `${String(at).padStart(3, '0')}.jpg`));
  const scanner = launchOnNode('virtual-scanner', ['--folder', paper]);
  try {
    const url = await listening(scanner);
    const conf = `[devices]\n"Bench" = ${url}, eSCL\n[options]\ndiscovery = disable\nws-discovery = off\n`;
    const configFolder = saneConfig('airscan', { 'airscan.conf': conf });
    const device = ['-d', 'airscan:e0:Bench', '--source', 'ADF', '--mode', 'Color', '--resolution', '300'];
    const reach: Reach = {
      ...nowhere,
      escl: { addresses: [{ url, driver: 'virtual' }], discover: false, pins: {} },
    };
    const deviceId = await virtualId(reach);
    const theirs = await median(async () => {
      await loadFeeder(url);
      return scanimage(configFolder, device, 'jpeg');
    });
    process.stdout.write(`  eSCL server on loopback, ${pages} A4 sides at 300 dpi in colour\n`);
    print('scanimage, jpeg, through sane-airscan', theirs, null);
    const ours = await median(async () => {
      await loadFeeder(url);
      return capture(reach, deviceId, profile);
    });
    print('Platen, the bytes of the device, hashed and fsynced', ours, theirs);
  } finally {
    scanner.kill();
  }
}

function saneConfig(backend: string, files: Readonly<Record<string, string>>): string {
  const config = mkdtempSync(join(folder, 'sane-'));
  mkdirSync(join(config, 'dll.d'));
  writeFileSync(join(config, 'dll.conf'), `${backend}\n`);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(config, name), text);
  return config;
}

async function median(scan: () => Promise<ScanRate>): Promise<ScanRate> {
  const rates: ScanRate[] = [];
  for (let round = 0; round < rounds; round += 1) rates.push(await scan());
  rates.sort((a, b) => a.seconds - b.seconds);
  const middle = rates[Math.floor(rounds / 2)];
  if (!middle) throw new Error('nothing was scanned');
  const stops = rates.map(({ longestLoopStopMs }) => longestLoopStopMs);
  return { ...middle, longestLoopStopMs: stops.includes(null) ? null : Math.max(...stops.map(Number)) };
}

function print(name: string, rate: ScanRate, than: ScanRate | null): void {
  const running = (one: ScanRate) => (one.sides - 1) / one.runningSeconds;
  const ratio = than
    ? `, ${(running(rate) / running(than)).toFixed(2)} times theirs running, ` +
      `${(than.seconds / rate.seconds).toFixed(2)} times with the start of the process`
    : '';
  const stop =
    rate.longestLoopStopMs === null
      ? ''
      : `; station's loop stopped ${rate.longestLoopStopMs.toFixed(0)} ms at most`;
  process.stdout.write(
    `    ${name}: ${rate.sides} sides in ${rate.seconds.toFixed(2)} s, running ` +
      `${running(rate).toFixed(1)} sides a second${ratio}${stop}\n`,
  );
}

function listening(scanner: WorkerChannel): Promise<string> {
  return new Promise((resolve) => {
    scanner.onMessage((message) => {
      const said = message as { type: string; url: string };
      if (said.type === 'listening') resolve(said.url);
    });
  });
}

function virtualId(reach: Reach): Promise<string> {
  const host = launchOnNode('capture-host', []);
  return new Promise((resolve, reject) => {
    host.onExit((detail) => reject(new Error(detail)));
    host.onMessage((message) => {
      const found = deviceList.shape.devices.safeParse((message as { devices?: unknown }).devices);
      const [device] = found.success ? found.data : [];
      if (device) resolve(device.id);
    });
    host.post({ type: 'list', reach, family: 'network' });
  });
}
