import { atEnd } from '../at-end.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { openTestStation, token } from './test-station.ts';

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
