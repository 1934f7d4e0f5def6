import type { WorkerKind } from '../contract/workers.ts';

/**
 * What a kind of worker wants in its environment from the start. A page worker does one thing at a time: a pool of four
 * threads only spreads the buffers of libvips over as many arenas of glibc, and their memory never comes back.
 */
export const workerEnvironment: Readonly<Partial<Record<WorkerKind, Readonly<Record<string, string>>>>> = {
  'page-worker': { MALLOC_ARENA_MAX: '2', UV_THREADPOOL_SIZE: '2' },
};
