import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../../contract/canonical-json.ts';
import { erpRefusal, submittedBillReceipt } from '../../contract/erp.ts';
import type { Result } from '../../domain/result.ts';
import { err } from '../../domain/result.ts';
import type {
  AskOutcome,
  ErpPort,
  HandOver,
  HandOverOutcome,
  ProbeOutcome,
} from '../../match-service/erp/erp-port.ts';
import { accepted } from '../accepted.ts';
import { secureAddress } from '../address.ts';
import type { Http, HttpAnswer, HttpCall, HttpSilence } from '../http.ts';
import { readJson } from '../read-json.ts';
import { createRedactor, type ErpLog, redactedLog } from '../redact.ts';
import { submittedBillOf } from '../submitted-bill.ts';

export const platenConfig = z.object({ address: secureAddress });

export interface PlatenParts {
  readonly config: z.infer<typeof platenConfig>;
  /** From the key store; null when it holds none. */
  readonly token: () => Promise<string | null>;
  readonly http: Http;
  readonly newId: () => string;
  readonly log: ErpLog;
}

type Send = (
  call: Omit<HttpCall, 'url' | 'headers' | 'signal'> & Sent,
) => Promise<Result<HttpAnswer, HttpSilence>>;
interface Sent {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Platen's own protocol: pages by their hash, then the bill under its hand-over id. Both may be sent again without harm;
 * the id is asked after all the same, so that a lost answer costs no second body.
 */
export function createPlatenConnector(parts: PlatenParts): ErpPort {
  const redactor = createRedactor();
  const log = redactedLog(parts.log, redactor);

  async function sender(signal: AbortSignal): Promise<Send | null> {
    const token = await parts.token();
    if (token === null) return null;
    redactor.learn(token);
    return async ({ path, headers, ...call }) => {
      const reply = await parts.http({
        ...call,
        url: parts.config.address + path,
        headers: { Accept: 'application/json', Authorization: `Bearer ${token}`, ...headers },
        signal,
      });
      return reply.ok ? reply : err({ ...reply.error, detail: redactor.text(reply.error.detail) });
    };
  }

  return {
    name: 'platen',
    async handOver(handOver, signal) {
      const send = await sender(signal);
      if (send === null) return noToken;
      const failure = await sendPages(send, handOver);
      const outcome = failure ?? (await sendBill(send, handOver));
      log(outcome.type === 'accepted' ? 'info' : 'warn', 'platen-hand-over', {
        id: handOver.id,
        outcome: outcome.type,
        reason: 'reason' in outcome ? redactor.text(outcome.reason) : '',
      });
      return 'reason' in outcome ? { ...outcome, reason: redactor.text(outcome.reason) } : outcome;
    },
    async ask(handOver, signal) {
      const send = await sender(signal);
      if (send === null) return { ...noToken, type: 'out-of-reach' };
      const reply = await send({ method: 'GET', path: billPath(handOver), body: null });
      if (!reply.ok) return { type: 'out-of-reach', reason: reply.error.detail, afterMs: null };
      return outcomeAsked(reply.value, bodyOf(handOver).digest);
    },
    async probe(signal) {
      const send = await sender(signal);
      if (send === null) return { type: 'no-secret' };
      const reply = await send({ method: 'GET', path: billPath({ id: parts.newId() }), body: null });
      return reply.ok ? probed(reply.value) : { type: 'unreachable', detail: reply.error.detail };
    },
    matchPage: async () => ({ type: 'no-page' }),
  };
}

/** It was asked after an id nobody gave: "not found" in its own words is the right answer. */
function probed({ status, text }: HttpAnswer): ProbeOutcome {
  if (status === 401 || status === 403) return { type: 'refused', detail: `status ${status}` };
  const refusal = erpRefusal.safeParse(readJson(text));
  return status === 404 && refusal.success && refusal.data.error === 'not-found'
    ? { type: 'ready' }
    : { type: 'unreachable', detail: `status ${status} without the ERP's words` };
}

const noToken = {
  type: 'try-later',
  reason: 'the key store holds no token for the ERP',
  afterMs: null,
} as const;

/** Null when every page is there. A page is named by its hash: sending it again changes nothing. */
async function sendPages(send: Send, handOver: HandOver): Promise<HandOverOutcome | null> {
  const pages = handOver.manifest.documents.flatMap((document) => document.pages);
  for (const hash of new Set(pages.map((page) => page.sha256))) {
    const path = `/v1/blobs/sha256/${hash}`;
    const there = await send({ method: 'HEAD', path, body: null });
    if (there.ok && there.value.status === 200) continue;
    if (!there.ok || there.value.status !== 404) return laterOf(there);
    const headers = {
      'Content-Type': 'application/octet-stream',
      'Repr-Digest': `sha-256=:${Buffer.from(hash, 'hex').toString('base64')}:`,
    };
    const put = await send({ method: 'PUT', path, headers, body: await handOver.readBlob(hash) });
    // The answer to a page is empty; a body means that something else took it.
    if (put.ok && [200, 201].includes(put.value.status) && put.value.text === '') continue;
    return put.ok && put.value.status === 413
      ? { type: 'refused', reason: `page ${hash} is larger than the ERP takes` }
      : laterOf(put);
  }
  return null;
}

async function sendBill(send: Send, handOver: HandOver): Promise<HandOverOutcome> {
  const { text, digest } = bodyOf(handOver);
  const headers = { 'Content-Type': 'application/json' };
  const reply = await send({ method: 'PUT', path: billPath(handOver), headers, body: text });
  if (!reply.ok) {
    return reply.error.sent === 'no' ? laterOf(reply) : { type: 'unknown', reason: reply.error.detail };
  }
  const { status } = reply.value;
  const receipt = receiptIn(reply.value, digest);
  if (receipt !== null) return receipt;
  const refusal = erpRefusal.safeParse(readJson(reply.value.text));
  if (status === 401 || status === 403 || status === 424 || status === 429 || status === 503) {
    return laterOf(reply);
  }
  return refusal.success && status >= 400 && status < 500
    ? { type: 'refused', reason: `${refusal.data.error}: ${refusal.data.detail}` }
    : { type: 'unknown', reason: `status ${status} without the ERP's words` };
}

function outcomeAsked(answer: HttpAnswer, digest: string): AskOutcome {
  const receipt = receiptIn(answer, digest);
  if (receipt !== null) return receipt;
  const refusal = erpRefusal.safeParse(readJson(answer.text));
  // A portal or a wrong path says 404 too: only the ERP's own word counts.
  const isAbsent = answer.status === 404 && refusal.success && refusal.data.error === 'not-found';
  return isAbsent ? { type: 'absent' } : { type: 'unknown', reason: `status ${answer.status}` };
}

/** What a receipt for exactly this body says; null when the answer is none. */
function receiptIn({ status, text }: HttpAnswer, digest: string) {
  if (status !== 200 && status !== 201) return null;
  const receipt = submittedBillReceipt.safeParse(readJson(text));
  if (!receipt.success || receipt.data.digest !== digest) return null;
  const { state, reference, reason } = receipt.data;
  if (state === 'rejected')
    return { type: 'refused', reason: reason ?? 'rejected without a reason' } as const;
  return accepted(reference, state === 'posted' ? 'final' : 'ask');
}

function bodyOf(handOver: HandOver): { readonly text: string; readonly digest: string } {
  const text = canonicalJson(submittedBillOf(handOver));
  return { text, digest: createHash('sha256').update(text).digest('hex') };
}

function billPath({ id }: Pick<HandOver, 'id'>): string {
  return `/v1/submitted-bills/${encodeURIComponent(id)}`;
}

function laterOf(reply: Result<HttpAnswer, HttpSilence>): HandOverOutcome {
  return reply.ok
    ? { type: 'try-later', reason: `status ${reply.value.status}`, afterMs: reply.value.retryAfterMs }
    : { type: 'try-later', reason: reply.error.detail, afterMs: null };
}
