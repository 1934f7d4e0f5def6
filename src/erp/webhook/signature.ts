import { createHmac } from 'node:crypto';

const secretForm = /^whsec_([A-Za-z0-9+/]+={0,2})$/;
const shortestKeyBytes = 24;

/** The key in a secret written `whsec_<base64>`; null when it is not one or is too short to be safe. */
export function keyOf(secret: string): Buffer | null {
  const [, base64] = secretForm.exec(secret) ?? [];
  const key = Buffer.from(base64 ?? '', 'base64');
  return key.length < shortestKeyBytes ? null : key;
}

/**
 * The `webhook-signature` header of Standard Webhooks 1.0: HMAC-SHA256 over id, time and body. One signature a key, so
 * that a receiver may change its secret while deliveries go on.
 */
export function signatureOf(
  keys: readonly Buffer[],
  signed: { readonly id: string; readonly seconds: number; readonly body: string },
): string {
  const text = `${signed.id}.${signed.seconds}.${signed.body}`;
  return keys.map((key) => `v1,${createHmac('sha256', key).update(text).digest('base64')}`).join(' ');
}
