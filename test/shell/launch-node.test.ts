import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import type { WorkerChannel, WorkerKind } from '../../src/contract/workers.ts';
import { launchFrom } from '../../src/workers/launch-node.ts';

/** A worker as small as can be: answers, says where it runs, ends or fails when told to. */
const worker = `
import { openParentChannel } from '${new URL('../../src/workers/parent-channel.ts', import.meta.url).href}';
const parent = openParentChannel();
parent.onMessage((message: unknown) => {
  if (message === 'end') process.exit(3);
  if (message === 'fail') throw new Error('the driver fell over');
  if (message === 'hang') for (;;);
  parent.post({ said: message, args: process.argv.slice(2), locale: process.env.LC_ALL, pid: process.pid, arenas: process.env.MALLOC_ARENA_MAX });
});
parent.post('ready');
`;
const folder = mkdtempSync(join(tmpdir(), 'platen-workers-'));
for (const kind of ['capture-host', 'page-worker', 'import-worker'])
  writeFileSync(join(folder, `${kind}.ts`), worker);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const launch = launchFrom(pathToFileURL(join(folder, '/')));

/** A started worker that said it is there. */
async function start(kind: WorkerKind, args: readonly string[] = []) {
  const channel = launch(kind, args);
  const messages: unknown[] = [];
  const waiting: ((message: unknown) => void)[] = [];
  channel.onMessage((message) => {
    const next = waiting.shift();
    if (next) next(message);
    else messages.push(message);
  });
  const next = () =>
    new Promise<unknown>((resolve) => {
      if (messages.length > 0) resolve(messages.shift());
      else waiting.push(resolve);
    });
  expect(await next()).toBe('ready');
  return { channel, next };
}

const exitOf = (channel: WorkerChannel) => new Promise<string>((resolve) => channel.onExit(resolve));

for (const kind of ['capture-host', 'page-worker', 'import-worker'] as const) {
  it(`SHELL-8 ${kind} gets its arguments and messages as structured clones, in the C locale`, async () => {
    const { channel, next } = await start(kind, ['--folder', 'a b']);
    channel.post({ bytes: new Uint8Array([1, 2]), none: undefined, at: new Map([['k', 1]]) });
    expect(await next()).toMatchObject({
      said: { bytes: new Uint8Array([1, 2]), none: undefined, at: new Map([['k', 1]]) },
      args: ['--folder', 'a b'],
      locale: 'C',
    });
    channel.kill();
    await exitOf(channel);
  });

  it(`SHELL-9 the end of ${kind} is told once, with its status, and what is posted after is dropped`, async () => {
    const { channel } = await start(kind);
    const told: string[] = [];
    channel.onExit((detail) => told.push(detail));
    const ended = exitOf(channel);
    channel.post('end');
    expect(await ended).toBe('status 3');
    channel.post('anyone there?');
    channel.kill();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(told).toEqual(['status 3']);
    // Who asks late is told too.
    expect(await exitOf(channel)).toBe('status 3');
  });

  it(`SHELL-9 ${kind} can be killed while it hangs`, async () => {
    const { channel } = await start(kind);
    channel.post('hang');
    const ended = exitOf(channel);
    channel.kill();
    expect(await ended).toBe('signal SIGKILL');
  });
}

it('SHELL-8 drivers, page work and the parsing of a file run in processes of their own', async () => {
  const pids = new Map<WorkerKind, number>();
  for (const kind of ['capture-host', 'page-worker', 'import-worker'] as const) {
    const { channel, next } = await start(kind);
    channel.post('where');
    const { pid } = (await next()) as { pid: number };
    pids.set(kind, pid);
    channel.kill();
    await exitOf(channel);
  }
  expect(pids.get('capture-host')).not.toBe(process.pid);
  expect(pids.get('page-worker')).not.toBe(process.pid);
  expect(pids.get('import-worker')).not.toBe(process.pid);
});

it('SHELL-9 an exception ends the worker, and not the station', async () => {
  const { channel } = await start('import-worker');
  const ended = exitOf(channel);
  channel.post('fail');
  expect(await ended).toBe('status 1');
});

it('SHELL-9 an entry that is not there is an end, not an exception', async () => {
  expect(await exitOf(launch('virtual-scanner', []))).toMatch(/^status \d+$/);
  const nowhere = launchFrom(new URL('./nowhere/', import.meta.url));
  expect(await exitOf(nowhere('import-worker', []))).toMatch(/^status \d+$/);
});

it('CLEAN-10 a page worker gets few arenas and threads from the start, others what the station has', async () => {
  const arenasOf = async (kind: WorkerKind) => {
    const { channel, next } = await start(kind);
    channel.post('how');
    const { arenas } = (await next()) as { arenas?: string };
    channel.kill();
    await exitOf(channel);
    return arenas;
  };
  expect(await arenasOf('page-worker')).toBe('2');
  expect(await arenasOf('capture-host')).toBe(process.env.MALLOC_ARENA_MAX);
});
