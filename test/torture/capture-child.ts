import { v7 as uuidv7 } from 'uuid';
import type { Result } from '../../src/domain/result.ts';
import { openStation } from '../../src/station/station.ts';
import { launchOnNode } from '../../src/workers/launch-node.ts';
import { keepCompiled } from './keep-compiled.ts';
import { loadFeeder } from './load-feeder.ts';

/*
 * A station that captures for ever, to be killed: `capture-child.ts DATA_FOLDER SCANNER_URL DEVICE_ID`. One JSON object a line:
 * `capturing` when the first side may come at any moment, `shown` for each page the moment a shell would show it.
 */
const [dataFolder, scannerUrl, deviceId] = process.argv.slice(2);
if (!dataFolder || !scannerUrl || !deviceId)
  throw new Error('usage: capture-child.ts DATA_FOLDER SCANNER_URL DEVICE_ID');

const say = (line: object): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};
const opened = await openStation({
  dataFolder,
  launch: launchOnNode,
  operator: 'torture',
  service: null,
  virtualScanner: 'off',
  esclAddresses: [scannerUrl],
  discover: false,
  sane: { state: 'off', configFolder: null },
  twain: { hosts: [] },
  scanPolicy: { warnBelowDpi: 75, refuseBelowDpi: null },
  log: (level, event, details) => process.stderr.write(`${JSON.stringify({ level, event, ...details })}\n`),
  assetsFolder: '',
  reserveBytes: 0,
});
if (!opened.ok) throw new Error(JSON.stringify(opened.error));
const station = opened.value;
station.listen((event) => {
  if (event.type !== 'batch.changed') return;
  for (const page of event.diff.pages.added)
    say({ type: 'shown', pageId: page.id, sha256: page.original.sha256 });
});
const value = <T>(result: Result<unknown, unknown>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value as T;
};
const { batchId } = value<{ batchId: string }>(
  await station.run('batch.open', { name: `torture ${uuidv7()}` }),
);
keepCompiled();
say({ type: 'capturing' });
while (true) {
  const profile = { name: 'torture', source: 'feeder', sides: 'duplex', dpi: 75, colour: 'colour' };
  const started = await station.run('scan.start', {
    batchId,
    deviceId,
    profile,
    place: { at: 'tail' },
  });
  if (started.ok) await station.pagesRead();
  await loadFeeder(scannerUrl);
}
