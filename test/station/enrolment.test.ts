import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startService, tempFolder } from '../match-service/service-caller.ts';
import { token } from '../sync/test-station.ts';
import { newFolder, openAt } from './at-desk.ts';
import { createEnrolmentDesk } from './enrolment-desk.ts';
import type { TestStation } from './test-station.ts';

async function started() {
  const { url } = await startService(join(await tempFolder(), 'service'));
  return { url, ...createEnrolmentDesk(url) };
}

const serviceOf = async (station: TestStation) => (await station.ask('station.status', {})).service;

describe('enrolling a station', () => {
  it('ENROL-30 by address and code it goes over to that service, tells so, and does so again after a restart', async () => {
    const at = await started();
    const path = newFolder();
    const station = await openAt(path);
    expect(await serviceOf(station)).toMatchObject({ address: null, signIn: 'none', by: 'typed' });
    const code = (await at.code('Desk 3')).toLowerCase();
    const enrolled = await station.run('service.enrol', { address: ` ${at.url}/ `, code });
    expect(enrolled).toEqual({ ok: true, value: { station: 'Desk 3' } });
    const stand = { address: at.url, by: 'typed', signIn: 'enrolled', station: 'Desk 3', state: 'reachable' };
    await expect.poll(() => serviceOf(station)).toEqual(stand);
    await expect
      .poll(() => station.events.findLast(({ type }) => type === 'station.status'))
      .toMatchObject({ status: { service: stand } });
    await station.close();
    const again = await openAt(path);
    await expect.poll(() => serviceOf(again)).toEqual(stand);
    expect(await at.stations()).toMatchObject([{ station: 'Desk 3', end: null }]);
  });

  it('ENROL-31 a station with the shared token changes over to its own at the address IT gave, and to no other', async () => {
    const at = await started();
    const path = newFolder();
    const given = { service: { address: at.url, token } };
    const station = await openAt(path, given);
    await expect
      .poll(() => serviceOf(station))
      .toMatchObject({ by: 'given', signIn: 'shared', state: 'reachable' });
    const code = await at.code('Desk 3');
    expect(await station.run('service.enrol', { address: 'https://other.example', code })).toEqual({
      ok: false,
      error: { type: 'SettingGiven' },
    });
    expect((await station.run('service.enrol', { address: at.url, code })).ok).toBe(true);
    expect(await serviceOf(station)).toMatchObject({ by: 'given', signIn: 'enrolled' });
    await station.close();
    // IT took the shared token away.
    const without = await openAt(path, { service: { address: at.url, token: '' } });
    await expect.poll(() => serviceOf(without)).toMatchObject({ signIn: 'enrolled', state: 'reachable' });
    await without.close();
    const elsewhere = await started();
    const moved = await openAt(path, { service: { address: elsewhere.url, token } });
    await expect.poll(() => serviceOf(moved)).toMatchObject({ signIn: 'shared', state: 'reachable' });
  });

  it('ENROL-31 a shared token that the service takes no longer is told as not enrolled, and a code helps', async () => {
    const folder = join(await tempFolder(), 'service');
    const { url } = await startService(folder, { stations: 'enrolled' });
    const at = createEnrolmentDesk(url);
    const station = await openAt(newFolder(), { service: { address: url, token } });
    await expect
      .poll(() => serviceOf(station))
      .toMatchObject({ by: 'given', signIn: 'none', state: 'reachable' });
    await station.run('service.enrol', { address: url, code: await at.code('Desk 3') });
    await expect.poll(() => serviceOf(station)).toMatchObject({ signIn: 'enrolled', state: 'reachable' });
  });

  it('ENROL-32 what does not enrol says why and changes nothing', async () => {
    const at = await started();
    const station = await openAt(newFolder());
    const enrol = async (address: string, code: string) => {
      const result = await station.run('service.enrol', { address, code });
      return result.ok ? null : result.error;
    };
    expect(await enrol('ftp://x', 'K7WF-3HTR')).toEqual({
      type: 'ServiceAddressInvalid',
      address: 'ftp://x',
    });
    expect(await enrol(at.url, 'hello')).toEqual({ type: 'EnrolmentRefused', reason: 'Code', name: '' });
    expect(await enrol(at.url, 'K7WF-3HTR')).toEqual({ type: 'EnrolmentRefused', reason: 'Code', name: '' });
    expect(await enrol('http://127.0.0.1:1', 'K7WF-3HTR')).toMatchObject({ type: 'ServiceUnreachable' });
    await station.run('service.enrol', { address: at.url, code: await at.code('Desk 3') });
    expect(await enrol(at.url, await at.code('Desk 4'))).toEqual({
      type: 'EnrolmentRefused',
      reason: 'Otherwise',
      name: 'Desk 3',
    });
    for (let tries = 0; tries < 10; tries += 1) await enrol(at.url, '3333-3333');
    expect(await enrol(at.url, '3333-3333')).toEqual({ type: 'EnrolmentRefused', reason: 'Tries', name: '' });
    expect(await serviceOf(station)).toMatchObject({
      address: at.url,
      signIn: 'enrolled',
      station: 'Desk 3',
    });
  });

  it('ENROL-33 revoked, the station says so, also after a restart, and never falls back to another service', async () => {
    const at = await started();
    const path = newFolder();
    const station = await openAt(path);
    await station.run('service.enrol', { address: at.url, code: await at.code('Desk 3') });
    await at.revoke('Desk 3');
    await station.run('queue.retry', { billId: null });
    await expect.poll(() => serviceOf(station)).toMatchObject({ signIn: 'ended', station: 'Desk 3' });
    await station.close();
    const again = await openAt(path, { service: 'embedded' });
    expect(await serviceOf(again)).toMatchObject({ address: at.url, by: 'typed', signIn: 'ended' });
    await again.run('service.enrol', { address: at.url, code: await at.code('Desk 3') });
    await expect.poll(() => serviceOf(again)).toMatchObject({ signIn: 'enrolled', state: 'reachable' });
  });

  it('ENROL-34 for another account of the computer it is not enrolled, says so, and keeps the address', async () => {
    const at = await started();
    const path = newFolder();
    const sealBy = (account: string) => ({
      seal: (text: string) => Buffer.from(account + text).toString('base64'),
      open: (sealed: string) => {
        const text = Buffer.from(sealed, 'base64').toString();
        return text.startsWith(account) ? text.slice(account.length) : null;
      },
    });
    const station = await openAt(path, { seal: sealBy('wang') });
    await station.run('service.enrol', { address: at.url, code: await at.code('Desk 3') });
    await station.close();
    const stranger = await openAt(path, { seal: sealBy('li'), service: 'embedded' });
    expect(await serviceOf(stranger)).toMatchObject({
      address: at.url,
      signIn: 'other-account',
      station: null,
    });
  });

  it('ENROL-35 the trail says who enrolled it where; neither trail, database nor log holds a code or a token', async () => {
    const at = await started();
    const path = newFolder();
    const lines: string[] = [];
    const station = await openAt(path, { log: (...line) => void lines.push(JSON.stringify(line)) });
    const code = await at.code('Desk 3');
    await station.run('service.enrol', { address: at.url, code });
    await at.revoke('Desk 3');
    await station.run('queue.retry', { billId: null });
    await expect.poll(() => serviceOf(station)).toMatchObject({ signIn: 'ended' });
    const secret = JSON.parse(readFileSync(join(path, 'secrets', 'service'), 'utf8'));
    await station.close();
    const kept = ['station.sqlite', 'station.sqlite-wal'].map((name) => {
      try {
        return readFileSync(join(path, name), 'latin1');
      } catch {
        return '';
      }
    });
    const all = kept.join('') + lines.join('\n');
    expect(all).toContain('service.enrol');
    expect(all).toContain('"station":"Desk 3"');
    for (const text of [code, code.replace('-', ''), secret.held.accessToken, secret.held.refreshToken])
      expect(all).not.toContain(text);
  });

  it('ENROL-36 where operators sign in, an admin enrols', async () => {
    const station = await openAt(newFolder());
    const pin = '246810';
    await station.run('operators.save', { operatorId: null, name: '王芳', role: 'admin', pin });
    await station.run('operators.save', { operatorId: null, name: '李雷', role: 'operator', pin });
    await station.run('session.signIn', { name: '李雷', pin });
    const asked = { address: 'http://127.0.0.1:1', code: 'K7WF-3HTR' };
    expect(await station.run('service.enrol', asked)).toEqual({
      ok: false,
      error: { type: 'RoleRefused', needs: 'admin' },
    });
  });
});
