import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { WorkerLauncher } from '../../src/contract/workers.ts';
import type { OutboxEntry } from '../../src/station/ports/store.ts';
import { openStore } from '../../src/station/store/open-store.ts';
import { launchOnNode } from '../../src/workers/launch-node.ts';
import { atEnd } from '../at-end.ts';
import { outboxEntry, sha256Of } from '../sync/test-station.ts';
import { newFolder, openAt } from './at-desk.ts';

function storeIn(dataFolder: string) {
  const opened = openStore(join(dataFolder, 'station.sqlite'), { log: () => undefined });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return opened.value;
}

/** A service that never answers a person's word for the ERP. */
async function deafService(): Promise<{ address: string; asked: Promise<void> }> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    if (request.url?.endsWith('/submit')) return resolve();
    const body = request.url?.includes('/changes')
      ? { cursor: 0, hasMore: false, changes: [] }
      : { status: 'ok', v: 1, serviceId: '01890000-0000-7000-8000-000000000001' };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  atEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: promise };
}

it('STATION-28 a station that closes lets a command that asks the service end first, and keeps what it notes of it', async () => {
  const dataFolder = newFolder();
  const matched: OutboxEntry = {
    ...outboxEntry({ number: 'CL-1', pages: ['a'] }, 1, sha256Of),
    stage: 'matched',
    results: [],
    handOver: {
      id: 'h1',
      attempt: 0,
      state: 'waiting',
      reason: null,
      fate: 'open',
      reference: null,
      connector: 'platen',
      changedAt: 1,
    },
  };
  const before = storeIn(dataFolder);
  before.saveOutbox(matched);
  before.close();
  const { address, asked } = await deafService();
  const { station, run } = await openAt(dataFolder, { service: { address, token: 't' } });
  // The link comes up by itself shortly after the station.
  await station.synced();
  const submitting = run('bill.submitToErp', { billIds: [matched.billId], lookedUp: [] });
  await asked;
  await station.close();
  expect(await submitting).toMatchObject({
    ok: true,
    value: { submitted: [], failed: [{ number: 'CL-1', error: { type: 'ErpOutOfReach' } }] },
  });
  const after = storeIn(dataFolder);
  expect(after.auditOf(matched.billId).map(({ act }) => act)).toEqual(['erp.submit', 'erp.submit-failed']);
  after.close();
});

it('STATION-29 a station that closes waits for nobody at a vendor dialog, and takes nothing new', async () => {
  const opened = Promise.withResolvers<void>();
  /** A driver whose dialog stays open until it is told to stop. */
  const launch: WorkerLauncher = (kind, args) => {
    if (kind !== 'capture-host') return launchOnNode(kind, args);
    let say: (message: unknown) => void = () => undefined;
    return {
      post(message) {
        const { type } = message as { type: string };
        if (type === 'configure') opened.resolve();
        if (type === 'cancel') say({ type: 'fault', fault: { type: 'Cancelled', afterSide: 0, raw: null } });
      },
      onMessage(listener) {
        say = listener;
      },
      onExit: () => undefined,
      kill: () => undefined,
    };
  };
  const { station, run } = await openAt(newFolder(), { launch });
  const configuring = run('profiles.configure', { deviceId: 'twain:1', vendorSettings: null });
  await opened.promise;
  const closing = station.close();
  expect(await run('batch.open', { name: null })).toEqual({ ok: false, error: { type: 'StationClosing' } });
  expect(await configuring).toMatchObject({ ok: false, error: { type: 'Cancelled' } });
  await closing;
  expect(await station.ask('batches.list', {})).toEqual({ ok: false, error: { type: 'StationClosing' } });
});
