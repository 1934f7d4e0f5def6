import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SelfSigned {
  readonly key: Buffer;
  readonly cert: Buffer;
  readonly fingerprint: string;
}

const command = [
  'req',
  '-x509',
  '-newkey',
  'ec',
  '-pkeyopt',
  'ec_paramgen_curve:prime256v1',
  '-nodes',
  '-days',
  '2',
  '-subj',
  '/CN=scanner',
];

/** A certificate such as scanners make for themselves; null where there is no openssl. */
export function selfSigned(): SelfSigned | null {
  const folder = mkdtempSync(join(tmpdir(), 'platen-tls-'));
  const [keyPath, certPath] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  try {
    execFileSync('openssl', [...command, '-keyout', keyPath, '-out', certPath], { stdio: 'ignore' });
    const cert = readFileSync(certPath);
    return { key: readFileSync(keyPath), cert, fingerprint: new X509Certificate(cert).fingerprint256 };
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
