import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { startService, tempFolder } from '../match-service/service-caller.ts';
import { token } from '../sync/test-station.ts';

const main = resolve(import.meta.dirname, '../../src/cli/main.ts');

/** What the command printed, line by line, with its status. */
function platen(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  input = '',
): Promise<{ status: number | null; lines: Record<string, unknown>[]; errors: string }> {
  const { PLATEN_SERVICE_URL: _url, PLATEN_SERVICE_TOKEN: _token, ...rest } = process.env;
  const child = spawn(process.execPath, [main, ...args, '--json'], { env: { ...rest, ...environment } });
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  child.stdin.end(input);
  return new Promise((done) => {
    child.once('close', (status) => {
      const lines = out.split('\n').filter((line) => line !== '');
      done({ status, lines: lines.map((line) => JSON.parse(line)), errors });
    });
  });
}

it('ENROL-60 IT makes a code, a station is enrolled by it from a pipe, is listed, and is revoked', async () => {
  const folder = await tempFolder();
  const { url } = await startService(join(folder, 'service'));
  const office = { PLATEN_SERVICE_URL: url, PLATEN_SERVICE_TOKEN: token };
  const made = await platen(['match-service', 'enrol', '--station', 'Desk 3'], office);
  expect(made).toMatchObject({ status: 0, lines: [{ station: 'Desk 3' }] });
  const code = String(made.lines[0]?.code);
  const data = ['--service', url, '--data', join(folder, 'station')];
  const enrolled = await platen(['station', 'enrol', ...data], {}, `${code}\n`);
  expect(enrolled).toMatchObject({
    status: 0,
    lines: [{ type: 'enrolled', station: 'Desk 3', service: url }],
  });
  const again = await platen(['station', 'enrol', ...data, '--code', code], {});
  expect(again).toMatchObject({
    status: 1,
    lines: [{ service: url, error: { type: 'EnrolmentRefused', reason: 'Code', name: '' } }],
  });
  const listed = await platen(['match-service', 'stations'], office);
  expect(listed).toMatchObject({ status: 0, lines: [{ station: 'Desk 3', end: null }] });
  const revoked = await platen(['match-service', 'revoke', 'Desk 3'], office);
  expect(revoked).toMatchObject({ status: 0, lines: [{ type: 'revoked', station: 'Desk 3', revoked: 1 }] });
  const nobody = await platen(['match-service', 'revoke', 'Desk 3'], office);
  expect(nobody).toMatchObject({ status: 1, lines: [{ error: { type: 'ServiceRefused', status: 404 } }] });
});

it('ENROL-60 what is asked amiss is wrong usage', async () => {
  const office = { PLATEN_SERVICE_TOKEN: token };
  for (const [args, environment, said] of [
    [['match-service', 'enrol', '--station', 'x'], office, 'needs --service'],
    [['match-service'], office, 'needs --folder'],
    [['match-service', 'enrol'], { ...office, PLATEN_SERVICE_URL: 'http://127.0.0.1:1' }, 'needs the name'],
    [['match-service', 'gone'], { ...office, PLATEN_SERVICE_URL: 'http://127.0.0.1:1' }, 'knows enrol'],
    [['station', 'leave', '--service', 'x'], {}, 'knows enrol'],
  ] as const) {
    const { status, errors } = await platen(args, environment);
    expect([status, errors]).toEqual([2, expect.stringContaining(said)]);
  }
});
