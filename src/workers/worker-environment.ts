import type { WorkerKind } from '../contract/workers.ts';

/**
 * What a kind of worker wants in its environment from the start. A page worker does one thing at a time: a pool of four
 * threads only spreads the buffers of libvips over as many arenas of glibc, and their memory never comes back.
 */
export const workerEnvironment: Readonly<Partial<Record<WorkerKind, Readonly<Record<string, string>>>>> = {
  'page-worker': { MALLOC_ARENA_MAX: '2', UV_THREADPOOL_SIZE: '2' },
};

/**
 * Flags of the engine for a kind of worker. A page worker's heap is small, but the pictures that hang on it make V8 collect
 * often, with four threads beside its own that take the cores from the other workers: two workers did 335 pages a
 * minute with them, 379 without, on two cores.
 */
export const workerFlags: Readonly<Partial<Record<WorkerKind, readonly string[]>>> = {
  'page-worker': ['--single-threaded-gc'],
};
