import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { atEnd } from '../at-end.ts';
import { newFolder } from '../station/at-desk.ts';

const main = resolve(import.meta.dirname, '../../src/cli/main.ts');
const env = {
  ...process.env,
  DISPLAY: '',
  WAYLAND_DISPLAY: '',
  PLATEN_DISCOVER: 'off',
  PLATEN_VIRTUAL_SCANNER: 'off',
  PLATEN_SERVICE_URL: 'http://127.0.0.1:9',
};

function openLink(link: string, folder: string): ChildProcess {
  const child = spawn(process.execPath, [main, 'open', link, '--json', '--data', folder], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  atEnd(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  return child;
}

/** The first line, from JSON. */
async function saidBy(child: ChildProcess): Promise<Readonly<Record<string, unknown>>> {
  if (!child.stdout) throw new Error('a piped child has an output');
  for await (const line of createInterface(child.stdout)) return JSON.parse(line);
  throw new Error('it said nothing');
}

describe('platen open', () => {
  it('LINK-7 starts a station with the link where none runs, and tells it the next', async () => {
    const path = newFolder();
    const listening = await saidBy(openLink('platen://capture?bill=CL-1', path));
    expect(listening).toMatchObject({ type: 'listening' });
    const url = String(listening.url);
    const entered = await fetch(url, { redirect: 'manual' });
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    const take = async (): Promise<unknown> => {
      const answer = await fetch(new URL('/api/run/link.take', url), {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: '{}',
      });
      return answer.json();
    };
    expect(await take()).toEqual({ ok: true, value: { link: { action: 'capture', bill: 'CL-1' } } });

    const second = openLink('platen://match?bill=CL-2', path);
    expect(await saidBy(second)).toEqual({ type: 'told', link: 'platen://match?bill=CL-2' });
    expect(second.exitCode ?? (await once(second, 'exit'))[0]).toBe(0);
    expect(await take()).toEqual({ ok: true, value: { link: { action: 'match', bill: 'CL-2' } } });
  }, 60_000);

  it('LINK-7 a bad link starts no station, and says why', async () => {
    const path = newFolder();
    const args = [main, 'open', 'platen://erase?bill=1', '--json', '--data', path];
    const ended = await promisify(execFile)(process.execPath, args, { env }).catch(
      (cause: { code: number; stdout: string }) => cause,
    );
    expect(ended).toMatchObject({ code: 1 });
    expect(JSON.parse(ended.stdout)).toEqual({
      link: 'platen://erase?bill=1',
      error: { type: 'LinkInvalid', reason: 'action' },
    });
  }, 60_000);
});
