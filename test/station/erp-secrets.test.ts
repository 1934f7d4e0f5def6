import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sealFrom } from '../../src/shell/electron/seal.ts';
import type { Seal } from '../../src/station/ports/secrets.ts';
import { credentials } from '../erp/kingdee-double.ts';
import { safeStorageDouble } from '../shell/safe-storage-double.ts';
import { newFolder } from './at-desk.ts';
import { formFor, holders, openAlone, startKingdee } from './kingdee-desk.ts';
import type { TestStation } from './test-station.ts';

/* The secret of the way to the ERP, sealed by the shell: the embedded service, another process, signs in with it at Kingdee. */

const { appSecret } = credentials;
const secretFile = join('erp', 'secrets', 'kingdee-app-secret');

/** Electron's own code over a double of `safeStorage` that seals for one account. */
const sealOf = (account: string): Seal | null => sealFrom(safeStorageDouble(account), {}, () => undefined);

async function outcomeOf(station: TestStation) {
  const tested = await station.run('erp.test', {});
  return tested.ok ? tested.value.outcome : tested.error.type;
}
const stateOf = async (station: TestStation) => (await station.ask('erp.way', {})).secret;

describe('the secret of the way to the ERP', () => {
  it('ERP-66 typed at a station with a seal it is sealed at once, signs in, also after a restart, and lies nowhere else', async () => {
    const kingdee = await startKingdee();
    const folder = newFolder();
    const first = await openAlone(folder, { seal: sealOf('wang') });
    const saved = await first.station.run('erp.save', { kingdee: formFor(kingdee), secret: appSecret });
    expect(saved).toEqual({ ok: true, value: {} });
    expect(await outcomeOf(first.station)).toBe('ready');
    expect(await stateOf(first.station)).toEqual({ state: 'kept', by: 'typed' });
    expect(readFileSync(join(folder, secretFile), 'utf8')).toMatch(/^sealed:/);
    if (process.platform !== 'win32') expect(statSync(join(folder, secretFile)).mode & 0o777).toBe(0o600);
    await first.close();
    const second = await openAlone(folder, { seal: sealOf('wang') });
    expect(await outcomeOf(second.station)).toBe('ready');
    await second.close();
    expect(holders(folder, appSecret)).toEqual([]);
    expect([...first.said, ...second.said].join('\n')).not.toContain(appSecret);
  }, 120_000);

  it('ERP-66 one kept before there was a seal is read once and sealed, and goes on signing in', async () => {
    const kingdee = await startKingdee();
    const folder = newFolder();
    const before = await openAlone(folder);
    await before.station.run('erp.save', { kingdee: formFor(kingdee), secret: appSecret });
    expect(await outcomeOf(before.station)).toBe('ready');
    await before.close();
    expect(holders(folder, appSecret)).toEqual([secretFile]);
    const { station, close } = await openAlone(folder, { seal: sealOf('wang') });
    expect(await outcomeOf(station)).toBe('ready');
    await close();
    expect(holders(folder, appSecret)).toEqual([]);
    expect(readFileSync(join(folder, secretFile), 'utf8')).toMatch(/^sealed:/);
  }, 120_000);

  it('ERP-66 another account, and a start without the seal, is told that it cannot use it, types it anew and goes on', async () => {
    const kingdee = await startKingdee();
    const folder = newFolder();
    const first = await openAlone(folder, { seal: sealOf('wang') });
    await first.station.run('erp.save', { kingdee: formFor(kingdee), secret: appSecret });
    await first.close();
    const plain = await openAlone(folder);
    expect(await stateOf(plain.station)).toEqual({ state: 'unreadable', by: 'typed' });
    expect(await outcomeOf(plain.station)).toBe('no-secret');
    await plain.close();
    // Nothing of it was taken away: it is still there for whom it was sealed.
    const other = await openAlone(folder, { seal: sealOf('li') });
    expect(await stateOf(other.station)).toEqual({ state: 'unreadable', by: 'typed' });
    expect(await outcomeOf(other.station)).toBe('no-secret');
    await other.station.run('erp.save', { kingdee: formFor(kingdee), secret: appSecret });
    expect(await outcomeOf(other.station)).toBe('ready');
    expect(await other.station.run('erp.save', { kingdee: null, secret: null })).toMatchObject({ ok: true });
    expect(readdirSync(join(folder, 'erp', 'secrets'))).toEqual([]);
  }, 120_000);

  it('ERP-66 a folder of IT is read as it is, by the service itself, and nothing in it is sealed', async () => {
    const kingdee = await startKingdee();
    const folder = newFolder();
    const secretsFolder = join(folder, 'it-secrets');
    mkdirSync(secretsFolder, { mode: 0o700 });
    writeFileSync(join(secretsFolder, 'kingdee-app-secret'), `${appSecret}\n`, { mode: 0o600 });
    const configFile = join(folder, 'it.json');
    writeFileSync(configFile, JSON.stringify({ kind: 'kingdee', ...formFor(kingdee) }));
    const { station } = await openAlone(folder, { seal: sealOf('wang'), erp: { configFile, secretsFolder } });
    expect(await outcomeOf(station)).toBe('ready');
    expect(await stateOf(station)).toEqual({ state: 'kept', by: 'given' });
    expect(readFileSync(join(secretsFolder, 'kingdee-app-secret'), 'utf8')).toBe(`${appSecret}\n`);
    expect(await station.run('erp.save', { kingdee: formFor(kingdee), secret: 'other' })).toEqual({
      ok: false,
      error: { type: 'SettingGiven' },
    });
  }, 120_000);
});
