import { z } from 'zod';
import type { ErpPort } from '../match-service/erp/erp-port.ts';
import type { Clock } from './clock.ts';
import type { Http } from './http.ts';
import { kingdeeConfig } from './kingdee/config.ts';
import { createKingdeeConnector } from './kingdee/connector.ts';
import { createPlatenConnector, platenConfig } from './platen/connector.ts';
import type { ErpLog } from './redact.ts';
import { createWebhookConnector, webhookConfig } from './webhook/connector.ts';

/** Which ERP, and how it is reached. Holds no secret. */
const common = {
  /** Whether bills whose expected invoices nobody told go there as they are, or wait until somebody does. */
  unannounced: z.enum(['wait', 'hand-over']).default('wait'),
};
export const erpConfig = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('platen'), ...common, ...platenConfig.shape }),
  z.strictObject({ kind: z.literal('kingdee'), ...common, ...kingdeeConfig.shape }),
  z.strictObject({ kind: z.literal('webhook'), ...common, ...webhookConfig.shape }),
]);
export type ErpConfig = z.infer<typeof erpConfig>;

/** Names of the secrets in the key store; the last one only while a webhook's secret is being changed. */
export type ErpSecret = 'erp-token' | 'kingdee-app-secret' | 'webhook-secret' | 'webhook-secret-next';

export interface ErpParts {
  /** Asked when it is needed, never kept longer than the process; null when there is none. */
  readonly secret: (name: ErpSecret) => Promise<string | null>;
  readonly http: Http;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: ErpLog;
  /** Ends what is in flight when the connector is put away. */
  readonly signal: AbortSignal;
}

export interface ErpConnector extends ErpPort {
  /** Signs out where the ERP knows such a thing. Ends in time and never throws. */
  signOut(): Promise<void>;
}

/** The one ERP of this installation. */
export function openErpConnector(config: ErpConfig, parts: ErpParts): ErpConnector {
  /** One that cannot be read is none, and is told in the log: a bill must not be in doubt because of it. */
  async function secret(name: ErpSecret): Promise<string | null> {
    try {
      return await parts.secret(name);
    } catch (error) {
      parts.log('error', 'erp-secret-unreadable', { name, error: String(error) });
      return null;
    }
  }
  switch (config.kind) {
    case 'platen':
      return staying(createPlatenConnector({ ...parts, config, token: () => secret('erp-token') }));
    case 'kingdee':
      return createKingdeeConnector({ ...parts, config, appSecret: () => secret('kingdee-app-secret') });
    case 'webhook':
      return staying(
        createWebhookConnector({
          ...parts,
          config,
          secrets: async () => {
            const held = await Promise.all([secret('webhook-secret'), secret('webhook-secret-next')]);
            return held.filter((one) => one !== null);
          },
        }),
      );
  }
}

/** It signs in with each call, so there is nothing to sign out of. */
function staying(port: ErpPort): ErpConnector {
  return { ...port, signOut: async () => undefined };
}
