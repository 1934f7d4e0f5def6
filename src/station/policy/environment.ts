import { defaultDataFolder } from './data-folder.ts';
import { defaultReserveBytes } from './reserve.ts';

/** What the environment says of this station, the same for every shell; the names stand in the README. */
export interface EnvironmentOptions {
  readonly dataFolder: string;
  readonly operator: string;
  readonly service: { readonly address: string; readonly token: string } | 'embedded';
  readonly virtualScanner: 'on' | 'off';
  readonly esclAddresses: readonly string[];
  readonly discover: boolean;
  readonly reserveBytes: number;
}

export function optionsFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): EnvironmentOptions {
  const address = env.PLATEN_SERVICE_URL;
  return {
    dataFolder: defaultDataFolder(env, platform),
    operator: env.PLATEN_OPERATOR ?? env.USER ?? env.USERNAME ?? 'operator',
    service: address ? { address, token: env.PLATEN_SERVICE_TOKEN ?? '' } : 'embedded',
    virtualScanner: env.PLATEN_VIRTUAL_SCANNER === 'off' ? 'off' : 'on',
    esclAddresses: (env.PLATEN_ESCL ?? '').split(',').filter((one) => one !== ''),
    discover: env.PLATEN_DISCOVER !== 'off',
    reserveBytes: defaultReserveBytes(env),
  };
}
