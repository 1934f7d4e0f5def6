import { describe, expect, it } from 'vitest';
import type { Device } from '../../src/contract/device-shapes.ts';
import { openSettings } from '../../src/station/policy/settings.ts';
import { openScannerReach } from '../../src/station/scanner-reach.ts';
import { newStore } from './store/temporary.ts';

/** A reach over real settings in a real store; nothing is launched, since the virtual scanner is off. */
function openReach(esclAddresses: readonly string[] = [], store = newStore()) {
  const told: string[] = [];
  const settings = openSettings(store, () => undefined);
  const reach = openScannerReach(
    {
      launch: () => {
        throw new Error('nothing is to be launched');
      },
      virtualScanner: 'off',
      esclAddresses,
      discover: false,
      sane: { state: 'on', configFolder: '/etc/sane-desk' },
      twain: { hosts: [] },
      dataFolder: '',
      log: (_level, event) => told.push(event),
    },
    settings,
  );
  return { reach, settings, store, told };
}

const scanner = (id: string, detail: string | null): Device => ({ id, name: id, driver: 'escl', detail });

describe('where scanners may be', () => {
  it('STATION-22 every candidate of given and typed addresses is asked, https first, each once', async () => {
    const { reach, settings, told } = openReach(['http://10.0.0.9/eSCL', '10.0.0.7', 'no address']);
    settings.setScannerAddresses(['10.0.0.7', 'scanner.local:8080']);
    const { escl, sane, twain } = await reach.current();
    expect(escl).toEqual({
      addresses: [
        'http://10.0.0.9/eSCL',
        'https://10.0.0.7/eSCL',
        'http://10.0.0.7/eSCL',
        'https://scanner.local:8080/eSCL',
        'http://scanner.local:8080/eSCL',
      ].map((url) => ({ url, driver: 'escl' })),
      discover: false,
      pins: {},
    });
    expect(sane).toEqual({ state: 'on', configFolder: '/etc/sane-desk' });
    expect(twain).toEqual({ hosts: [] });
    expect(told).toEqual(['scanner-address.unreadable']);
  });

  it('STATION-21 a certificate taken at first use is passed on from then on, also after a restart', async () => {
    const { reach, store } = openReach();
    reach.pin('10.0.0.7:443', 'ab');
    reach.pin('10.0.0.8:443', 'cd');
    expect((await reach.current()).escl.pins).toEqual({ '10.0.0.7:443': 'ab', '10.0.0.8:443': 'cd' });
    expect((await openReach([], store).reach.current()).escl.pins).toEqual({
      '10.0.0.7:443': 'ab',
      '10.0.0.8:443': 'cd',
    });
  });

  it('STATION-21 to trust a scanner again forgets the certificates of its host, known from any list before', async () => {
    const { reach, store } = openReach();
    reach.pin('10.0.0.7:443', 'ab');
    reach.pin('10.0.0.70:443', 'cd');
    reach.remember({
      devices: [scanner('escl:a', '10.0.0.7:80'), { ...scanner('sane:b', 'test:0'), driver: 'sane' }],
      failures: [],
    });
    const later = openReach([], store).reach;
    later.remember({ devices: [], failures: [] });
    expect(later.trustAgain('sane:b')).toBe(false);
    expect(later.trustAgain('escl:unknown')).toBe(false);
    expect(later.trustAgain('escl:a')).toBe(true);
    expect((await later.current()).escl.pins).toEqual({ '10.0.0.70:443': 'cd' });
    // It may be asked for twice, from two windows.
    expect(later.trustAgain('escl:a')).toBe(true);
  });

  it('STATION-21 a scanner that moved is known at its new place', async () => {
    const { reach } = openReach();
    reach.pin('10.0.0.8:443', 'ab');
    reach.remember({ devices: [scanner('escl:a', '10.0.0.7:443')], failures: [] });
    reach.remember({ devices: [scanner('escl:a', '10.0.0.8:443')], failures: [] });
    reach.trustAgain('escl:a');
    expect((await reach.current()).escl.pins).toEqual({});
  });

  it('STATION-27 what scanners answer after the station was closed is let go', async () => {
    const { reach, store } = openReach();
    await reach.close();
    store.close();
    reach.remember({ devices: [scanner('escl:1', '10.0.0.7:443')], failures: [] });
    reach.pin('10.0.0.7:443', 'AB:CD');
  });
});
