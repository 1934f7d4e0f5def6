import { describe, expect, it } from 'vitest';
import { printDevices } from '../../src/cli/commands/devices.ts';
import { deviceChecks, driverChecks } from '../../src/cli/commands/doctor-scanners.ts';
import type { Output } from '../../src/cli/output.ts';
import type { Capabilities, Device } from '../../src/contract/device-shapes.ts';
import { err, ok } from '../../src/domain/result.ts';

const fault = { type: 'Unsupported', afterSide: 0, raw: 'libsane.so.1 is not there' } as const;
const device = (id: string, driver: Device['driver']): Device => ({
  id,
  name: id,
  driver,
  detail: 'usb:001',
});
const capabilities: Capabilities = {
  sources: ['feeder'],
  sides: ['simplex'],
  dpi: [200, 300],
  colours: ['gray'],
  formats: ['image/jpeg'],
  papers: ['auto', 'a4'],
  settings: ['doubleFeed'],
  options: [],
};

describe('devices', () => {
  it('CLI-9 every driver tells what its devices can do; a family that could not look is an error line of its own', async () => {
    const told: unknown[] = [];
    const output: Output = {
      isJson: true,
      line: (object, words) => told.push({ ...object, words }),
      failure: (error, about) => told.push({ ...about, error }),
      note: () => undefined,
      status: () => 0,
    };
    const devices = [device('twain:64:A', 'twain'), device('sane:b', 'sane')];
    await printDevices(
      {
        list: async () => ({ devices, failures: [{ family: 'network', fault }] }),
        capabilities: async (id) => (id === 'sane:b' ? err(fault) : ok(capabilities)),
      },
      output,
    );
    expect(told).toEqual([
      {
        ...devices[0],
        capabilities,
        words: expect.stringMatching(/^twain:64:A .*usb:001.*200, 300 dpi; gray; auto, a4/),
      },
      { id: 'sane:b', name: 'sane:b', error: fault },
      { family: 'network', error: fault },
    ]);
  });
});

describe('doctor', () => {
  const reach = {
    sane: { state: 'on' as const, configFolder: null },
    twain: {
      hosts: [
        { bits: 32 as const, command: ['a'] },
        { bits: 64 as const, command: ['b'] },
      ],
    },
  };
  const answering = (type: 'Unsupported' | 'Offline') => ({
    capabilities: async () => err({ type, afterSide: 0, raw: 'libsane.so.1 is not there' } as const),
  });
  const there = answering('Offline');
  const missing = answering('Unsupported');

  it('CLI-12 says on Linux whether libsane loads, and which package brings it', async () => {
    expect(await driverChecks('linux', reach, there)).toMatchObject([{ check: 'SANE', verdict: 'fine' }]);
    const [look] = await driverChecks('linux', reach, missing);
    expect(look).toMatchObject({ verdict: 'look', detail: 'libsane.so.1 is not there' });
    for (const name of ['libsane1', 'sane-backends-libs', 'sane-airscan'])
      expect(look?.advice).toContain(name);
    const off = { ...reach, sane: { ...reach.sane, state: 'off' as const } };
    expect(await driverChecks('linux', off, missing)).toMatchObject([{ verdict: 'fine' }]);
  });

  it('CLI-12 says on Windows which TWAIN hosts are there, and elsewhere that network scanners work', async () => {
    expect(await driverChecks('win32', reach, missing)).toMatchObject([
      { check: 'TWAIN', verdict: 'fine', detail: 'hosts for 32 bit and 64 bit' },
    ]);
    const [none] = await driverChecks('win32', { ...reach, twain: { hosts: [] } }, missing);
    expect(none).toMatchObject({ verdict: 'look', advice: expect.stringContaining('build:twain-host') });
    expect(await driverChecks('darwin', reach, there)).toMatchObject([{ verdict: 'fine' }]);
  });

  it('CLI-12 names a driver family that could not look, with what to do', () => {
    const checks = deviceChecks({ devices: [], failures: [{ family: 'sane', fault }] });
    expect(checks).toMatchObject([
      { check: 'scanners', verdict: 'look' },
      { check: 'scanners (sane)', verdict: 'look', detail: expect.stringContaining('Unsupported') },
    ]);
    for (const { advice } of checks) expect(advice).not.toBe('');
    expect(deviceChecks({ devices: [device('sane:b', 'sane')], failures: [] })).toMatchObject([
      { verdict: 'fine', detail: 'sane:b (sane)' },
    ]);
  });
});
