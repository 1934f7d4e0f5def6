import { z } from 'zod';
import type { billSubmittedEvent } from '../../contract/erp.ts';
import type { ErpPort, HandOver, HandOverOutcome } from '../../match-service/erp/erp-port.ts';
import { accepted } from '../accepted.ts';
import { secureAddress } from '../address.ts';
import type { Clock } from '../clock.ts';
import type { Http, HttpAnswer } from '../http.ts';
import { createRedactor, type ErpLog, redactedLog } from '../redact.ts';
import { submittedBillOf } from '../submitted-bill.ts';
import { keyOf, signatureOf } from './signature.ts';

export const webhookConfig = z.object({ address: secureAddress });

export interface WebhookParts {
  readonly config: z.infer<typeof webhookConfig>;
  /** From the key store: the secret, and the next one while it is being changed. None: nothing is sent. */
  readonly secrets: () => Promise<readonly string[]>;
  readonly http: Http;
  readonly clock: Clock;
  readonly log: ErpLog;
}

/**
 * Tells an address of each bill, signed. Every delivery of a hand-over carries the same id, and a receiver takes an id
 * once: therefore sending again is safe, and there is nothing to ask.
 */
export function createWebhookConnector(parts: WebhookParts): ErpPort {
  const redactor = createRedactor();
  const log = redactedLog(parts.log, redactor);

  async function deliver(handOver: HandOver, signal: AbortSignal): Promise<HandOverOutcome> {
    const secrets = await parts.secrets();
    for (const secret of secrets) redactor.learn(secret);
    const keys = secrets.map(keyOf);
    if (keys.length === 0 || !keys.every((key) => key !== null)) {
      return later('the key store holds no usable webhook secret (whsec_ and at least 24 bytes in base64)');
    }
    const now = parts.clock.now();
    const event: z.infer<typeof billSubmittedEvent> = {
      type: 'bill.submitted',
      timestamp: new Date(now).toISOString(),
      data: submittedBillOf(handOver),
    };
    const body = JSON.stringify(event);
    const seconds = Math.floor(now / 1000);
    const reply = await parts.http({
      method: 'POST',
      url: parts.config.address,
      headers: {
        'Content-Type': 'application/json',
        'webhook-id': handOver.id,
        'webhook-timestamp': String(seconds),
        'webhook-signature': signatureOf(keys, { id: handOver.id, seconds, body }),
      },
      body,
      signal,
    });
    return reply.ok ? outcomeOf(reply.value) : later(redactor.text(reply.error.detail));
  }

  function outcomeOf({ status, text, retryAfterMs }: HttpAnswer): HandOverOutcome {
    if (status >= 200 && status < 300) return accepted(null, 'final');
    const reason = redactor.text(`status ${status} ${text.slice(0, 300)}`.trim());
    const isLasting = status >= 400 && status < 500 && ![401, 403, 408, 425, 429].includes(status);
    return isLasting ? { type: 'refused', reason } : later(reason, retryAfterMs);
  }

  return {
    name: 'webhook',
    async handOver(handOver, signal) {
      const outcome = await deliver(handOver, signal);
      log(outcome.type === 'accepted' ? 'info' : 'warn', 'webhook-delivery', {
        id: handOver.id,
        outcome: outcome.type,
        reason: 'reason' in outcome ? outcome.reason : '',
      });
      return outcome;
    },
    // Another delivery of the same id is what an answer would lead to.
    ask: async () => ({ type: 'absent' }),
    // A receiver hears of bills only: an invented one would be taken for a bill.
    probe: async () => ({ type: (await parts.secrets()).length === 0 ? 'no-secret' : 'not-askable' }),
    matchPage: async () => ({ type: 'no-page' }),
  };
}

function later(reason: string, afterMs: number | null = null): HandOverOutcome {
  return { type: 'try-later', reason, afterMs };
}
