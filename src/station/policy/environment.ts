import type { Reach } from '../../contract/workers.ts';
import type { Coverless } from '../../domain/rules/gate.ts';
import type { ScanPolicy } from '../../domain/rules/profile.ts';
import type { Retention } from '../../domain/rules/retention.ts';
import { coverlessFrom } from './coverless.ts';
import { defaultDataFolder } from './data-folder.ts';
import { defaultReserveBytes } from './reserve.ts';
import { retentionFrom } from './retention.ts';
import { scanPolicyFrom } from './scan-policy.ts';
import { findTwainHosts } from './twain-hosts.ts';

/** What the environment says of this station, the same for every shell; the names stand in the README. */
export interface EnvironmentOptions {
  readonly dataFolder: string;
  readonly operator: string;
  readonly service: { readonly address: string; readonly token: string } | 'embedded';
  /** The ERP IT gives the embedded service; `secretsFolder` null: the secret is typed at the station. */
  readonly erp: { readonly configFile: string; readonly secretsFolder: string | null } | null;
  readonly virtualScanner: 'on' | 'off';
  readonly esclAddresses: readonly string[];
  readonly discover: boolean;
  readonly sane: Reach['sane'];
  readonly twain: Reach['twain'];
  readonly scanPolicy: ScanPolicy;
  /** What IT says of bills without a cover; null leaves it to the station. */
  readonly coverless: Coverless | null;
  /** What IT says of how long pictures stay; null leaves it to the station. */
  readonly retention: { readonly days: Retention } | null;
  readonly hotFolder: string | null;
  readonly reserveBytes: number;
}

export function optionsFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  /** Where the TWAIN hosts may lie. */
  twainFolders: readonly string[],
): EnvironmentOptions {
  const address = env.PLATEN_SERVICE_URL;
  return {
    dataFolder: defaultDataFolder(env, platform),
    operator: env.PLATEN_OPERATOR ?? env.USER ?? env.USERNAME ?? 'operator',
    service: address ? { address, token: env.PLATEN_SERVICE_TOKEN ?? '' } : 'embedded',
    erp: env.PLATEN_ERP
      ? { configFile: env.PLATEN_ERP, secretsFolder: env.PLATEN_ERP_SECRETS || null }
      : null,
    virtualScanner: env.PLATEN_VIRTUAL_SCANNER === 'off' ? 'off' : 'on',
    esclAddresses: (env.PLATEN_ESCL ?? '').split(',').filter((one) => one !== ''),
    discover: env.PLATEN_DISCOVER !== 'off',
    sane: {
      state: platform === 'linux' && env.PLATEN_SANE !== 'off' ? 'on' : 'off',
      configFolder: env.PLATEN_SANE_CONFIG || null,
    },
    twain: findTwainHosts(env, platform, twainFolders),
    scanPolicy: scanPolicyFrom(env),
    coverless: coverlessFrom(env),
    retention: retentionFrom(env),
    hotFolder: env.PLATEN_HOT_FOLDER || null,
    reserveBytes: defaultReserveBytes(env),
  };
}
