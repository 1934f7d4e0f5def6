import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { KingdeeForm } from '../../contract/erp-way.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { type ErpConfig, erpConfig } from '../../erp/open-connector.ts';

/** What a configuration file says; null: there is none. The error says why it cannot be used. */
export async function readErpFile(path: string): Promise<Result<ErpConfig | null, string>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    return codeOf(cause) === 'ENOENT' ? ok(null) : err(String(codeOf(cause) ?? cause));
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser's own words would show what stands in the file.
    return err('not JSON');
  }
  const config = erpConfig.safeParse(json);
  return config.success ? ok(config.data) : err(z.prettifyError(config.error).slice(0, 500));
}

export type FormFault = {
  readonly field: keyof KingdeeForm;
  readonly reason: 'Missing' | 'AddressInsecure' | 'Invalid';
};

/**
 * The configuration with what was typed in it, or the first field that is wrong. What else stood in the one before stays.
 * Bills nobody announced go over as they are: there is nobody between this station and Kingdee to announce them.
 */
export function withForm(before: ErpConfig | null, form: KingdeeForm): Result<ErpConfig, FormFault> {
  const kept = before?.kind === 'kingdee' ? before : {};
  const config = erpConfig.safeParse({ ...kept, ...form, kind: 'kingdee', unannounced: 'hand-over' });
  if (config.success) return ok(config.data);
  const field = config.error.issues[0]?.path[0] as keyof KingdeeForm;
  const reason = form[field] === '' ? 'Missing' : field === 'baseAddress' ? 'AddressInsecure' : 'Invalid';
  return err({ field, reason });
}

/** What of a configuration is typed at a station. */
export function formOf(config: ErpConfig | null): KingdeeForm | null {
  if (config?.kind !== 'kingdee') return null;
  const {
    baseAddress,
    appId,
    accountId,
    tenantId,
    user,
    userType,
    resource,
    billType,
    onward,
    doubtfulUpload,
  } = config;
  return {
    baseAddress,
    appId,
    accountId,
    tenantId,
    user,
    userType,
    resource,
    billType,
    onward,
    doubtfulUpload,
  };
}

/** Null takes the file away. */
export async function writeErpFile(path: string, config: ErpConfig | null): Promise<void> {
  if (config === null) await rm(path, { force: true });
  else await writePrivate(path, `${JSON.stringify(config, null, 2)}\n`);
}

/** Whole or not at all, and for this account alone; on Windows the folder's own rights say who that is. */
async function writePrivate(path: string, text: string): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const next = `${path}.next`;
  await rm(next, { force: true });
  const file = await open(next, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(next, path);
}

function codeOf(cause: unknown): string | null {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : null;
}
