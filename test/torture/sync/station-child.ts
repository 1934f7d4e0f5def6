import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openFiles } from '../../../src/station/files/open-files.ts';
import { openSecretFiles } from '../../../src/station/files/secret-files.ts';
import { openDataFolder } from '../../../src/station/policy/data-folder.ts';
import type { OutboxEntry } from '../../../src/station/ports/store.ts';
import { openStore } from '../../../src/station/store/open-store.ts';
import { type Credential, sharedToken } from '../../../src/station/sync/credential.ts';
import { openEnrolment } from '../../../src/station/sync/enrolment.ts';
import { createServiceClient } from '../../../src/station/sync/service-client.ts';
import { startSync } from '../../../src/station/sync/sync.ts';
import { outboxEntry, sha256Of, stationId, token } from '../../sync/test-station.ts';
import { endWithWatcher } from '../ends-with-its-watcher.ts';
import { keepCompiled } from '../keep-compiled.ts';
import { oneCallAConnection } from '../one-call-a-connection.ts';
import { sayNow } from '../say-now.ts';
import { contentOf, plannedBills, revisionsOf } from './planned-bills.ts';

/*
 * The submitting half of a station, to be killed: its data folder, store, files and sync, without scanners and workers. Goes on
 * with the plan where the folder says that it stopped, and submits at most so many bills in one life. Says `submitted` after
 * a bill is in the outbox, `receipt` after a receipt is stored.
 */
const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: '' },
    service: { type: 'string', default: '' },
    bills: { type: 'string', default: '0' },
    'at-most': { type: 'string', default: '' },
    'pace-ms': { type: 'string', default: '40' },
    /** By which it gets tokens of its own; none: it shows the service's. */
    code: { type: 'string', default: '' },
  },
});
const { folder } = values;
endWithWatcher();
const log = () => undefined;
const held = await openDataFolder(folder);
if (!held.ok) throw new Error(JSON.stringify(held.error));
const files = await openFiles(folder, { log });
const opened = openStore(join(folder, 'station.sqlite'), { log });
if (!opened.ok) throw new Error(JSON.stringify(opened.error));
const store = opened.value;

const toService = {
  fetch: oneCallAConnection,
  timeouts: { replyMs: 4_000, slowestBytesPerSecond: 16_000 },
};
const sync = startSync({
  store,
  files,
  client: createServiceClient({
    address: values.service,
    credential: values.code === '' ? sharedToken(token) : await ownToken(values.code),
    stationId,
    ...toService,
  }),
  clock: { now: () => Date.now() },
  backoff: { baseMs: 10, capMs: 60 },
  poll: { shortestMs: 40, longestMs: 200 },
  log,
  onStatus(entries) {
    for (const { number, revision, stage, receipt } of entries)
      if (stage === 'accepted') sayNow({ type: 'receipt', number, revision, receipt });
  },
  onReachable: log,
  onExpected: log,
  onCategories: log,
  onSchemes: log,
});
keepCompiled();
sayNow({ type: 'ready' });

const there = new Map(store.outbox().map((entry) => [keyOf(entry), entry]));
let left = values['at-most'] === '' ? Number.POSITIVE_INFINITY : Number(values['at-most']);
for (const bill of plannedBills(Number(values.bills))) {
  for (let revision = 1; revision <= revisionsOf(bill) && left > 0; revision += 1) {
    if (there.has(keyOf({ number: bill.number, revision }))) continue;
    await submit(
      contentOf(bill, revision),
      there.get(keyOf({ number: bill.number, revision: revision - 1 })),
    );
    left -= 1;
    await delay(Number(values['pace-ms']));
  }
}
sayNow({ type: 'all submitted' });
// Alive until it is killed, also while nothing is under way.
setInterval(() => undefined, 60_000);

/** Enrols where it is not yet, in however many lives it takes. */
async function ownToken(code: string): Promise<Credential> {
  const secrets = await openSecretFiles(join(folder, 'secrets'), null, log);
  const enrolment = await openEnrolment({ secrets, log, ...toService });
  while (enrolment.held() === null) {
    const answer = await enrolment.enrol({ address: values.service, code, stationId });
    if (!answer.ok && answer.error.next !== 'retry') throw new Error(JSON.stringify(answer.error));
    if (!answer.ok) await delay(50);
  }
  return enrolment.credentialFor(values.service);
}

async function submit(content: ReturnType<typeof contentOf>, after: OutboxEntry | undefined): Promise<void> {
  const arrivals = new Map<string, string>();
  const entry = outboxEntry({ ...content, ...(after ? { after } : {}) }, store.nextStationSeq(), (bytes) => {
    const sha256 = sha256Of(bytes);
    const path = join(files.spoolFolder, `${sha256}.jpg`);
    writeFileSync(path, bytes);
    arrivals.set(sha256, path);
    return sha256;
  });
  for (const [sha256, path] of arrivals) await files.adopt({ path, sha256 }, null);
  store.saveOutbox({ ...entry, updatedAt: Date.now() });
  there.set(keyOf(entry), entry);
  const { number, revision, digest } = entry;
  sayNow({ type: 'submitted', number, revision, digest });
  sync.nudge();
}

function keyOf({ number, revision }: { readonly number: string; readonly revision: number }): string {
  return `${number} ${revision}`;
}
