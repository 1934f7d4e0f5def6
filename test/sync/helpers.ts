import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { type MatchServiceOptions, startMatchService } from '../../src/match-service/server.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { openTestStation, token } from './test-station.ts';

const cleanups: (() => Promise<unknown>)[] = [];
/** Runs `cleanup` when the test is over, last one first. */
export function atEnd(cleanup: () => Promise<unknown>): void {
  cleanups.push(cleanup);
}
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-sync-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function service(
  folder: string,
  more: Partial<Pick<MatchServiceOptions, 'port' | 'token' | 'stations' | 'erp' | 'queueTimes'>> = {},
) {
  const started = await startMatchService({
    folder,
    port: more.port ?? 0,
    host: '127.0.0.1',
    token: more.token ?? token,
    stations: more.stations ?? 'shared',
    expectedFile: null,
    erp: more.erp ?? null,
    ...(more.queueTimes ? { queueTimes: more.queueTimes } : {}),
    log: () => undefined,
  });
  let isClosed = false;
  const close = async () => {
    if (!isClosed) await started.close();
    isClosed = true;
  };
  atEnd(close);
  return { url: started.url, close };
}

export async function proxy(...args: Parameters<typeof startFaultProxy>) {
  const started = await startFaultProxy(...args);
  atEnd(started.close);
  return started;
}

export function station(
  folder: string,
  url: string | null,
  more: Parameters<typeof openTestStation>[2] = {},
) {
  const opened = openTestStation(folder, url, more);
  let isStopped = false;
  const stop = async () => {
    if (!isStopped) await opened.stop();
    isStopped = true;
  };
  atEnd(stop);
  return { ...opened, stop };
}

export async function postExpected(url: string, invoices: readonly unknown[]): Promise<void> {
  const response = await fetch(`${url}/v1/expected`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(invoices),
  });
  if (!response.ok) throw new Error(`expected: ${response.status} ${await response.text()}`);
}

/** Says to a service what bills the ERP makes, with their types, and how bills are submitted. */
export async function put(url: string, path: string, body: unknown): Promise<void> {
  const response = await fetch(`${url}${path}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}
