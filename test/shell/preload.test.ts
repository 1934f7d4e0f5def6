import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';

const world = vi.hoisted(() => ({
  exposed: new Map<string, Record<string, unknown>>(),
  invoked: [] as unknown[][],
}));
const renderer = await vi.hoisted(async () => {
  const { EventEmitter: Emitter } = await import('node:events');
  return new Emitter();
});

vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, api: Record<string, unknown>) => world.exposed.set(name, api),
  },
  ipcRenderer: Object.assign(renderer, {
    async invoke(...args: unknown[]) {
      world.invoked.push(args);
      return 'answered';
    },
  }),
}));

interface Bridge {
  readonly shell: string;
  run(name: string, input: unknown): Promise<unknown>;
  ask(name: string, input: unknown): Promise<unknown>;
  listen(listener: (event: unknown) => void): () => void;
}

it('ELEC-15 the preload shows the window one object with run, ask, listen and the shell’s name, and nothing of Electron', async () => {
  await import('../../src/preload/preload.ts');
  expect([...world.exposed.keys()]).toEqual(['platen']);
  const bridge = world.exposed.get('platen') as unknown as Bridge;
  expect(Object.keys(bridge).sort()).toEqual(['ask', 'listen', 'run', 'shell']);
  expect(bridge.shell).toBe('electron');

  expect(await bridge.run('batch.open', { name: null })).toBe('answered');
  await bridge.ask('batches.list', {});
  expect(world.invoked).toEqual([
    ['station:run', 'batch.open', { name: null }],
    ['station:ask', 'batches.list', {}],
  ]);

  const heard: unknown[][] = [];
  const stop = bridge.listen((...args: unknown[]) => heard.push(args));
  const secret = { sender: new EventEmitter() };
  renderer.emit('station:event', secret, { type: 'one' });
  // The listener gets the event of the station, never Electron's, which holds the sender.
  expect(heard).toEqual([[{ type: 'one' }]]);
  expect(stop()).toBeUndefined();
  renderer.emit('station:event', secret, { type: 'two' });
  expect(heard).toHaveLength(1);
});
