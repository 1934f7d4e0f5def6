import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { findBrowser } from '../../shell/browser/open-browser.ts';
import { openCaptureHost } from '../../station/jobs/capture-host.ts';
import { stationErrorOf } from '../../station/station-error.ts';
import { ask } from '../client.ts';
import { openCliStation, projectFolder, rendererFolder, stationOptions } from '../environment.ts';
import type { Output } from '../output.ts';
import { broken, type Check, fine, look } from './doctor-check.ts';
import { officeCheck } from './doctor-office.ts';
import { deviceChecks, driverChecks } from './doctor-scanners.ts';

/** `platen doctor`: what is installed, reachable and writable, and what to do about the rest. */
export async function doctor(options: { readonly data: string | null }, output: Output): Promise<void> {
  for await (const one of checks(options.data)) {
    output.line(
      { ...one },
      `${one.verdict.padEnd(6)} ${one.check}: ${one.detail}${one.advice ? `\n       ${one.advice}` : ''}`,
    );
    if (one.verdict === 'broken')
      output.failure({ type: 'InvalidCommand', detail: one.detail }, { check: one.check });
  }
}

async function* checks(data: string | null): AsyncGenerator<Check> {
  const major = Number(process.versions.node.split('.')[0]);
  yield major >= 24
    ? fine('node', process.versions.node)
    : broken(
        'node',
        process.versions.node,
        'Run through npm (npm run -s platen -- ...), which brings Node 24 along.',
      );

  for (const [name, load] of libraries) {
    try {
      await load();
      yield fine(name, 'loads');
    } catch (cause) {
      yield broken(name, String(cause), 'Run npm ci again in the project folder.');
    }
  }

  const window = await isThere(join(rendererFolder, 'index.html'));
  yield window ? fine('window', 'built') : look('window', 'not built', 'npm start builds it.');
  const electron = await isThere(join(projectFolder, 'node_modules', 'electron', 'dist', 'version'));
  yield electron
    ? fine('electron', 'runtime present')
    : look(
        'electron',
        'runtime not present',
        'Set ELECTRON_OVERRIDE_DIST_PATH, or use the browser shell: npm run start:browser.',
      );
  const browser = await findBrowser(process.env, process.platform);
  yield browser
    ? fine('browser', browser)
    : look(
        'browser',
        'no Chromium, Chrome or Edge found',
        'Install one, or open the printed address by hand.',
      );

  yield await officeCheck(process.env, process.platform);

  const options = stationOptions({});
  const scanner = openCaptureHost({
    ...options,
    spoolFolder: options.dataFolder,
    // Only what is installed is looked at here: the station looks for scanners further down.
    reach: async () => ({ escl: nowhere, sane: options.sane, twain: options.twain }),
    onPinned: () => undefined,
  });
  yield* await driverChecks(process.platform, options, scanner);
  const { dataFolder } = options;
  const opened = await openCliStation({
    door: 'account',
    ...(data === null ? {} : { dataFolder: data }),
    log: () => undefined,
  });
  if (!opened.ok) {
    yield opened.error.type === 'DataFolderInUse'
      ? look(
          'data folder',
          `${data ?? dataFolder} is in use`,
          'A station is open on it; close it to check more.',
        )
      : broken(
          'data folder',
          JSON.stringify(opened.error),
          'Give this user write access, or set PLATEN_DATA to another folder.',
        );
    return;
  }
  const station = opened.value;
  try {
    const devices = await ask(station, 'devices.list', {});
    if (devices.ok) yield* deviceChecks(devices.value);
    await station.synced();
    const status = await ask(station, 'station.status', {});
    if (!status.ok) return;
    const { diskFreeBytes, service, queue, deadJobs } = status.value;
    yield fine('data folder', `${status.value.dataFolder}, ${Math.round(diskFreeBytes / 1e9)} GB free`);
    yield service.state === 'reachable'
      ? fine('match service', service.address ?? '')
      : look(
          'match service',
          `${service.address ?? 'none'}: ${service.state}`,
          'Bills wait in the queue until it is back.',
        );
    if (service.signIn !== 'shared' && service.signIn !== 'enrolled' && service.address !== null)
      yield look(
        'enrolment',
        service.signIn,
        'Ask IT for a code: platen match-service enrol makes one, platen station enrol takes it.',
      );
    yield queue.parked + deadJobs === 0
      ? fine('queue', `${queue.waiting} waiting`)
      : look(
          'queue',
          `${queue.parked} parked bills, ${deadJobs} pages not read`,
          'platen queue names them; platen sync tries again.',
        );
    const keeping = await ask(station, 'keeping.state', {});
    if (keeping.ok) yield uploadsCheck(keeping.value.leftUploads, join(status.value.dataFolder, 'uploads'));
  } catch (cause) {
    const error = stationErrorOf(cause);
    if (!error) throw cause;
    yield broken('data folder', JSON.stringify(error), 'See the message of the error.');
  } finally {
    await station.close();
  }
}

/** What no import took all of is never cleared by itself: somebody has to look whether it is still wanted. */
function uploadsCheck(
  { files, bytes }: { readonly files: number; readonly bytes: number },
  folder: string,
): Check {
  if (files === 0) return fine('uploads', 'none left');
  return look(
    'uploads',
    `${files} files of ${Math.ceil(bytes / 1e6)} MB not taken in, in ${folder}`,
    'Their imports failed, were stopped, or were never begun. Import what is missing from its source, then delete them.',
  );
}

const nowhere = { addresses: [], discover: false, pins: {} };

const libraries: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['images (sharp)', () => import('sharp')],
  ['codes (zxing)', () => import('zxing-wasm/reader')],
  ['PDF (PDFium)', () => import('@embedpdf/pdfium')],
  ['database (better-sqlite3)', () => import('better-sqlite3')],
];

async function isThere(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
}
