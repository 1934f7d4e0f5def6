import type { ErpWayTold } from '../../contract/erp-way.ts';
import type { ErpConfig, ErpSecret } from '../../erp/open-connector.ts';
import { secretsIn } from '../../erp/secrets-folder.ts';
import type { SecretStore } from '../ports/secrets.ts';

type State = ErpWayTold['secret']['state'];

/** The secret each kind signs in with. */
export const secretOf = {
  kingdee: 'kingdee-app-secret',
  platen: 'erp-token',
  webhook: 'webhook-secret',
} as const satisfies Record<ErpConfig['kind'], ErpSecret>;

/** Those the station keeps itself; one that another account has sealed, or that cannot be read, is none. */
export async function keptSecrets(
  secrets: SecretStore,
  kind: ErpConfig['kind'],
): Promise<Partial<Record<ErpSecret, string>>> {
  const names: readonly ErpSecret[] =
    kind === 'webhook' ? ['webhook-secret', 'webhook-secret-next'] : [secretOf[kind]];
  const kept: Partial<Record<ErpSecret, string>> = {};
  for (const name of names) {
    const secret = await keptSecret(secrets, name);
    if (secret !== null && secret !== 'unreadable') kept[name] = secret.text;
  }
  return kept;
}

/** Of one the station keeps itself. */
export async function keptState(secrets: SecretStore, name: ErpSecret): Promise<State> {
  const secret = await keptSecret(secrets, name);
  return secret === null ? 'missing' : secret === 'unreadable' ? secret : 'kept';
}

/** Of one in a folder of IT's. */
export async function givenState(folder: string, name: ErpSecret): Promise<State> {
  try {
    return (await secretsIn(folder)(name)) === null ? 'missing' : 'kept';
  } catch {
    return 'unreadable';
  }
}

async function keptSecret(
  secrets: SecretStore,
  name: ErpSecret,
): Promise<{ readonly text: string } | 'unreadable' | null> {
  try {
    const found = await secrets.read(name);
    if (found.type === 'sealed-by-other') return 'unreadable';
    const text = found.type === 'none' ? '' : found.secret.trim();
    return text === '' ? null : { text };
  } catch {
    return 'unreadable';
  }
}
