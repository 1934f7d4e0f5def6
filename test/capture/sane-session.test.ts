import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSaneConfig } from '../../src/capture/sane/config-folder.ts';
import { loadLibSane } from '../../src/capture/sane/libsane.ts';
import { openSaneDriver } from '../../src/capture/sane/sane-driver.ts';
import { collect, duplex, never, pagesOf, simplex } from './driver-contract.ts';
import { canonDr } from './sane/backends.ts';
import { saneConfig } from './sane/config.ts';
import { noScript, openForkedSaneDriver } from './sane/forked-driver.ts';
import { openScriptedLibSane } from './sane/scripted-libsane.ts';

describe('the configuration of a session', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'platen-sane-test-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("SANE-50 a folder of our own has the system's backends without those of the network and of no scanner", async () => {
    const system = join(folder, 'system');
    await mkdir(join(system, 'dll.d'), { recursive: true });
    await writeFile(
      join(system, 'dll.conf'),
      '# net\nnet\nfujitsu # the old one\n\n  canon_dr\ntest\n#umax\nescl\nv4l\n',
    );
    await writeFile(join(system, 'dll.d', 'airscan'), 'airscan\n');
    await writeFile(join(system, 'dll.d', 'vendor'), 'epsonscan2\nfujitsu\n');
    await writeFile(join(system, 'dll.d', 'vendor~'), 'left-behind\n');
    const config = await openSaneConfig(null, [system, join(folder, 'not-there')]);
    const [own, ...others] = config.path.split(':');
    if (!own) throw new Error('no folder');
    expect(others).toEqual([system]);
    expect(config.isLocal).toBe(true);
    expect(await readFile(join(own, 'dll.conf'), 'utf8')).toBe('fujitsu\ncanon_dr\nepsonscan2\n');
    expect(await readdir(join(own, 'dll.d'))).toEqual([]);
    await config.remove();
    await expect(readdir(own)).rejects.toThrow('ENOENT');
  });

  it('SANE-50 libsane reads it, and the conf of a backend from the system', async () => {
    const config = await openSaneConfig(null);
    const log = join(folder, 'log.txt');
    // Its debug words go to the system's log where standard error is a pipe.
    const env = {
      ...process.env,
      SANE_CONFIG_DIR: config.path,
      SANE_DEBUG_DLL: '255',
      SANE_DEBUG_SANEI_CONFIG: '255',
    };
    await promisify(execFile)('sh', ['-c', `scanimage -d fujitsu:none -A 2>'${log}' || true`], { env });
    const said = await readFile(log, 'utf8');
    const own = config.path.split(':')[0];
    const added = [...said.matchAll(/add_backend: adding backend `(\w+)'/g)].map(([, name]) => name);
    expect(added).toContain('fujitsu');
    expect(added).toContain('epsonds');
    expect(added).not.toEqual(expect.arrayContaining(['test']));
    for (const name of ['net', 'airscan', 'escl', 'pnm', 'v4l']) expect(added).not.toContain(name);
    expect(said).toContain(`using config directory \`${own}/dll.d'`);
    expect(said).toMatch(/using file `\/etc\/sane\.d\/fujitsu\.conf'/);
    await config.remove();
  });

  it('SANE-50 a folder of IT is taken as it is, and left', async () => {
    const config = await openSaneConfig(folder);
    expect([config.path, config.isLocal]).toEqual([folder, false]);
    await config.remove();
    expect(await readdir(folder)).not.toEqual([]);
  });

  it('SANE-50 nothing of it stays behind', async () => {
    const ours = async () => (await readdir(tmpdir())).filter((name) => /^platen-sane-.{6}$/.test(name));
    const before = await ours();
    const driver = openForkedSaneDriver({ state: 'on', configFolder: null });
    expect(await driver.list(never)).toMatchObject({ ok: true });
    expect(await driver.capabilities('sane:fujitsu:none', never)).toMatchObject({
      ok: false,
      error: { type: 'Offline' },
    });
    expect((await ours()).filter((name) => !before.includes(name))).toEqual([]);
  });
});

describe('where there is no SANE', () => {
  const spoolFolder = tmpdir();
  const request = { deviceId: 'sane:test:0', profile: simplex, spoolFolder };

  it('SANE-51 switched off: no devices, and no scan', async () => {
    const driver = openSaneDriver({ state: 'off', configFolder: null });
    expect(await driver.list(never)).toEqual({ ok: true, value: [] });
    expect(await driver.capabilities('sane:test:0', never)).toMatchObject({ error: { type: 'Unsupported' } });
    expect(await collect(driver.scan(request, never))).toMatchObject([
      { type: 'fault', fault: { type: 'Unsupported' } },
    ]);
  });

  it('SANE-51 a library that is not there is no exception', async () => {
    expect(await loadLibSane('libsane-of-nobody.so.1')).toBeNull();
  });

  it.each(['list', 'capabilities', 'scan'] as const)(
    'SANE-51 not installed: %s says what to install',
    async (call) => {
      // A linker that finds no libsane is had by asking for one of another name, in a process each.
      const driver = openForkedSaneDriver({ state: 'on', configFolder: null }, () => noScript, {
        library: 'libsane-of-nobody.so.1',
      });
      if (call === 'list') return expect(await driver.list(never)).toEqual({ ok: true, value: [] });
      const fault = { type: 'Unsupported', afterSide: 0, raw: expect.stringContaining('libsane1') };
      if (call === 'capabilities') {
        return expect(await driver.capabilities('sane:test:0', never)).toEqual({ ok: false, error: fault });
      }
      expect(await collect(driver.scan(request, never))).toEqual([{ type: 'fault', fault }]);
    },
  );

  it('SANE-52 it has no dialog of its own', async () => {
    const driver = openSaneDriver({ state: 'off', configFolder: null });
    expect(await driver.configure('sane:test:0', null, never)).toMatchObject({
      error: { type: 'Unsupported' },
    });
  });
});

describe('one session a process', () => {
  it('SANE-53 sheets as the device counts them; then a second session in this process throws', async () => {
    const config = await saneConfig([]);
    const spoolFolder = await mkdtemp(join(tmpdir(), 'platen-spool-'));
    const front = { type: 'side', sensors: { side: 'no', counter: '18' } } as const;
    const back = { type: 'side', sensors: { side: 'yes', counter: '19' } } as const;
    const scripted = openScriptedLibSane(
      canonDr.map((one) => (one.name === 'counter' ? { ...one, value: '17' } : one)),
      [front, back, front, back],
    );
    const driver = openSaneDriver(config.sane, { loadLibrary: async () => scripted.lib });
    const request = { deviceId: 'sane:scripted:0', profile: duplex, spoolFolder };
    try {
      const events = await collect(driver.scan(request, never));
      expect(pagesOf(events)).toHaveLength(4);
      expect(events.at(-1)).toEqual({ type: 'end', sides: 4, deviceSheets: 2 });
      expect(scripted.calls.slice(-3)).toEqual(['cancel', 'close', 'exit']);
      await expect(collect(driver.scan(request, never))).rejects.toThrow('one SANE session a process');
      await expect(driver.list(never)).rejects.toThrow('one SANE session a process');
    } finally {
      await config.remove();
      await rm(spoolFolder, { recursive: true, force: true });
    }
  });
});
