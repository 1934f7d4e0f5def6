import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secretsIn } from '../../src/erp/secrets-folder.ts';
import { startErp } from '../../src/erp/start-erp.ts';
import { memoryLines, sampleHandOver } from './hand-overs.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'platen-erp-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(text: string) {
  const configFile = join(folder, 'erp.json');
  writeFileSync(configFile, text);
  return startErp({ configFile, secret: async () => null, log: () => undefined });
}

describe('the configuration file of an ERP', () => {
  it('ERP-30 starts what it names; the example in docs/ERP.md is one', async () => {
    const guide = readFileSync(resolve(import.meta.dirname, '../../docs/ERP.md'), 'utf8');
    const [, example] = /```json\n([\s\S]*?)```/.exec(guide) ?? [];
    const erp = await start(example ?? '');
    expect(erp.port.name).toBe('kingdee');
    erp.close();
    expect((await start('{"kind":"webhook","address":"https://erp.example/hook"}')).port.name).toBe(
      'webhook',
    );
    expect((await start('{"kind":"platen","address":"https://erp.example"}')).port.name).toBe('platen');
  });

  it.each([
    ['{"kind":"sap","address":"https://erp.example"}', /kind/],
    ['{"kind":"platen"}', /address/],
    ['{"kind":"platen","address":"http://erp.example"}', /wants https/],
    ['{"kind":"platen","address":"https://erp.example","appSecret":"s3cret"}', /appSecret/],
    ['{"kind":"kingdee","baseAddress":"https://erp.example"}', /resource/],
    ['{"secret":"s3cret"', /is not JSON$/],
  ])('ERP-30 does not start from %s', async (text, words) => {
    const failure = await start(text).catch((error: unknown) => error);
    expect(String(failure)).toMatch(words);
    expect(String(failure)).not.toContain('s3cret');
  });
});

describe('secrets in a folder', () => {
  it('ERP-31 are read anew each time; no file or an empty one is none', async () => {
    const secret = secretsIn(folder);
    expect(await secret('erp-token')).toBeNull();
    writeFileSync(join(folder, 'erp-token'), ' first \n', { mode: 0o600 });
    expect(await secret('erp-token')).toBe('first');
    writeFileSync(join(folder, 'erp-token'), 'second');
    expect(await secret('erp-token')).toBe('second');
    writeFileSync(join(folder, 'erp-token'), '\n');
    expect(await secret('erp-token')).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('ERP-31 that every account may read are refused', async () => {
    const path = join(folder, 'webhook-secret');
    writeFileSync(path, 'whsec_x');
    chmodSync(path, 0o604);
    await expect(secretsIn(folder)('webhook-secret')).rejects.toThrow('every account');
    const said: unknown[] = [];
    const configFile = join(folder, 'hook.json');
    writeFileSync(configFile, '{"kind":"webhook","address":"https://erp.example/hook"}');
    const erp = await startErp({ configFile, secret: secretsIn(folder), log: (...line) => said.push(line) });
    const outcome = await erp.port.handOver(sampleHandOver(memoryLines()), new AbortController().signal);
    expect(outcome).toMatchObject({ type: 'try-later' });
    expect(JSON.stringify(said)).toContain('erp-secret-unreadable');
    chmodSync(path, 0o640);
    expect(await secretsIn(folder)('webhook-secret')).toBe('whsec_x');
  });
});
