import { createHash, randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { openFiles } from '../../../src/station/files/open-files.ts';
import { openDataFolder } from '../../../src/station/policy/data-folder.ts';
import { openStore } from '../../../src/station/store/open-store.ts';
import { audit, batch, bill, captureJob, commit, diff, document, documentId } from './sample.ts';

/* Takes pages in as a station does, until it is killed. Says `ACK id sha256` after each page that is durable. */

const folder = process.argv[2] ?? '';
const log = () => undefined;

const held = await openDataFolder(folder);
if (!held.ok) throw new Error(JSON.stringify(held.error));
const files = await openFiles(folder, { log });
const opened = openStore(join(folder, 'station.sqlite'), { log });
if (!opened.ok) throw new Error(JSON.stringify(opened.error));
const store = opened.value;

if (!store.loadBatch(batch.id)) {
  store.insertBatch(batch, audit('opened', [batch.id]));
}
const loaded = store.loadBatch(batch.id);
let revision = loaded?.revision ?? 0;
if (revision === 0) {
  revision = 1;
  store.commit(
    commit(1, { diff: diff({ bills: { added: [bill(1)] }, documents: { added: [document(1, 1)] } }) }),
  );
}
const capture = captureJob(1);
store.saveCaptureJob(capture);

for (let feed = loaded?.tree.pages.size ?? 0; ; feed += 1) {
  const id = `page:${uuidv7()}` as const;
  const bytes = randomBytes(20_000 + Math.floor(Math.random() * 60_000));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const path = join(files.spoolFolder, `${sha256}.jpg`);
  await writeFile(path, bytes);
  const at = Date.now();
  const of = { captureJobId: capture.id, feed, sheet: feed + 1, side: 'front', deviceSays: null } as const;
  const original = { sha256, mime: 'image/jpeg', bytes: bytes.length, width: 1, height: 1 };
  const where = { batchId: batch.id, batchName: batch.name, sequence: feed, source: null, original };
  const how = { dpi: 300, dpiBy: 'device', grouping: 'split' } as const;
  await files.adopt({ path, sha256 }, { pageId: id, ...of, ...where, ...how, at, operator: 'lin' });
  revision += 1;
  const page = {
    ...of,
    id,
    documentId: documentId(1),
    rank: feed,
    source: null,
    original,
    dpi: 300,
    dpiBy: 'device',
    recipe: null,
    rendition: null,
    reading: null,
    typed: null,
    mark: 'content',
    markBy: 'auto',
    isDeleted: false,
    parked: null,
    accepted: null,
    clearedAt: null,
    damaged: null,
  } as const;
  store.commit(
    commit(revision, {
      diff: diff({ pages: { added: [page] } }),
      jobs: [{ kind: 'page.read', urgency: 'capture', batchId: batch.id, pageId: id }],
      audit: [audit('scanned', [id])],
    }),
  );
  writeSync(1, `ACK ${id} ${sha256}\n`);
}
