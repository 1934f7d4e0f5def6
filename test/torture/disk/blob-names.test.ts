import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished } from 'vitest';
import { type Said, spawnVictim } from '../victim.ts';
import { needing } from './needing.ts';
import { isStraceThere } from './tools.ts';

const entry = fileURLToPath(new URL('../sync/service-child.ts', import.meta.url));
const test = needing('strace', isStraceThere);
const page = 'one page';
const sha256 = createHash('sha256').update(page).digest('hex');

/** A service whose first fsync of the page's shelf fails; one thread makes them all, so that the first is the first. */
async function startTraced(when: string) {
  const folder = mkdtempSync(join(tmpdir(), 'platen-names-'));
  const shelf = join(folder, 'blobs', sha256.slice(0, 2));
  mkdirSync(shelf, { recursive: true });
  const trace = join(folder, 'trace');
  let url = '';
  const service = spawnVictim({
    entry,
    args: ['--folder', folder, '--token', 'token'],
    env: { UV_THREADPOOL_SIZE: '1' },
    under: [
      'strace',
      '-f',
      '-qqq',
      '-o',
      trace,
      '-P',
      shelf,
      '-e',
      'trace=fsync',
      '-e',
      `inject=fsync:error=EIO:when=${when}`,
    ],
    onLine: (said: Said) => {
      url = String(said.url);
    },
  });
  onTestFinished(async () => {
    await service.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  await service.ready;
  const call = (method: string, path: string, body: string) =>
    fetch(url + path, {
      method,
      headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
      body,
    });
  return {
    put: () => call('PUT', `/v1/blobs/sha256/${sha256}`, page),
    missing: () => call('POST', '/v1/blobs:missing', JSON.stringify({ hashes: [sha256] })),
    fsyncs: () =>
      readFileSync(trace, 'utf8')
        .split('\n')
        .filter((line) => line.includes('fsync(')),
  };
}

describe('a page whose name may not be on the disk', () => {
  test('FAULT-14 is not called there until its folder was flushed, though the file is in its place', async () => {
    const service = await startTraced('1..2');
    expect((await service.put()).status).toBe(500);
    expect((await service.missing()).status).toBe(500);
    expect((await service.put()).status).toBe(200);
    const calls = service.fsyncs();
    expect(calls.filter((line) => line.includes('INJECTED'))).toHaveLength(2);
    expect(calls.at(-1)).toMatch(/ = 0$/);
    await expect(service.missing().then((answer) => answer.json())).resolves.toEqual({ missing: [] });
  }, 60_000);
});
