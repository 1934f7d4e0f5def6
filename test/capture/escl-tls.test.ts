import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEsclHttp } from '../../src/capture/escl/http.ts';
import { defaultEsclLimits } from '../../src/capture/escl/limits.ts';
import { never } from './driver-contract.ts';

describe('a scanner with a certificate it signed itself', () => {
  it('ESCL-13 is taken at first, and only with the same certificate from then on', async (context) => {
    const [first, second] = [selfSigned(), selfSigned()];
    if (!first || !second) return context.skip('no openssl here to make a certificate with');
    const server = createServer(first, (_request, response) =>
      response.end('<ScannerStatus><State>Idle</State></ScannerStatus>'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const http = openEsclHttp(
      `https://127.0.0.1:${(server.address() as AddressInfo).port}/eSCL`,
      defaultEsclLimits,
    );
    expect((await http.xml('ScannerStatus', never)).ok).toBe(true);
    expect((await http.xml('ScannerStatus', never)).ok).toBe(true);
    server.setSecureContext(second);
    expect(await http.xml('ScannerStatus', never)).toMatchObject({
      ok: false,
      error: { type: 'broken', detail: 'another certificate than before' },
    });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});

function selfSigned(): { key: Buffer; cert: Buffer } | null {
  const folder = mkdtempSync(join(tmpdir(), 'platen-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const making = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '2',
  ];
  try {
    execFileSync('openssl', [...making, '-subj', '/CN=scanner', '-keyout', key, '-out', cert], {
      stdio: 'ignore',
    });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
