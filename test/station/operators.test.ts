import { scryptSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { eventNeeds } from '../../src/contract/session-needs.ts';
import { openPins } from '../../src/station/policy/pins.ts';
import { newFolder, openAt } from './at-desk.ts';
import type { TestStation } from './test-station.ts';

const chief = { name: 'Chief', pin: '735190' };
const lin = { name: '林晓', pin: 'long enough' };

async function staffed(test: TestStation): Promise<{ chiefId: string; linId: string }> {
  const first = await test.run('operators.save', { operatorId: null, role: 'admin', ...chief });
  const second = await test.run('operators.save', { operatorId: null, role: 'operator', ...lin });
  if (!first.ok || !second.ok) throw new Error(JSON.stringify([first, second]));
  return { chiefId: first.value.operatorId, linId: second.value.operatorId };
}

const code = (result: { ok: boolean; error?: { type: string } }) => (result.ok ? 'ok' : result.error?.type);

function auditRows(path: string): { operator: string; act: string; detail: string }[] {
  const db = new Database(join(path, 'station.sqlite'), { readonly: true });
  const rows = db.prepare('SELECT operator, act, detail FROM audit ORDER BY id').all();
  db.close();
  return rows as { operator: string; act: string; detail: string }[];
}

describe('operators of a station', () => {
  it('OPER-5 a PIN is right at its own cost, and told to be outdated', async () => {
    const pins = openPins();
    const hash = await pins.hash('Zoe\u0308 735190');
    expect(await pins.check('Zo\u00eb 735190', hash)).toBe('right');
    expect(await pins.check('Zo\u00eb 735191', hash)).toBe('wrong');
    const cheap = { n: 1024, r: 8, p: 1 };
    const old = scryptSync('735190', Buffer.from('salt'), 32, { N: 1024, r: 8, p: 1 }).toString('base64');
    const kept = { ...cheap, salt: Buffer.from('salt').toString('base64'), hash: old };
    expect(await pins.check('735190', kept)).toBe('outdated');
    expect(await pins.check('735191', kept)).toBe('wrong');
  });

  it('OPER-10 nobody has to sign in until the first operator is set up, an admin, who is signed in', async () => {
    const test = await openAt(newFolder());
    expect(await test.ask('session.current', {})).toEqual({ state: 'open', operator: null, name: 'tester' });
    await test.openBatch();
    const lesser = await test.run('operators.save', { operatorId: null, role: 'checker', ...chief });
    expect(code(lesser)).toBe('FirstOperatorAdmin');
    const weak = await test.run('operators.save', { operatorId: null, name: 'A', role: 'admin', pin: '1' });
    expect(code(weak)).toBe('PinRefused');
    await staffed(test);
    expect(await test.ask('session.current', {})).toMatchObject({ state: 'signedIn', name: 'Chief' });
    const taken = await test.run('operators.save', {
      operatorId: null,
      name: ' CHIEF',
      role: 'admin',
      pin: '735190',
    });
    expect(code(taken)).toBe('OperatorNameTaken');
  });

  it('OPER-11 signed out or locked, nothing is changed and nothing comes in', async () => {
    const test = await openAt(newFolder());
    await staffed(test);
    const batchId = await test.openBatch();
    for (const [act, state] of [
      ['session.lock', 'locked'],
      ['session.signOut', 'signedOut'],
    ] as const) {
      await test.run(act, {});
      expect(await test.run('batch.open', { name: null })).toEqual({
        ok: false,
        error: { type: 'NotSignedIn', state },
      });
      expect(code(await test.run('tree.undo', { batchId }))).toBe('NotSignedIn');
      expect(code(await test.run('operators.save', { operatorId: null, role: 'admin', ...chief }))).toBe(
        'NotSignedIn',
      );
      const upload = await test.station.receiveUpload('a.png', (async function* () {})());
      expect(code(upload)).toBe(state === 'locked' ? 'ok' : 'NotSignedIn');
    }
    expect(code(await test.run('session.unlock', { pin: chief.pin }))).toBe('NotSignedIn');
    expect(code(await test.run('session.signIn', { name: 'chief', pin: chief.pin }))).toBe('ok');
    await test.run('session.lock', {});
    expect(code(await test.run('session.unlock', { pin: lin.pin }))).toBe('SignInFailed');
    expect(code(await test.run('session.unlock', { pin: chief.pin }))).toBe('ok');
    expect(code(await test.run('batch.open', { name: null }))).toBe('ok');
  });

  it('OPER-21 signed out or locked, nothing of the documents is told, and what was begun goes on', async () => {
    const path = newFolder();
    const test = await openAt(path);
    await staffed(test);
    const batchId = await test.openBatch();
    const image = await sharp({ create: { width: 300, height: 420, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const snapshot = await test.importFiles(batchId, [{ name: 'a.png', bytes: image }]);
    const [page] = snapshot.pages;
    if (!page) throw new Error('a page was imported');
    expect(test.station.pageFile(page.id, 'original')).not.toBeNull();
    const late = await test.station.receiveUpload(
      'b.png',
      (async function* () {
        yield image;
      })(),
    );
    if (!late.ok) throw new Error(late.error.type);
    const started = await test.run('import.start', {
      batchId,
      uploadIds: [late.value.uploadId],
      grouping: 'split',
      place: { at: 'tail' },
      replaces: [],
    });
    expect(code(started)).toBe('ok');
    for (const [act, state] of [
      ['session.lock', 'locked'],
      ['session.signOut', 'signedOut'],
    ] as const) {
      await test.run(act, {});
      const heard = test.events.length;
      const refused = { ok: false, error: { type: 'NotSignedIn', state } };
      for (const [name, input] of [
        ['batches.list', {}],
        ['batch.snapshot', { batchId }],
        ['batch.problems', { batchId }],
        ['batch.history', { batchId }],
        ['batch.deletions', { batchId }],
        ['page.history', { pageId: page.id }],
        ['queue.list', {}],
      ] as const)
        expect(await test.station.ask(name, input), name).toEqual(refused);
      for (const kind of ['original', 'rendition', 'thumbnail'] as const)
        expect(test.station.pageFile(page.id, kind)).toBeNull();
      await test.station.pagesRead();
      const told = new Set(test.events.slice(heard).map(({ type }) => type));
      for (const type of told) expect(eventNeeds[type]).toBe('nothing');
      for (const name of ['session.current', 'station.status', 'operators.list', 'settings.get'] as const)
        expect(await test.station.ask(name, {}), name).toMatchObject({ ok: true });
    }
    await test.run('session.signIn', chief);
    expect((await test.snapshot(batchId)).pages).toHaveLength(2);
    expect(test.station.pageFile(page.id, 'original')).not.toBeNull();
  });

  it('OPER-12 wrong PINs, sent side by side too, begin a wait that a restart does not end', async () => {
    const path = newFolder();
    const first = await openAt(path);
    await staffed(first);
    const guesses = await Promise.all(
      Array.from({ length: 7 }, () => first.run('session.signIn', { name: lin.name, pin: '999999x9' })),
    );
    expect(guesses.map(code)).toEqual([...Array(5).fill('SignInFailed'), 'SignInLocked', 'SignInLocked']);
    await first.close();
    const second = await openAt(path);
    expect(await second.ask('session.current', {})).toMatchObject({ state: 'signedOut', operator: null });
    const right = await second.run('session.signIn', lin);
    expect(code(right)).toBe('SignInLocked');
    expect(code(await second.run('session.signIn', chief))).toBe('ok');
    const [, entry] = await second.ask('operators.list', {});
    if (!entry) throw new Error('no second operator');
    await second.run('operators.setPin', { operatorId: entry.id, pin: '246813' });
    expect(code(await second.run('session.signIn', { name: lin.name, pin: '246813' }))).toBe('ok');
    await second.close();
  });

  it('OPER-16 every act of a session is on record under its name, and no PIN is written anywhere', async () => {
    const path = newFolder();
    const logged: unknown[] = [];
    const test = await openAt(path, { log: (...line) => logged.push(line) });
    await staffed(test);
    const batchId = await test.openBatch();
    await test.run('session.signIn', lin);
    await test.openBatch();
    await test.run('session.signIn', { name: lin.name, pin: 'wrong wrong' });
    expect((await test.snapshot(batchId)).batch.openedBy).toBe('Chief');
    await test.run('session.lock', {});
    await test.run('session.unlock', { pin: lin.pin });
    await test.run('session.signOut', {});
    const rows = auditRows(path);
    expect(rows.map(({ operator, act }) => `${operator}: ${act}`)).toEqual([
      'tester: operator added',
      'Chief: operator added',
      'Chief: batch opened',
      '林晓: signed in',
      'Chief: signed out',
      '林晓: batch opened',
      '林晓: signed in failed',
      '林晓: locked',
      '林晓: unlocked',
      '林晓: signed out',
    ]);
    expect(test.events.some((event) => event.type === 'session.changed')).toBe(true);
    const disk = readFileSync(join(path, 'station.sqlite-wal')).toString('latin1');
    const said = JSON.stringify([rows, test.events, logged, await test.ask('operators.list', {})]) + disk;
    for (const pin of [chief.pin, lin.pin, 'wrong wrong']) expect(said).not.toContain(pin);
  });

  it('OPER-13 an import begun before the operator left ends under their name, and its steps can be undone by the next', async () => {
    const path = newFolder();
    const test = await openAt(path);
    await staffed(test);
    const batchId = await test.openBatch();
    const bytes = await sharp({ create: { width: 850, height: 1100, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const upload = await test.station.receiveUpload(
      'a.png',
      (async function* () {
        yield bytes;
      })(),
    );
    if (!upload.ok) throw new Error(upload.error.type);
    const uploadIds = [upload.value.uploadId];
    const place = { at: 'tail' } as const;
    expect(code(await test.run('import.start', { batchId, uploadIds, grouping: 'split', place }))).toBe('ok');
    await test.run('session.signOut', {});
    await test.station.pagesRead();
    expect(auditRows(path).find(({ act }) => act === 'imported')?.operator).toBe('Chief');
    await test.run('session.signIn', chief);
    const [page] = (await test.snapshot(batchId)).pages;
    if (!page) throw new Error('the page is gone');
    const edit = { type: 'page.rotate', pageIds: [page.id], turn: 90 } as const;
    expect(code(await test.run('tree.edit', { batchId, edit: { ...edit, pageIds: [page.id] } }))).toBe('ok');
    await test.run('session.signIn', lin);
    expect(code(await test.run('tree.undo', { batchId }))).toBe('ok');
    expect(auditRows(path).slice(-1)).toMatchObject([{ operator: '林晓', act: 'undo' }]);
  });

  it('OPER-12 a wrong PIN says how many more may be wrong, and then how long to wait', async () => {
    const test = await openAt(newFolder());
    await staffed(test);
    const guess = () => test.run('session.signIn', { name: lin.name, pin: '999999x9' });
    for (const triesLeft of [4, 3, 2, 1])
      expect(await guess()).toEqual({ ok: false, error: { type: 'SignInFailed', waitMs: 0, triesLeft } });
    expect(await guess()).toEqual({
      ok: false,
      error: { type: 'SignInFailed', waitMs: 30_000, triesLeft: 0 },
    });
    expect(code(await guess())).toBe('SignInLocked');
  });

  it('OPER-19 who is signed in changes their own PIN by giving the one until now', async () => {
    const test = await openAt(newFolder());
    await staffed(test);
    await test.run('session.signIn', lin);
    const next = '808182';
    expect(code(await test.run('session.changePin', { pin: 'wrong wrong', next }))).toBe('SignInFailed');
    expect(code(await test.run('session.changePin', { pin: lin.pin, next: '1' }))).toBe('PinRefused');
    expect(code(await test.run('session.changePin', { pin: lin.pin, next }))).toBe('ok');
    expect(code(await test.run('session.signIn', lin))).toBe('SignInFailed');
    expect(code(await test.run('session.signIn', { name: lin.name, pin: next }))).toBe('ok');
    await test.run('session.lock', {});
    expect(code(await test.run('session.changePin', { pin: next, next: lin.pin }))).toBe('NotSignedIn');
  });

  it('OPER-20 only an admin sets after how long the station is locked', async () => {
    const test = await openAt(newFolder());
    await staffed(test);
    expect((await test.ask('settings.get', {})).idleLock).toBe(10);
    expect(code(await test.run('settings.setIdleLock', { idleLock: 2 }))).toBe('ok');
    await test.run('session.signIn', lin);
    expect(await test.run('settings.setIdleLock', { idleLock: null })).toEqual({
      ok: false,
      error: { type: 'RoleRefused', needs: 'admin' },
    });
    expect((await test.ask('settings.get', {})).idleLock).toBe(2);
  });

  it('OPER-14 what needs a greater role is refused with the role it needs', async () => {
    const test = await openAt(newFolder());
    await staffed(test);
    await test.run('session.signIn', lin);
    expect(await test.run('settings.setHotFolder', { folder: null, grouping: 'split' })).toEqual({
      ok: false,
      error: { type: 'RoleRefused', needs: 'admin' },
    });
    expect(
      code(await test.run('operators.save', { operatorId: null, name: 'X', role: 'admin', pin: '735190' })),
    ).toBe('RoleRefused');
    expect((await test.ask('operators.list', {})).length).toBe(2);
  });

  it('OPER-17 the command line acts under the account, where a window would have to sign in', async () => {
    const path = newFolder();
    const window = await openAt(path);
    await staffed(window);
    await window.close();
    const line = await openAt(path, { door: 'account' });
    expect(code(await line.run('batch.open', { name: 'by line' }))).toBe('ok');
    expect(auditRows(path).findLast(({ act }) => act === 'batch opened')?.operator).toBe('tester');
  });

  it('OPER-15 there is always an admin, and who is deactivated is signed out', async () => {
    const test = await openAt(newFolder());
    const { chiefId, linId } = await staffed(test);
    expect(code(await test.run('operators.deactivate', { operatorId: chiefId }))).toBe('LastAdmin');
    const less = { operatorId: chiefId, name: 'Chief', role: 'checker', pin: null } as const;
    expect(code(await test.run('operators.save', less))).toBe('LastAdmin');
    await test.run('operators.save', { operatorId: linId, name: lin.name, role: 'admin', pin: null });
    expect(code(await test.run('operators.deactivate', { operatorId: chiefId }))).toBe('ok');
    expect(await test.ask('session.current', {})).toMatchObject({ state: 'signedOut' });
    expect(code(await test.run('session.signIn', chief))).toBe('OperatorNotFound');
    expect(code(await test.run('session.signIn', lin))).toBe('ok');
    expect(code(await test.run('operators.deactivate', { operatorId: linId }))).toBe('LastAdmin');
  });

  it('OPER-18 what changes while a PIN is checked is neither undone by it nor passed over', async () => {
    const test = await openAt(newFolder());
    const { linId } = await staffed(test);
    const together = await Promise.all([
      test.run('operators.setPin', { operatorId: linId, pin: '918273' }),
      test.run('session.signIn', lin),
      test.run('operators.deactivate', { operatorId: linId }),
      test.run('session.signIn', { name: lin.name, pin: '918273' }),
    ]);
    expect(together.map(code)).toEqual(['ok', 'SignInFailed', 'ok', 'OperatorNotFound']);
    expect(await test.ask('session.current', {})).toMatchObject({ operator: { name: chief.name } });
    const listed = await test.ask('operators.list', {});
    expect(listed.find(({ id }) => id === linId)?.isActive).toBe(false);
  });
});
