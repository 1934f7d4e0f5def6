import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runOffice } from './run-office.ts';

const limitMs = 10_000;

/** What an installed LibreOffice calls itself, `LibreOffice 7.4.7.2`; the bare name where it does not say. */
export async function libreOfficeVersion(program: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-office-'));
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
  const { signal } = new AbortController();
  const office = runOffice({ program, args: [profile, '--version'], folder, limitMs, signal });
  const end = await office.end;
  await office.close();
  await rm(folder, { recursive: true, force: true });
  const said = end.type === 'ended' ? end.detail : '';
  return /LibreOffice\S* \d+(\.\d+)*/.exec(said)?.[0] ?? 'LibreOffice';
}
