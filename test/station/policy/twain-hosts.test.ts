import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findTwainHosts } from '../../../src/station/policy/twain-hosts.ts';

function folderWith(...names: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'platen-hosts-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of names) writeFileSync(join(folder, name), '');
  return folder;
}

describe('where the TWAIN hosts are', () => {
  it('TWAIN-35 on Windows each width comes from the first folder that has it', () => {
    const packed = folderWith('platen-twain-host-64.exe');
    const built = folderWith('platen-twain-host-64.exe', 'platen-twain-host-32.exe');
    expect(findTwainHosts({}, 'win32', [packed, built])).toEqual({
      hosts: [
        { bits: 64, command: [join(packed, 'platen-twain-host-64.exe')] },
        { bits: 32, command: [join(built, 'platen-twain-host-32.exe')] },
      ],
    });
    expect(findTwainHosts({}, 'win32', [packed]).hosts.map(({ bits }) => bits)).toEqual([64]);
    expect(findTwainHosts({}, 'win32', [join(packed, 'missing')])).toEqual({ hosts: [] });
  });

  it('TWAIN-35 elsewhere there are none, unless PLATEN_TWAIN_HOSTS names them', () => {
    const built = folderWith('platen-twain-host-64.exe');
    expect(findTwainHosts({}, 'linux', [built])).toEqual({ hosts: [] });
    const hosts = [{ bits: 64, command: ['wine', 'host.exe'] }];
    const env = { PLATEN_TWAIN_HOSTS: JSON.stringify(hosts) };
    expect(findTwainHosts(env, 'linux', [])).toEqual({ hosts });
    expect(findTwainHosts(env, 'win32', [built])).toEqual({ hosts });
    expect(findTwainHosts({ PLATEN_TWAIN_HOSTS: '[]' }, 'win32', [built])).toEqual({ hosts: [] });
  });

  it.each(['{', '{}', '[{"bits":16,"command":[]}]', '[{"bits":64}]'])(
    'TWAIN-35 %s in PLATEN_TWAIN_HOSTS is refused by name',
    (given) => {
      expect(() => findTwainHosts({ PLATEN_TWAIN_HOSTS: given }, 'linux', [])).toThrow('PLATEN_TWAIN_HOSTS');
    },
  );
});
