import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { onBothEngines } from './engines.ts';
import { prepared } from './prepared.ts';
import { callerOf, putManifest, tempFolder, token } from './service-caller.ts';

const project = resolve(import.meta.dirname, '../..');

/** Arguments of every process that mentions `folder`, as other users of the machine see them. */
function commandLines(folder: string): string {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(join('/proc', pid, 'cmdline'), 'utf8');
      } catch {
        return '';
      }
    })
    .filter((line) => line.includes(folder))
    .join('\n');
}

onBothEngines('platen match-service', (engine) => {
  it('SVC-64 serves from its environment until it is told to end, keeps secrets out of its arguments, ends with 0', async () => {
    const folder = await tempFolder();
    const database = (await engine.databaseOf(folder)) ?? '';
    const child = spawn(
      process.execPath,
      [join(project, 'src/cli/main.ts'), 'match-service', '--json', '--folder', folder],
      {
        env: { ...process.env, PLATEN_SERVICE_TOKEN: token, PLATEN_DATABASE_URL: database },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { url } = JSON.parse(String((await lines.next()).value)) as { url: string };
    const call = callerOf({ url });
    const manifest = await prepared(call, { number: 'CL-2026-000701', pages: ['a'] });
    expect((await putManifest(call, manifest)).status).toBe(201);
    expect(commandLines(folder)).not.toContain(token);
    expect(commandLines(folder)).not.toContain('postgres://');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    const again = callerOf(await engine.start(folder));
    expect((await again('GET', `/v1/stations/station-1/bills/${manifest.billUuid}`)).status).toBe(200);
  });
});
