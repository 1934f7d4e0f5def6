/** Keeps secrets out of everything that is logged, stored or shown. */
export interface Redactor {
  /** From now on this value is blotted out wherever it stands, also written for JSON, for an address or in base64. */
  learn(secret: string): void;
  /** The text without the secrets learnt, and without what stands where secrets usually stand. */
  text(value: string): string;
}

export type ErpLog = (
  level: 'info' | 'warn' | 'error',
  event: string,
  detail: Readonly<Record<string, string | number>>,
) => void;

const blot = '***';
const secretNames =
  'appSecret|app_secret|apptoken|app_token|access_token|accessToken|eventCode|client_secret|webhook-signature';
const inJson = new RegExp(`("(?:${secretNames})"\\s*:\\s*)("(?:[^"\\\\]|\\\\.)*"?|[^\\s,}]+)`, 'gi');
const inAddress = new RegExp(`\\b(${secretNames})=[^&\\s"'<>]+`, 'gi');
const inHeader = /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]+/gi;
/** Shorter values would blot out parts of ordinary words. */
const shortestSecret = 4;

export function createRedactor(): Redactor {
  const forms = new Set<string>();
  return {
    learn(secret) {
      if (secret.length < shortestSecret) return;
      const json = JSON.stringify(secret).slice(1, -1);
      const base64 = Buffer.from(secret).toString('base64');
      for (const form of [secret, json, encodeURIComponent(secret), base64, base64.replace(/=+$/, '')]) {
        forms.add(form);
      }
    },
    text(value) {
      let clean = value;
      // The longest first: one secret may hold another.
      for (const form of [...forms].sort((a, b) => b.length - a.length)) {
        clean = clean.replaceAll(form, blot);
      }
      return clean
        .replace(inJson, `$1"${blot}"`)
        .replace(inAddress, `$1=${blot}`)
        .replace(inHeader, `$1 ${blot}`);
    },
  };
}

/** The same log, each text of it redacted. */
export function redactedLog(log: ErpLog, redactor: Redactor): ErpLog {
  return (level, event, detail) =>
    log(
      level,
      event,
      Object.fromEntries(
        Object.entries(detail).map(([name, value]) => [
          name,
          typeof value === 'string' ? redactor.text(value) : value,
        ]),
      ),
    );
}
