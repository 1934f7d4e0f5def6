import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson } from '../../src/contract/canonical-json.ts';
import type { Manifest } from '../../src/contract/wire.ts';
import type { MatchService, MatchServiceOptions } from '../../src/match-service/server.ts';
import { startMatchService } from '../../src/match-service/server.ts';
import { atEnd } from '../at-end.ts';

export const token = 'test-token';

export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-match-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function startService(
  folder: string,
  more: Partial<MatchServiceOptions> = {},
): Promise<MatchService> {
  const service = await startMatchService({
    folder,
    port: 0,
    host: '127.0.0.1',
    token,
    expectedFile: null,
    log: () => undefined,
    ...more,
  });
  let isClosed = false;
  const close = async () => {
    if (!isClosed) await service.close();
    isClosed = true;
  };
  atEnd(close);
  return { url: service.url, close };
}

/** Calls a service with its token and gives status and JSON. */
export function callerOf(service: { readonly url: string }) {
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const isBytes = body instanceof Uint8Array || typeof body === 'string';
    const response = await fetch(`${service.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined
          ? {}
          : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: isBytes ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
    });
    const text = await response.text();
    // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came
    const json: any = text === '' ? null : JSON.parse(text);
    return { status: response.status, headers: response.headers, json };
  };
}

export type Caller = ReturnType<typeof callerOf>;

/** Puts a manifest as a station would. */
export function putManifest(call: Caller, manifest: Manifest, station = 'station-1') {
  const path = `/v1/stations/${station}/bills/${manifest.billUuid}/revisions/${manifest.revision}`;
  return call('PUT', path, canonicalJson(manifest), { 'content-type': 'application/json' });
}
