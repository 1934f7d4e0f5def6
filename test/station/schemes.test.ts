import { expect, it } from 'vitest';
import type { Scheme } from '../../src/domain/rules/scheme.ts';
import type { StationOptions } from '../../src/station/station.ts';
import { startService, token } from '../match-service/service-caller.ts';
import { newFolder, openAt } from './at-desk.ts';

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

async function open(path: string, overrides: Partial<StationOptions> = {}) {
  const station = await openAt(path, overrides);
  const opened = await station.run('batch.open', { name: 'schemes' });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const { batchId } = opened.value;
  return { ...station, batchId, schemes: async () => (await station.snapshot(batchId)).facts.schemes };
}

it('MATCH-44 the station takes the schemes of the service, tells its windows, and keeps them for days without it', async () => {
  const service = await startService(newFolder());
  const put = (body: unknown) =>
    fetch(`${service.url}/v1/schemes`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const path = newFolder();
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
  const service = await startService(newFolder());
  const link = { service: { address: service.url, token } };
  const first = await open(newFolder(), link);
  const second = await open(newFolder(), link);
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
