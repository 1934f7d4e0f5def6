import { join } from 'node:path';

/**
 * Where Node keeps what it compiled of the workers' code, so that a capture host starts in two thirds of the time. In the
 * user's own folder, never in the shared temporary one: whoever can write there could have his code run.
 */
export function compileCacheFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  homeFolder: string,
): string {
  if (env.NODE_COMPILE_CACHE) return env.NODE_COMPILE_CACHE;
  if (platform === 'win32') {
    return join(env.LOCALAPPDATA ?? join(homeFolder, 'AppData', 'Local'), 'Platen', 'compiled');
  }
  return join(env.XDG_CACHE_HOME || join(homeFolder, '.cache'), 'platen', 'compiled');
}
