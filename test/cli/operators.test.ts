import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { typedPin } from '../../src/cli/typed-pin.ts';
import { pinRefusal } from '../../src/domain/rules/operators.ts';
import { newFolder, openAt } from '../station/at-desk.ts';
import type { TestStation } from '../station/test-station.ts';

const project = resolve(import.meta.dirname, '../..');

interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function operators(args: readonly string[], typed: string): Promise<Run> {
  return new Promise((done) => {
    const all = ['src/cli/main.ts', 'operators', ...args];
    const env = { ...process.env, PLATEN_OPERATOR: 'Somebody Else' };
    const child = execFile(process.execPath, all, { cwd: project, env }, (error, stdout, stderr) =>
      done({ status: error ? Number(error.code) : 0, stdout, stderr }),
    );
    child.stdin?.end(typed);
  });
}

const chief = { name: 'Chief', pin: '735190' };

/** A station with one admin, whose PIN was typed wrong until there is a wait. */
async function lockedOut(): Promise<{ data: string; test: TestStation }> {
  const path = newFolder();
  const test = await openAt(path);
  await test.run('operators.save', { operatorId: null, role: 'admin', ...chief });
  await test.run('session.signOut', {});
  for (let tries = 0; tries < 5; tries += 1)
    await test.run('session.signIn', { name: chief.name, pin: '000001' });
  return { data: path, test };
}

async function signsIn(data: string, pin: string): Promise<string> {
  const test = await openAt(data);
  const result = await test.run('session.signIn', { name: chief.name, pin });
  await test.close();
  return result.ok ? 'ok' : result.error.type;
}

describe('platen operators', { timeout: 60_000 }, () => {
  it('OPER-40 sets the PIN of the only admin, ends the wait, and the audit trail names the account', async () => {
    const { data, test } = await lockedOut();
    await test.close();
    const run = await operators(['set-pin', '--data', data, '--operator', ' chief ', '--json'], '482915\n');
    expect(run.status, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout)).toEqual({ type: 'pin-set', operator: 'Chief', role: 'admin' });
    expect(`${run.stdout}${run.stderr}`).not.toContain('482915');

    const db = new Database(join(data, 'station.sqlite'), { readonly: true });
    const last = db.prepare('SELECT operator, act, detail FROM audit ORDER BY id DESC LIMIT 1').get();
    db.close();
    expect(last).toEqual({
      operator: userInfo().username,
      act: 'operator PIN set',
      detail: '{"door":"account"}',
    });
    expect(await signsIn(data, '482915')).toBe('ok');
    expect(await signsIn(data, chief.pin)).toBe('SignInFailed');
  });

  it('OPER-41 refuses a weak PIN, an unknown name and a folder without a station, and changes nothing', async () => {
    const { data, test } = await lockedOut();
    await test.close();
    const weak = await operators(['set-pin', '--data', data, '--operator', 'Chief', '--json'], '12345\n');
    expect(weak.status).toBe(1);
    expect(JSON.parse(weak.stdout).error).toEqual({ type: 'PinRefused', reason: 'short' });
    expect(weak.stderr).toContain('six digits or more');
    const unknown = await operators(['set-pin', '--data', data, '--operator', 'Chef', '--json'], '482915\n');
    expect(JSON.parse(unknown.stdout)).toEqual({ operator: 'Chef', error: { type: 'OperatorNotFound' } });
    const elsewhere = join(data, 'elsewhere');
    const none = await operators(['list', '--data', elsewhere, '--json'], '');
    expect(JSON.parse(none.stdout).error).toMatchObject({ type: 'DataFolderUnwritable', code: 'ENOENT' });
    expect((await operators(['set-pin', '--data', data], '')).status).toBe(2);

    const listed = await operators(['list', '--data', data, '--json'], '');
    expect(JSON.parse(listed.stdout)).toEqual({ name: 'Chief', role: 'admin', isActive: true });
    const db = new Database(join(data, 'station.sqlite'), { readonly: true });
    const acts = db.prepare("SELECT count(*) FROM audit WHERE act = 'operator PIN set'").pluck().get();
    db.close();
    expect(acts).toBe(0);
  });

  it('OPER-41 does nothing while the station is open', async () => {
    const { data } = await lockedOut();
    const run = await operators(['set-pin', '--data', data, '--operator', 'Chief', '--json'], '482915\n');
    expect(run.status).toBe(1);
    expect(JSON.parse(run.stdout).error).toMatchObject({ type: 'DataFolderInUse' });
  });
});

describe('a PIN asked for at a terminal', () => {
  function terminal() {
    const input = Object.assign(new PassThrough(), { isTTY: true });
    const questions = new PassThrough();
    let told = '';
    questions.on('data', (part) => {
      told += part;
    });
    const answer = async (question: string, typed: string): Promise<void> => {
      await expect.poll(() => told.endsWith(question)).toBe(true);
      input.write(typed);
    };
    return { door: { input, questions }, answer, told: () => told };
  }

  it('OPER-42 is typed twice unseen, and asked for again until it is good and the two are one', async () => {
    const { door, answer, told } = terminal();
    const asked = typedPin(door, pinRefusal);
    await answer('New PIN: ', '111111\r');
    await answer('New PIN: ', '482915\r');
    await answer('again: ', '482916\r');
    await answer('New PIN: ', '482915\r');
    await answer('again: ', '482915\r');
    expect(await asked).toBe('482915');
    expect(told()).toContain('not one character over and over');
    expect(told()).toContain('not the same');
    expect(told()).not.toMatch(/\d/);
  });

  it('OPER-42 is given up with Ctrl+C', async () => {
    const { door, answer } = terminal();
    const asked = typedPin(door, pinRefusal);
    await answer('New PIN: ', '4829\u0003');
    expect(await asked).toBeNull();
  });
});
