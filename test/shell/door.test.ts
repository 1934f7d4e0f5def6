import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { type Door, openDoor } from '../../src/shell/door/open-door.ts';
import { localDoorFrom } from '../../src/station/policy/local-door.ts';
import { atEnd } from '../at-end.ts';
import { newFolder, openAt } from '../station/at-desk.ts';
import { pageWith } from '../station/page-with.ts';
import type { TestStation } from '../station/test-station.ts';

const token = 'a-token-of-more-than-thirty-two-characters';

async function openedDoor(): Promise<{ station: TestStation; door: Door; call: Call }> {
  const station = await openAt(newFolder());
  const door = await openDoor(station.station, { port: 0, token }, () => undefined);
  atEnd(door.close);
  return { station, door, call: (method, path, body) => send(door, method, path, body) };
}

type Call = (method: string, path: string, body?: Uint8Array | string) => ReturnType<typeof send>;
async function send(door: Door, method: string, path: string, body?: Uint8Array | string) {
  const response = await fetch(`${door.url}${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}` },
    ...(body !== undefined && { body: Buffer.from(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: what came is what is tested
  return { status: response.status, json: (await response.json()) as any };
}

describe('the local door', () => {
  it('DOOR-1 takes files into a bill by its number, each as one document of the kind that is said, and submits it', async () => {
    const { station, call } = await openedDoor();
    const cover = await call(
      'POST',
      '/v1/bills/CL-2026-000501/files?name=cover.png&kind=cover',
      await pageWith('one'),
    );
    expect(cover).toMatchObject({ status: 201, json: { pages: 1, failures: [] } });
    const paper = await call(
      'POST',
      '/v1/bills/CL-2026-000501/files?name=letter.png&kind=attachment',
      await pageWith('two'),
    );
    expect(paper.json.billId).toBe(cover.json.billId);
    await station.station.pagesRead();
    const snapshot = await station.snapshot(cover.json.batchId);
    expect(snapshot.batch.name).toBe('CL-2026-000501');
    expect(snapshot.bills).toMatchObject([{ number: 'CL-2026-000501', state: 'open' }]);
    expect(snapshot.documents.map(({ id, kind, kindBy }) => [id, kind, kindBy])).toEqual([
      [cover.json.documentId, 'cover', 'manual'],
      [paper.json.documentId, 'attachment', 'manual'],
    ]);
    const held = await call('GET', '/v1/bills/CL-2026-000501');
    const pageIds = held.json.open.problems.flatMap((problem: { pageId?: string }) => problem.pageId ?? []);
    if (pageIds.length > 0) {
      expect(await call('POST', '/v1/bills/CL-2026-000501/submit')).toMatchObject({
        status: 409,
        json: { problems: held.json.open.problems },
      });
      expect(await station.run('quality.accept', { batchId: cover.json.batchId, pageIds })).toMatchObject({
        ok: true,
      });
    }
    expect(await call('POST', '/v1/bills/CL-2026-000501/submit')).toMatchObject({ status: 202 });
    const again = await call('POST', '/v1/bills/CL-2026-000501/submit');
    expect(again).toMatchObject({ status: 200, json: { status: { revision: 1, number: 'CL-2026-000501' } } });
    expect(await call('GET', '/v1/bills/CL-2026-000501')).toMatchObject({
      status: 200,
      json: { open: null, status: { revision: 1 } },
    });
  });

  it('DOOR-2 two files of a new bill at once open one batch', async () => {
    const { station, call } = await openedDoor();
    const bytes = await Promise.all(['one', 'two', 'three'].map(pageWith));
    const taken = await Promise.all(
      bytes.map((body, n) => call('POST', `/v1/bills/CL-2026-000502/files?name=${n}.png`, body)),
    );
    expect(new Set(taken.map(({ json }) => json.batchId)).size).toBe(1);
    const snapshot = await station.snapshot(taken[0]?.json.batchId);
    expect(snapshot.documents).toHaveLength(3);
    expect(new Set(snapshot.documents.map(({ billId }) => billId)).size).toBe(1);
  });

  it('DOOR-3 a file that is none is refused with its reason, and what is asked amiss with what would be right', async () => {
    const { call } = await openedDoor();
    const text = await call('POST', '/v1/bills/CL-1/files?name=note.pdf', 'no PDF');
    expect(text).toMatchObject({
      status: 422,
      json: { pages: 0, failures: [{ type: 'FileUnsupported', name: 'note.pdf' }] },
    });
    expect(await call('POST', '/v1/bills/CL-1/files?name=a.png&kind=letter', 'x')).toMatchObject({
      status: 400,
      json: { error: { type: 'InvalidCommand' } },
    });
    expect(await call('POST', '/v1/bills/CL-1/files', 'x')).toMatchObject({ status: 400 });
    expect(await call('POST', '/v1/bills/CL-9/submit')).toMatchObject({ status: 404 });
    expect(await call('GET', '/v1/bills/CL-9')).toMatchObject({ status: 404 });
    expect(await call('GET', '/elsewhere')).toMatchObject({ status: 404 });
  });

  it('DOOR-4 lets in no one without the token, no web page, and no name that was bent to this computer', async () => {
    const { door } = await openedDoor();
    const bare = await fetch(`${door.url}/v1/bills/CL-1`);
    expect(bare.status).toBe(401);
    const page = await fetch(`${door.url}/v1/bills/CL-1`, {
      headers: { Authorization: `Bearer ${token}`, Origin: 'https://example.test' },
    });
    expect(page.status).toBe(403);
    const { port } = new URL(door.url);
    const bent = await new Promise((done, fail) => {
      request(
        {
          host: '127.0.0.1',
          port,
          path: '/v1/bills/CL-1',
          headers: { Host: 'example.test', Authorization: `Bearer ${token}` },
        },
        (response) => done(response.statusCode),
      )
        .on('error', fail)
        .end();
    });
    expect(bent).toBe(403);
  });

  it('DOOR-5 is closed unless IT opens it, and refuses a port or a token that will not do', () => {
    expect(localDoorFrom({})).toBeNull();
    expect(localDoorFrom({ PLATEN_DOOR_TOKEN: token })).toBeNull();
    expect(localDoorFrom({ PLATEN_DOOR_PORT: '18000', PLATEN_DOOR_TOKEN: token })).toEqual({
      port: 18000,
      token,
    });
    expect(() => localDoorFrom({ PLATEN_DOOR_PORT: '18000' })).toThrow('PLATEN_DOOR_TOKEN');
    expect(() => localDoorFrom({ PLATEN_DOOR_PORT: 'http', PLATEN_DOOR_TOKEN: token })).toThrow(
      'PLATEN_DOOR_PORT',
    );
    expect(() => localDoorFrom({ PLATEN_DOOR_PORT: '70000', PLATEN_DOOR_TOKEN: token })).toThrow(
      'PLATEN_DOOR_PORT',
    );
  });

  it('DOOR-6 acts under the name of who is signed in, and for nobody is refused', async () => {
    const { station, call } = await openedDoor();
    const taken = await call('POST', '/v1/bills/CL-2026-000503/files?name=a.png', await pageWith('one'));
    const { openedBy } = (await station.snapshot(taken.json.batchId)).batch;
    expect(openedBy).toBe('tester');
    const operator = { operatorId: null, name: 'Chief', role: 'admin', pin: '482917' } as const;
    expect(await station.run('operators.save', operator)).toMatchObject({ ok: true });
    expect(await station.run('session.lock', {})).toMatchObject({ ok: true });
    const refused = await call('POST', '/v1/bills/CL-2026-000503/files?name=b.png', await pageWith('two'));
    expect(refused).toMatchObject({
      status: 409,
      json: { error: { type: expect.stringMatching(/Locked|SignedIn|SignIn/) } },
    });
  });
});
