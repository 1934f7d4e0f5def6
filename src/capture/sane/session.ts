import type { Reach } from '../../contract/workers.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { openSaneConfig, type SaneConfig } from './config-folder.ts';
import { type LibSane, loadLibSane } from './libsane.ts';
import type { SaneLimits } from './limits.ts';
import { type SaneFault, statusFault } from './status.ts';
import { watched } from './watch.ts';

/** libsane made ready for one request. */
export interface SaneSession {
  readonly lib: LibSane;
  readonly config: SaneConfig;
  close(): Promise<void>;
}

export interface SessionPorts {
  readonly limits: SaneLimits;
  readonly loadLibrary: () => Promise<LibSane | null>;
}

export const systemLibrary = () => loadLibSane('libsane.so.1');

let isTaken = false;

/**
 * Loads and starts libsane; `Unsupported` where it is switched off or not there. One session a process: option values
 * outlive the closing of a device, so a second scan would silently start from the first one's. A second throws.
 */
export async function openSaneSession(
  sane: Reach['sane'],
  ports: SessionPorts,
): Promise<Result<SaneSession, SaneFault>> {
  if (process.platform !== 'linux') return err(unsupported('SANE is there on Linux only'));
  if (sane.state === 'off') return err(unsupported('SANE is switched off for this station'));
  if (isTaken) throw new Error('one SANE session a process');
  isTaken = true;
  const lib = await ports.loadLibrary();
  if (!lib) {
    return err(unsupported('libsane.so.1 is not installed (package libsane1, or sane-backends-libs)'));
  }
  const config = await openSaneConfig(sane.configFolder);
  process.env.SANE_CONFIG_DIR = config.path;
  // Some backends translate the names of their sources.
  process.env.LC_ALL = 'C';
  const status = await watched(lib.init(), 'sane_init', ports.limits.listMs);
  if (status !== 'GOOD') {
    await config.remove();
    return err(statusFault(status, 'sane_init'));
  }
  return ok({
    lib,
    config,
    async close() {
      await config.remove();
      await watched(lib.exit(), 'sane_exit', ports.limits.releaseMs);
    },
  });
}

function unsupported(raw: string): SaneFault {
  return { type: 'Unsupported', raw };
}
