import { expect, it } from 'vitest';
import type { StationOptions } from '../../src/station/station.ts';
import { startService, token } from '../match-service/service-caller.ts';
import { newFolder, openAt } from './at-desk.ts';

const contract = { code: 'HT', names: { zh: '合同', en: 'Contract' }, isActive: true };
const ticket = { code: 'CP', names: { zh: '车票', en: 'Ticket' }, isActive: true };

async function open(path: string, overrides: Partial<StationOptions> = {}) {
  const station = await openAt(path, overrides);
  return { ...station, list: async () => (await station.ask('settings.get', {})).categories };
}

/** A real match service that can be told its categories. */
async function serve() {
  const service = await startService(newFolder());
  const put = async (body: unknown) => {
    const response = await fetch(`${service.url}/v1/categories`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, json: await response.json() };
  };
  return { address: service.url, put };
}

it('CAT-20 the list is kept in its order, told to every window, and there again after a restart', async () => {
  const path = newFolder();
  const station = await open(path);
  expect(await station.list()).toEqual({ by: 'station', categories: [] });
  const loose = { ...ticket, code: ' CP ' };
  expect(await station.run('categories.save', { known: [], categories: [contract, loose] })).toEqual({
    ok: true,
    value: {},
  });
  const list = { by: 'station', categories: [contract, ticket] };
  expect(await station.list()).toEqual(list);
  expect(station.events).toContainEqual({ type: 'categories.changed', list });
  await station.close();
  expect(await (await open(path)).list()).toEqual(list);
});

it('CAT-21 a list that is not right, or was made from an older one, changes nothing', async () => {
  const station = await open(newFolder());
  await station.run('categories.save', { known: [], categories: [contract] });
  const twice = [contract, { ...ticket, code: 'ht' }];
  expect(await station.run('categories.save', { known: [contract], categories: twice })).toEqual({
    ok: false,
    error: { type: 'CategoriesInvalid', index: 2, field: 'code', reason: 'CodeTaken' },
  });
  expect(await station.run('categories.save', { known: [], categories: [ticket] })).toEqual({
    ok: false,
    error: { type: 'CategoriesChanged' },
  });
  expect((await station.list()).categories).toEqual([contract]);
});

it('CAT-22 the list of the service goes before the own one, until the service keeps none', async () => {
  const { address, put } = await serve();
  const path = newFolder();
  const station = await open(path, { service: { address, token } });
  await station.run('categories.save', { known: [], categories: [contract] });
  expect(await put([ticket])).toEqual({ status: 200, json: { categories: 1, isChanged: true } });
  expect(await put([ticket])).toEqual({ status: 200, json: { categories: 1, isChanged: false } });
  await station.station.synced();
  expect(await station.list()).toEqual({ by: 'service', categories: [ticket] });
  expect(station.events).toContainEqual({
    type: 'categories.changed',
    list: { by: 'service', categories: [ticket] },
  });
  expect(await station.run('categories.save', { known: [ticket], categories: [] })).toEqual({
    ok: false,
    error: { type: 'CategoriesGiven' },
  });
  await put([]);
  await station.station.synced();
  expect(await station.list()).toEqual({ by: 'station', categories: [contract] });

  await put([ticket]);
  await station.station.synced();
  await station.close();
  // Without a service nobody could change what it told.
  expect(await (await open(path)).list()).toEqual({ by: 'station', categories: [contract] });
});

it('CAT-23 another service that keeps no list withdraws what the former told', async () => {
  const first = await serve();
  const path = newFolder();
  await first.put([ticket]);
  const station = await open(path, { service: { address: first.address, token } });
  await station.station.synced();
  expect((await station.list()).by).toBe('service');
  await station.close();
  const second = await serve();
  const again = await open(path, { service: { address: second.address, token } });
  expect((await again.list()).by).toBe('service');
  await again.station.synced();
  expect(await again.list()).toEqual({ by: 'station', categories: [] });
});

it('CAT-24 the service refuses a list that is not right, and says where', async () => {
  const { put } = await serve();
  const { status, json } = await put([ticket, { ...contract, code: '=1' }]);
  expect(status).toBe(422);
  expect(json).toMatchObject({ error: 'invalid', detail: 'category 2, code: CodeCharacters' });
  expect((await put([{ code: 'X' }])).status).toBe(422);
});
