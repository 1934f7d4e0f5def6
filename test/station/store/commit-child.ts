import { writeSync } from 'node:fs';
import { openStore } from '../../../src/station/store/open-store.ts';
import { StoreError } from '../../../src/station/store/store-error.ts';
import { audit, batch, bill, commit, diff, document, page } from './sample.ts';

/*
 * Commits pages one by one and says each as `ACK n` once it is durable; what the store logs as `LOG event detail`, and
 * `FAILED error` when it gives up. Arguments: database, number of pages.
 */
const [path = '', count = '0'] = process.argv.slice(2);
const say = (line: string) => writeSync(1, `${line}\n`);

const store = openStore(path, {
  log: (_level, event, detail) => say(`LOG ${event} ${JSON.stringify(detail)}`),
});
if (!store.ok) throw new Error(JSON.stringify(store.error));
try {
  store.value.insertBatch(batch, audit('opened'));
  store.value.commit(
    commit(1, { diff: diff({ bills: { added: [bill(1)] }, documents: { added: [document(1, 1)] } }) }),
  );
  say('READY');
  for (let n = 1; n <= Number(count); n += 1) {
    const scanned = page(n, 1, { rank: n - 1 });
    store.value.commit(
      commit(n + 1, { diff: diff({ pages: { added: [scanned] } }), audit: [audit('scanned', [scanned.id])] }),
    );
    say(`ACK ${n}`);
  }
} catch (cause) {
  if (!(cause instanceof StoreError)) throw cause;
  say(`FAILED ${JSON.stringify(cause.error)}`);
  // What was acknowledged can still be read, or the store says why not; it never dies of it.
  try {
    say(`READABLE ${store.value.loadBatch(batch.id)?.tree.pages.size}`);
  } catch (again) {
    if (!(again instanceof StoreError)) throw again;
    say(`UNREADABLE ${JSON.stringify(again.error)}`);
  }
}
