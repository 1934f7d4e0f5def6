import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startMatchService } from '../../src/match-service/server.ts';
import { openTestStation, token } from '../sync/test-station.ts';
import { startSlowLink } from './slow-link.ts';

/*
 * A bill of 50 pages of 300 kB from a station's outbox to its receipt, over a link of 10 Mbit/s, beside the time the link
 * needs for the bytes of the pages alone. Station and service are the real ones; the link is a token bucket on loopback.
 */
const pages = 50;
const pageBytes = 300_000;
const bitsPerSecond = 10_000_000;

for (const latencyMs of [0, 20]) {
  const { seconds, bytes } = await upload(latencyMs);
  const linkSeconds = (bytes * 8) / bitsPerSecond;
  process.stdout.write(
    `  ${pages} pages, ${(bytes / 1e6).toFixed(1)} MB, 10 Mbit/s, ${latencyMs} ms each way: ${seconds.toFixed(2)} s, ` +
      `the link alone ${linkSeconds.toFixed(2)} s: ${((seconds / linkSeconds - 1) * 100).toFixed(1)} % over\n`,
  );
}

async function upload(latencyMs: number): Promise<{ readonly seconds: number; readonly bytes: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'platen-bench-upload-'));
  const service = await startMatchService({
    folder: join(folder, 'service'),
    port: 0,
    host: '127.0.0.1',
    token,
    expectedFile: null,
    log: () => undefined,
  });
  const target = Number(new URL(service.url).port);
  const link = await startSlowLink({ target, bitsPerSecond, latencyMs });
  const station = openTestStation(folder, `http://127.0.0.1:${link.port}`);
  try {
    const texts = Array.from({ length: pages }, () => randomBytes(pageBytes * 0.75).toString('base64'));
    const started = performance.now();
    const { bytesTotal } = station.submit({ number: 'CL-2026-000001', pages: texts });
    while (station.store.outbox()[0]?.receipt === null) await delay(5);
    return { seconds: (performance.now() - started) / 1000, bytes: bytesTotal };
  } finally {
    await station.stop();
    await link.close();
    await service.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
