import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { ErpPort } from '../match-service/erp/erp-port.ts';
import { createHttp } from './http.ts';
import { type ErpConfig, type ErpSecret, erpConfig, openErpConnector } from './open-connector.ts';
import type { ErpLog } from './redact.ts';

export interface StartedErp {
  readonly port: ErpPort;
  readonly unannounced: ErpConfig['unannounced'];
  /** Signs out, and breaks off a sign-in in flight; calls of a hand-over end by the signal they were given. */
  close(): Promise<void>;
}

/** The ERP of a configuration file, on the clocks of this machine. Throws, saying what is wrong, when it is not usable. */
export async function startErp(parts: {
  readonly configFile: string;
  readonly secret: (name: ErpSecret) => Promise<string | null>;
  readonly log: ErpLog;
  /** The shell's own where it has one; else Node's. */
  readonly fetch?: typeof globalThis.fetch;
}): Promise<StartedErp> {
  const config = erpConfig.safeParse(parseJson(await readFile(parts.configFile, 'utf8'), parts.configFile));
  if (!config.success) throw new Error(`${parts.configFile}: ${z.prettifyError(config.error)}`);
  const closing = new AbortController();
  const port = openErpConnector(config.data, {
    secret: parts.secret,
    http: createHttp({ now: Date.now, ...(parts.fetch ? { fetch: parts.fetch } : {}) }),
    clock: { now: Date.now, monotonic: () => performance.now() },
    newId: randomUUID,
    log: parts.log,
    signal: closing.signal,
  });
  return {
    port,
    unannounced: config.data.unannounced,
    async close() {
      await port.signOut();
      closing.abort();
    },
  };
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words would show what stands in the file.
    throw new Error(`${path} is not JSON`);
  }
}
