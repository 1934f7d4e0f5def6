import { flushCompileCache } from 'node:module';

/** Keeps what this process compiled for its next life (`NODE_COMPILE_CACHE`): one that is killed writes nothing when it goes. */
export function keepCompiled(): void {
  flushCompileCache();
}
