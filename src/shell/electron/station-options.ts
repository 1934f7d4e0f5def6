import { defaultDataFolder } from '../../station/policy/data-folder.ts';
import { defaultReserveBytes } from '../../station/policy/reserve.ts';
import type { StationOptions } from '../../station/station.ts';

/** What the environment says of this station; the same names as the command line knows. */
export function stationOptions(
  env: NodeJS.ProcessEnv,
  rest: Pick<StationOptions, 'launch' | 'log' | 'assetsFolder'>,
): StationOptions {
  const address = env.PLATEN_SERVICE_URL;
  return {
    ...rest,
    dataFolder: defaultDataFolder(env, process.platform),
    operator: env.PLATEN_OPERATOR ?? env.USER ?? env.USERNAME ?? 'operator',
    service: address ? { address, token: env.PLATEN_SERVICE_TOKEN ?? '' } : 'embedded',
    virtualScanner: env.PLATEN_VIRTUAL_SCANNER === 'off' ? 'off' : 'on',
    esclAddresses: (env.PLATEN_ESCL ?? '').split(',').filter((one) => one !== ''),
    discover: env.PLATEN_DISCOVER !== 'off',
    reserveBytes: defaultReserveBytes(env),
  };
}
