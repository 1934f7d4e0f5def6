import { describe, expect, it } from 'vitest';
import { defaultScanProfile } from '../../src/domain/rules/profile.ts';
import { builtInProfiles } from '../../src/domain/rules/profiles.ts';
import type { StationOptions } from '../../src/station/station.ts';
import { atEnd } from '../at-end.ts';
import { newFolder, openAt } from './at-desk.ts';
import { loadPaper } from './paper.ts';

const open = (overrides?: Partial<StationOptions>) => openAt(newFolder(), overrides);

const id = '01900001-0000-7000-8000-000000000000';
const receipts = {
  id,
  deviceId: 'sane:test:0',
  deviceName: 'Noname frontend-tester',
  key: 'F5' as const,
  settings: { ...defaultScanProfile, name: 'Receipts', paper: 'auto' as const, blankSides: 'skip' as const },
};

describe('setting a station up', () => {
  it('STATION-23 the settings tell rule, profiles, policy, addresses and the watched folder', async () => {
    const station = await open({ esclAddresses: ['http://127.0.0.1:9/eSCL'] });
    const settings = await station.ask('settings.get', {});
    expect(settings).toMatchObject({
      profiles: builtInProfiles,
      scanPolicy: { warnBelowDpi: 200, refuseBelowDpi: null },
      scannerAddresses: [{ address: 'http://127.0.0.1:9/eSCL', by: 'given' }],
      hotFolder: { folder: null },
    });
    expect((await station.ask('station.status', {})).hotFolder).toMatchObject({ folder: null, state: 'off' });
  });

  it('PROF-9 profiles are made, made the default of a work, and deleted; what the rules refuse changes nothing', async () => {
    const station = await open();
    expect(await station.run('profiles.save', receipts)).toEqual({ ok: true, value: {} });
    expect(await station.run('profiles.setDefault', { work: 'insert', profileId: id })).toMatchObject({
      ok: true,
    });
    const { profiles } = await station.ask('settings.get', {});
    expect(profiles).toEqual({
      profiles: [...builtInProfiles.profiles, receipts],
      defaults: { stack: null, insert: id, replace: null },
    });
    const other = { ...receipts, id: '01900002-0000-7000-8000-000000000000' };
    const nameless = { ...receipts, settings: { ...receipts.settings, name: '  ' } };
    for (const [refused, type] of [
      [await station.run('profiles.save', other), 'ProfileNameTaken'],
      [await station.run('profiles.save', nameless), 'InvalidCommand'],
      [await station.run('profiles.setDefault', { work: 'stack', profileId: other.id }), 'ProfileNotFound'],
      [await station.run('profiles.delete', { profileId: other.id }), 'ProfileNotFound'],
    ] as const) {
      expect(refused).toMatchObject({ ok: false, error: { type } });
    }
    expect((await station.ask('settings.get', {})).profiles).toEqual(profiles);
    expect(await station.run('profiles.delete', { profileId: id })).toMatchObject({ ok: true });
    expect((await station.ask('settings.get', {})).profiles).toEqual(builtInProfiles);
  });

  it('STATION-22 a typed address is kept as typed, asked at once, and can be taken out; given ones cannot', async () => {
    const paper = await loadPaper([]);
    atEnd(paper.remove);
    const station = await open({ esclAddresses: ['http://127.0.0.1:9/eSCL'] });
    const typed = async () =>
      (await station.ask('settings.get', {})).scannerAddresses.flatMap(({ address, by }) =>
        by === 'typed' ? [address] : [],
      );
    expect((await station.ask('devices.list', {})).devices).toEqual([]);
    await station.run('scanners.addAddress', { address: ` ${paper.url} ` });
    await station.run('scanners.addAddress', { address: paper.url });
    expect(await typed()).toEqual([paper.url]);
    const { devices, failures } = await station.ask('devices.list', {});
    expect(devices).toMatchObject([{ driver: 'escl' }]);
    expect(failures).toEqual([]);
    for (const address of ['', 'not an address', 'ftp://10.0.0.7/']) {
      expect(await station.run('scanners.addAddress', { address })).toEqual({
        ok: false,
        error: { type: 'AddressInvalid', address },
      });
    }
    for (const address of ['10.0.0.7', 'http://127.0.0.1:9/eSCL']) {
      expect(await station.run('scanners.removeAddress', { address })).toMatchObject({
        ok: false,
        error: { type: 'AddressInvalid' },
      });
    }
    expect(await typed()).toEqual([paper.url]);
    await station.run('scanners.removeAddress', { address: paper.url });
    expect(await typed()).toEqual([]);
    expect((await station.ask('devices.list', {})).devices).toEqual([]);
  });

  it('STATION-24 a scanner without a dialog of its own says so; one that was never seen cannot be trusted again', async () => {
    const paper = await loadPaper([]);
    atEnd(paper.remove);
    const station = await open({ esclAddresses: [paper.url] });
    const [device] = (await station.ask('devices.list', {})).devices;
    if (!device) throw new Error('no device');
    expect(
      await station.run('profiles.configure', { deviceId: device.id, vendorSettings: null }),
    ).toMatchObject({ ok: false, error: { type: 'Unsupported' } });
    expect(await station.run('scanners.trustAgain', { deviceId: device.id })).toEqual({
      ok: true,
      value: {},
    });
    expect(await station.run('scanners.trustAgain', { deviceId: 'escl:nobody' })).toEqual({
      ok: false,
      error: { type: 'DeviceNotFound', deviceId: 'escl:nobody' },
    });
  });
});
