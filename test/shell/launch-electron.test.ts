import { EventEmitter } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type Electron from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import type { WorkerKind } from '../../src/contract/workers.ts';
import { launchOnElectron } from '../../src/shell/electron/launch-electron.ts';

/** A utility process as its documentation tells: it posts, it ends, it may report a fatal error before. */
class ProcessDouble extends EventEmitter {
  readonly posted: unknown[] = [];
  readonly pid = undefined;
  kills = 0;
  postMessage = (message: unknown) => void this.posted.push(message);
  kill = () => {
    this.kills += 1;
    return true;
  };
}

const forked: {
  path: string;
  args: readonly string[];
  options: Electron.ForkOptions;
  child: ProcessDouble;
}[] = [];
const launch = launchOnElectron(
  {
    fork(path: string, args: string[] = [], options: Electron.ForkOptions = {}) {
      const child = new ProcessDouble();
      forked.push({ path, args, options, child });
      return child as unknown as Electron.UtilityProcess;
    },
  },
  '/app/out/main',
);
beforeEach(() => {
  forked.length = 0;
});

const kinds: readonly WorkerKind[] = [
  'capture-host',
  'import-worker',
  'page-worker',
  'virtual-scanner',
  'match-service',
];

describe('workers of the Electron shell', () => {
  it.each(kinds)('ELEC-16 %s is a utility process on its built entry', (kind) => {
    launch(kind, ['--a', 'b']);
    expect(forked[0]).toMatchObject({
      path: join('/app/out/main', `${kind}.js`),
      args: ['--a', 'b'],
      options: { serviceName: `Platen ${kind}`, env: { LC_ALL: 'C' } },
    });
  });

  it('ELEC-16 each kind has its entry in the build', () => {
    const config = readFileSync(resolve(import.meta.dirname, '../../electron.vite.config.ts'), 'utf8');
    for (const kind of kinds) expect(config).toContain(`'${kind}'`);
  });

  it('ELEC-17 messages pass both ways; the end is told once and what is posted after is dropped', () => {
    const channel = launch('page-worker', []);
    const child = forked[0]?.child;
    const heard: unknown[] = [];
    const ends: string[] = [];
    channel.onMessage((message) => heard.push(message));
    channel.onExit((detail) => ends.push(detail));
    channel.post({ type: 'page' });
    child?.emit('message', { type: 'reply' });
    expect(child?.posted).toEqual([{ type: 'page' }]);
    expect(heard).toEqual([{ type: 'reply' }]);

    channel.kill();
    expect(child?.kills).toBe(1);
    child?.emit('exit', 15);
    channel.post('late');
    expect(child?.posted).toHaveLength(1);
    channel.onExit((detail) => ends.push(`late ${detail}`));
    expect(ends).toEqual(['status 15', 'late status 15']);
  });

  it('ELEC-17 a fatal error of V8 is told as the reason of the end', () => {
    const channel = launch('import-worker', []);
    const ends: string[] = [];
    channel.onExit((detail) => ends.push(detail));
    forked[0]?.child.emit('error', 'FatalError', 'heap limit', '{}');
    forked[0]?.child.emit('exit', 5);
    expect(ends).toEqual(['FatalError at heap limit']);
  });

  it('ELEC-16 nothing the Electron shell is made of forks Node, which the packed app cannot', () => {
    const shell = resolve(import.meta.dirname, '../../src/shell');
    const files = ['electron', '.'].flatMap((folder) =>
      readdirSync(join(shell, folder))
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(shell, folder, name)),
    );
    expect(files.length).toBeGreaterThan(10);
    for (const file of files.filter((path) => existsSync(path))) {
      expect(readFileSync(file, 'utf8'), file).not.toMatch(/child_process|launch-node/);
    }
  });
});
