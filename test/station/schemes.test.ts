import { afterEach, expect, it } from 'vitest';
import type { Scheme } from '../../src/domain/rules/scheme.ts';
import { startMatchService } from '../../src/match-service/server.ts';
import type { StationOptions } from '../../src/station/station.ts';
import { newDataFolder, openTestStation } from './test-station.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

const token = 'test-token';
const names = { zh: '差旅', en: 'Travel' };
const scheme: Scheme = {
  code: 'near',
  names,
  submit: 'manual',
  cover: 'needed',
  toleranceMinor: 5,
  compare: {},
  isActive: true,
};
const book = {
  schemes: [scheme],
  billTypes: [{ code: 'travel', names, numberPrefix: 'CL-', schemeCode: 'near', isActive: true }],
};
const none = { schemes: [], billTypes: [] };

function folder(): string {
  const { path, remove } = newDataFolder();
  undo.push(remove);
  return path;
}

async function open(path: string, overrides: Partial<StationOptions> = {}) {
  const station = await openTestStation(path, overrides);
  let isOpen = true;
  const close = async () => {
    if (isOpen) await station.close();
    isOpen = false;
  };
  undo.push(close);
  const opened = await station.run('batch.open', { name: 'schemes' });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const { batchId } = opened.value;
  return { ...station, close, batchId, schemes: async () => (await station.snapshot(batchId)).facts.schemes };
}

it('MATCH-44 the station takes the schemes of the service, tells its windows, and keeps them for days without it', async () => {
  const service = await startMatchService({
    folder: folder(),
    port: 0,
    host: '127.0.0.1',
    token,
    expectedFile: null,
    log: () => undefined,
  });
  undo.push(service.close);
  const put = (body: unknown) =>
    fetch(`${service.url}/v1/schemes`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const path = folder();
  const station = await open(path, { service: { address: service.url, token } });
  expect(await station.schemes()).toEqual(none);
  expect((await put(book)).status).toBe(200);
  await station.station.synced();
  expect(station.events).toContainEqual(
    expect.objectContaining({ type: 'gate.changed', facts: expect.objectContaining({ schemes: book }) }),
  );
  await station.close();
  await service.close();
  const offline = await open(path, { service: { address: service.url, token } });
  expect(await offline.schemes()).toEqual(book);
  await offline.close();
  // Without a service nobody could change what it told.
  expect(await (await open(path)).schemes()).toEqual(none);
});

it('MATCH-49 an admin saves schemes through the station: others hear of it, two never write over each other, offline says why', async () => {
  const service = await startMatchService({
    folder: folder(),
    port: 0,
    host: '127.0.0.1',
    token,
    expectedFile: null,
    log: () => undefined,
  });
  undo.push(service.close);
  const link = { service: { address: service.url, token } };
  const first = await open(folder(), link);
  const second = await open(folder(), link);
  const ask = (station: typeof first) => station.ask('schemes.get', {});
  expect(await ask(first)).toEqual({ revision: 0, by: 'service', kept: null, book: none, lack: null });

  expect(await first.run('schemes.save', { revision: 0, book })).toMatchObject({
    ok: true,
    value: { revision: 1, kept: { operator: expect.any(String) } },
  });
  // Heard at once, before anything is pulled by itself.
  expect(await first.schemes()).toEqual(book);
  await second.station.synced();
  expect(await second.schemes()).toEqual(book);
  expect(second.events).toContainEqual({ type: 'schemes.changed' });

  const stricter = { ...book, schemes: [{ ...scheme, toleranceMinor: 1 }] };
  expect(await second.run('schemes.save', { revision: 0, book: stricter })).toEqual({
    ok: false,
    error: { type: 'SchemesRefused', reason: 'Changed', detail: expect.any(String) },
  });
  expect(await second.run('schemes.save', { revision: 1, book: stricter })).toMatchObject({
    ok: true,
  });
  expect((await ask(first)).book).toEqual(stricter);
  await first.station.synced();

  await service.close();
  expect(await ask(first)).toMatchObject({ book: stricter, kept: null, lack: 'OutOfReach' });
  expect(await first.run('schemes.save', { revision: 2, book })).toMatchObject({
    ok: false,
    error: { type: 'CheckOutOfReach' },
  });
});
