import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { databaseAddress } from '../../src/match-service/store/engine.ts';
import { openDatabase } from '../../src/match-service/store/open-database.ts';
import { openSecretFiles } from '../../src/station/files/secret-files.ts';
import type { Seal, SecretStore } from '../../src/station/ports/secrets.ts';
import { openEnrolment } from '../../src/station/sync/enrolment.ts';
import { createServiceClient } from '../../src/station/sync/service-client.ts';
import { startService, tempFolder } from '../match-service/service-caller.ts';
import type { Fault } from './fault-proxy.ts';
import { proxy, station } from './helpers.ts';
import { stationId, token } from './test-station.ts';

const silent = () => undefined;
const forever = () => new AbortController().signal;

/** A real service behind a faulty line, and what IT does at it. */
async function desk(choose: (path: string) => Fault | null = () => null) {
  const folder = await tempFolder();
  const { url } = await startService(join(folder, 'service'));
  const paths: string[] = [];
  /** A network that wants a sign-in of its own while it is up. */
  const portal = { isUp: false };
  const line = await proxy(
    () => url,
    (call) => {
      paths.push(call.url);
      return portal.isUp ? 'portal' : choose(call.url);
    },
  );
  const it = async (path: string, body: object) => {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ station: 'Desk 3', by: 'it', ...body }),
    });
    return (await answer.json()) as { code: string };
  };
  return {
    folder,
    address: line.url,
    portal,
    refreshes: () => paths.filter((path) => path.endsWith(':refresh')).length,
    code: async () => (await it('/v1/enrolment-codes', {})).code,
    revoke: () => it('/v1/enrolments:revoke', {}),
    /** Every access token given out by now is over its time. */
    async letTokensEnd() {
      const db = await openDatabase(databaseAddress(null, join(folder, 'service', 'match-service.db')));
      await sql`update enrolment set access_until = 1`.execute(db);
      await db.destroy();
    },
    secrets: () => openSecretFiles(join(folder, 'secrets'), null, silent),
  };
}

function open(secrets: SecretStore) {
  return openEnrolment({
    secrets,
    log: () => undefined,
    timeouts: { replyMs: 10_000, slowestBytesPerSecond: 16_000 },
  });
}

async function enrolled(at: Awaited<ReturnType<typeof desk>>) {
  const enrolment = await open(await at.secrets());
  const answer = await enrolment.enrol({ address: at.address, code: await at.code(), stationId });
  expect(answer).toEqual({ ok: true, value: 'Desk 3' });
  return enrolment;
}

describe('a station with a token of its own', () => {
  it('ENROL-20 sends its bills; a token that ended is renewed once for all that wait for it, and the queue goes on', async () => {
    const at = await desk();
    const enrolment = await enrolled(at);
    const credential = enrolment.credentialFor(at.address);
    const client = createServiceClient({ address: at.address, credential, stationId });
    await at.letTokensEnd();
    const answers = await Promise.all(Array.from({ length: 12 }, () => client.changes(0, 1, forever())));
    expect(answers.map(({ ok }) => ok)).toEqual(Array.from({ length: 12 }, () => true));
    expect(at.refreshes()).toBe(1);
    await at.letTokensEnd();
    const room = station(at.folder, at.address, { credential });
    room.submit({ number: 'CL-1', pages: ['a', 'b'] });
    await expect.poll(() => room.store.outbox().map(({ stage }) => stage)).toEqual(['accepted']);
    expect(at.refreshes()).toBe(2);
    expect(room.seen.some(({ error }) => error?.type === 'SignInNeeded')).toBe(false);
  });

  it('ENROL-21 a lost, cut or garbled answer to a code or a refresh locks nobody out', async () => {
    const faults: (Fault | null)[] = [
      'drop-reply',
      'cut-reply',
      null,
      'drop-reply',
      'garbage',
      'replay',
      null,
    ];
    const at = await desk((path) => (path.includes('/enrolments') ? (faults.shift() ?? null) : null));
    const enrolment = await enrolled(at);
    const client = createServiceClient({
      address: at.address,
      credential: enrolment.credentialFor(at.address),
      stationId,
    });
    expect((await client.changes(0, 1, forever())).ok).toBe(true);
    await at.letTokensEnd();
    for (const type of ['ServiceUnreachable', 'ServiceGarbled'])
      expect(await client.changes(0, 1, forever())).toMatchObject({
        error: { error: { type }, next: 'retry' },
      });
    expect((await client.changes(0, 1, forever())).ok).toBe(true);
    await at.letTokensEnd();
    expect((await client.changes(0, 1, forever())).ok).toBe(true);
    expect(faults).toEqual([]);
  });

  // Writes: 1 the code, 2 its tokens; then 1 the rotation, 2 its tokens.
  it.each([1, 2])(
    'ENROL-22 killed before write %i of its secrets, it is let in when it is back',
    async (dieAt) => {
      const at = await desk();
      const code = await at.code();
      const child = (die: number) =>
        runChild([join(at.folder, 'secrets'), at.address, stationId, code, String(die)]);
      expect(await child(dieAt)).toBe('SIGKILL');
      expect(await child(0)).toBe('let in');
      await at.letTokensEnd();
      expect(await child(dieAt)).toBe('SIGKILL');
      await at.letTokensEnd();
      expect(await child(0)).toBe('let in');
      expect(await readdir(join(at.folder, 'secrets'))).toEqual(['service']);
    },
  );

  it('ENROL-22 tokens that cannot be stored are not used, and come again when the disk takes them', async () => {
    const at = await desk();
    await (await enrolled(at)).close();
    const files = await at.secrets();
    let room = 1;
    const full: SecretStore = {
      ...files,
      async write(name, secret) {
        if (room <= 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
        room -= 1;
        await files.write(name, secret);
      },
    };
    const enrolment = await open(full);
    const credential = enrolment.credentialFor(at.address);
    const client = createServiceClient({ address: at.address, credential, stationId });
    await at.letTokensEnd();
    const before = credential.bearer();
    await expect(client.changes(0, 1, forever())).rejects.toThrow('no space');
    expect(credential.bearer()).toBe(before);
    room = 9;
    expect((await client.changes(0, 1, forever())).ok).toBe(true);
  });

  it('ENROL-23 revoked, the queue pauses with what to do, and goes on after the station is enrolled anew', async () => {
    const at = await desk();
    const enrolment = await enrolled(at);
    const credential = enrolment.credentialFor(at.address);
    const room = station(at.folder, at.address, { credential });
    room.submit({ number: 'CL-1', pages: ['a'] });
    await expect.poll(() => room.store.outbox()[0]?.stage).toBe('accepted');
    await at.revoke();
    room.submit({ number: 'CL-2', pages: ['b'] });
    await expect.poll(() => room.store.outbox()[1]?.error).toEqual({ type: 'SignInNeeded' });
    expect(room.store.outbox()[1]?.stage).toBe('queued');
    expect(enrolment.held()).toMatchObject({ state: 'ended', station: 'Desk 3' });
    expect((await open(await at.secrets())).held()).toMatchObject({ state: 'ended' });
    const asked = at.refreshes();
    expect(asked).toBe(1);
    expect(await credential.renew(credential.bearer())).toMatchObject({ ok: false });
    expect(at.refreshes()).toBe(asked);
    await enrolment.enrol({ address: at.address, code: await at.code(), stationId });
    room.sync.retry(null);
    await expect.poll(() => room.store.outbox()[1]?.stage).toBe('accepted');
  });

  it('ENROL-24 a 401 that is not the service’s own ends nothing', async () => {
    const at = await desk();
    const enrolment = await enrolled(at);
    const client = createServiceClient({
      address: at.address,
      credential: enrolment.credentialFor(at.address),
      stationId,
    });
    at.portal.isUp = true;
    expect(await client.changes(0, 1, forever())).toMatchObject({ ok: false, error: { next: 'retry' } });
    at.portal.isUp = false;
    expect(at.refreshes()).toBe(1);
    expect(enrolment.held()?.state).toBe('enrolled');
    expect((await client.changes(0, 1, forever())).ok).toBe(true);
  });

  it('ENROL-29 a token that came just now and is refused all the same is asked about later, and pauses nothing', async () => {
    let isFresh = false;
    const at = await desk((path) => {
      if (path.endsWith(':refresh')) isFresh = true;
      else if (isFresh) {
        isFresh = false;
        return 'portal';
      }
      return null;
    });
    const enrolment = await enrolled(at);
    const credential = enrolment.credentialFor(at.address);
    const client = createServiceClient({ address: at.address, credential, stationId });
    await at.letTokensEnd();
    expect(await client.changes(0, 1, forever())).toMatchObject({
      error: { error: { type: 'ServiceRefused', status: 401 }, next: 'retry' },
    });
    expect((await client.changes(0, 1, forever())).ok).toBe(true);
    expect(at.refreshes()).toBe(1);
    expect(enrolment.held()?.state).toBe('enrolled');
  });

  it('ENROL-25 shows its token to the service it is of, and to no other', async () => {
    const at = await desk();
    const enrolment = await enrolled(at);
    const other = enrolment.credentialFor('https://other.example');
    expect(other.bearer()).toBeNull();
    expect(await other.renew(null)).toMatchObject({ ok: false, error: { error: { type: 'SignInNeeded' } } });
    expect(at.refreshes()).toBe(0);
  });

  it('ENROL-26 a wrong code says so, is not tried again by itself, and leaves the tokens of before', async () => {
    const at = await desk();
    const enrolment = await enrolled(at);
    const before = enrolment.credentialFor(at.address).bearer();
    const answer = await enrolment.enrol({ address: at.address, code: '33334444', stationId });
    expect(answer).toMatchObject({ ok: false, error: { code: 'code-refused' } });
    expect(enrolment.credentialFor(at.address).bearer()).toBe(before);
    expect(readFileSync(join(at.folder, 'secrets', 'service'), 'utf8')).not.toContain('33334444');
  });
});

describe('the files of secrets', () => {
  it('ENROL-27 are for this account alone, replaced as a whole, and sealed where the shell has a seal', async () => {
    const folder = join(await tempFolder(), 'secrets');
    await mkdir(folder);
    await chmod(folder, 0o755);
    const plain = await openSecretFiles(folder, null, silent);
    expect(await plain.read('service')).toEqual({ type: 'none' });
    await plain.write('service', 'first');
    await plain.write('service', 'second');
    expect(await plain.read('service')).toEqual({ type: 'kept', secret: 'second' });
    expect(await readdir(folder)).toEqual(['service']);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'service')).mode & 0o777).toBe(0o600);

    const mine: Seal = { seal: (text) => `mine${text}`, open: (text) => text.slice(4) };
    const others: Seal = { seal: (text) => text, open: () => null };
    const sealed = await openSecretFiles(folder, mine, silent);
    // From before there was a seal: read, and from then on sealed.
    expect(await sealed.read('service')).toEqual({ type: 'kept', secret: 'second' });
    expect(readFileSync(join(folder, 'service'), 'utf8')).toBe('sealed:minesecond');
    expect(await sealed.read('service')).toEqual({ type: 'kept', secret: 'second' });
    await sealed.write('service', 'third');
    expect(readFileSync(join(folder, 'service'), 'utf8')).toBe('sealed:minethird');
    expect(await sealed.read('service')).toEqual({ type: 'kept', secret: 'third' });
    const stranger = await openSecretFiles(folder, others, silent);
    expect(await stranger.read('service')).toEqual({ type: 'sealed-by-other' });
    expect(await plain.read('service')).toEqual({ type: 'sealed-by-other' });
    await plain.remove('service');
    await plain.remove('service');
    expect(await readdir(folder)).toEqual([]);
  });

  it('ENROL-27 one that cannot be sealed now is read all the same, stays as it was, and is told in the log', async () => {
    const folder = join(await tempFolder(), 'secrets');
    await (await openSecretFiles(folder, null, silent)).write('service', 'plain');
    const said: string[] = [];
    const failing: Seal = {
      seal: () => {
        throw new Error('the keyring is locked');
      },
      open: () => null,
    };
    const files = await openSecretFiles(folder, failing, (level, event) => said.push(`${level} ${event}`));
    expect(await files.read('service')).toEqual({ type: 'kept', secret: 'plain' });
    expect(readFileSync(join(folder, 'service'), 'utf8')).toBe('plain');
    expect(said).toEqual(['warn secrets.not-sealed']);
  });

  it('ENROL-27 a file that does not read is no enrolment, and not the end of the station', async () => {
    const folder = join(await tempFolder(), 'secrets');
    const files = await openSecretFiles(folder, null, silent);
    await writeFile(join(folder, 'service'), '{"held":');
    const enrolment = await open(files);
    expect(enrolment.held()).toBeNull();
    const others = await openSecretFiles(folder, null, silent);
    await writeFile(join(folder, 'service'), 'sealed:abc');
    expect((await open(others)).readability()).toBe('other-account');
  });
});

/** What it said, or the signal it ended by. */
function runChild(args: readonly string[]): Promise<string> {
  const entry = resolve(import.meta.dirname, 'enrolment-child.ts');
  return new Promise((done, fail) => {
    execFile(process.execPath, [entry, ...args], (error, said) => {
      if (error?.signal) done(error.signal);
      else if (error) fail(error);
      else done(said);
    });
  });
}
