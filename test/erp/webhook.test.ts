import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { billSubmittedEvent } from '../../src/contract/erp.ts';
import { accepted } from '../../src/erp/accepted.ts';
import { createHttp } from '../../src/erp/http.ts';
import { createWebhookConnector } from '../../src/erp/webhook/connector.ts';
import { keyOf, signatureOf } from '../../src/erp/webhook/signature.ts';
import { memoryLines, sampleHandOver } from './hand-overs.ts';

/** The example of the Standard Webhooks specification. */
const published = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  seconds: 1_614_265_330,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
const nextSecret = `whsec_${Buffer.from('the secret that comes after this').toString('base64')}`;
const never = new AbortController().signal;
const now = 1_800_000_000_000;

interface Delivery {
  readonly headers: Record<string, string>;
  readonly body: string;
}

function webhookRig(
  answers: readonly (Response | 'lost')[],
  secrets: readonly string[] = [published.secret],
) {
  const deliveries: Delivery[] = [];
  const said: string[] = [];
  const clock = { now };
  const erp = createWebhookConnector({
    config: { address: 'https://erp.example/hook' },
    secrets: async () => secrets,
    http: createHttp({
      now: () => clock.now,
      fetch: async (input, init) => {
        const request = new Request(input, init);
        deliveries.push({ headers: Object.fromEntries(request.headers), body: await request.text() });
        const answer = answers[deliveries.length - 1] ?? new Response(null, { status: 204 });
        if (answer !== 'lost') return answer;
        throw new TypeError('fetch failed', {
          cause: Object.assign(new Error(`lost ${secrets.join()}`), { code: 'ECONNRESET' }),
        });
      },
    }),
    clock: { now: () => clock.now, monotonic: () => 0 },
    log: (level, event, detail) => said.push(`${level} ${event} ${JSON.stringify(detail)}`),
  });
  return { erp, deliveries, said, clock };
}

describe('the signature of a webhook', () => {
  it('HOOK-1 is the published one for the published example', () => {
    const { secret, signature, ...signed } = published;
    expect(signatureOf([keyOf(secret) ?? Buffer.alloc(0)], signed)).toBe(signature);
  });

  it('HOOK-2 is made with no secret that is short or not in the usual form', () => {
    for (const bad of [
      '',
      'secret',
      'whsec_',
      `whsec_${Buffer.from('short').toString('base64')}`,
      'whsec_%%%',
    ]) {
      expect(keyOf(bad)).toBeNull();
    }
  });
});

describe('a webhook delivery', () => {
  it('HOOK-3 tells of the bill in the shape of the contract and is accepted by any 2xx', async () => {
    const { erp, deliveries } = webhookRig([]);
    const handOver = sampleHandOver(memoryLines());
    expect(await erp.handOver(handOver, never)).toEqual(accepted(null, 'final'));
    const event = billSubmittedEvent.parse(JSON.parse(deliveries[0]?.body ?? ''));
    expect(event.data).toMatchObject({ handOverId: handOver.id, billNumber: 'CL-2026-000001', revision: 1 });
    expect(event.data.documents).toEqual(handOver.manifest.documents);
  });

  it('HOOK-4 carries the same id every time, with a time and a signature of its own', async () => {
    const { erp, deliveries, clock } = webhookRig(['lost', new Response('busy', { status: 503 })]);
    const handOver = sampleHandOver(memoryLines());
    expect(await erp.handOver(handOver, never)).toMatchObject({ type: 'try-later' });
    clock.now += 60_000;
    expect(await erp.handOver(handOver, never)).toMatchObject({ type: 'try-later' });
    clock.now += 60_000;
    expect(await erp.handOver(handOver, never)).toMatchObject({ type: 'accepted' });
    const heads = deliveries.map(({ headers }) => headers);
    expect(new Set(heads.map((head) => head['webhook-id']))).toEqual(new Set([handOver.id]));
    expect(new Set(heads.map((head) => head['webhook-signature'])).size).toBe(3);
    expect(await erp.ask(handOver, never)).toEqual({ type: 'absent' });
  });

  it.each([
    [400, 'refused'],
    [404, 'refused'],
    [410, 'refused'],
    [307, 'try-later'],
    [401, 'try-later'],
    [408, 'try-later'],
    [429, 'try-later'],
    [500, 'try-later'],
  ])('HOOK-5 answered with %i is %s', async (status, type) => {
    const { erp } = webhookRig([new Response('why', { status, headers: { 'retry-after': '7' } })]);
    const outcome = await erp.handOver(sampleHandOver(memoryLines()), never);
    expect(outcome).toMatchObject({ type, reason: `status ${status} why` });
    if (type === 'try-later') expect(outcome).toMatchObject({ afterMs: 7000 });
  });

  it('HOOK-6 is not made without a usable secret, and no secret is ever said', async () => {
    for (const secrets of [[], ['secret-of-mine'], [published.secret, 'secret-of-mine']]) {
      const { erp, deliveries, said } = webhookRig([], secrets);
      const outcome = await erp.handOver(sampleHandOver(memoryLines()), never);
      expect(outcome).toMatchObject({ type: 'try-later' });
      expect(deliveries).toEqual([]);
      expect(JSON.stringify([outcome, said])).not.toContain('secret-of-mine');
    }
    const { erp, said } = webhookRig(['lost', new Response(published.secret, { status: 500 })]);
    const outcomes = [
      await erp.handOver(sampleHandOver(memoryLines()), never),
      await erp.handOver(sampleHandOver(memoryLines()), never),
    ];
    expect(said).toHaveLength(2);
    expect(JSON.stringify([outcomes, said])).not.toContain(published.secret);
  });
});

describe('the receiver in docs/ERP.md', () => {
  interface Example {
    receive(
      headers: Readonly<Record<string, string>>,
      body: string,
      secrets: readonly string[],
      seen: Set<string>,
      now: number,
    ): { status: number; event?: unknown };
  }
  let folder: string;
  let example: Example;

  beforeAll(async () => {
    const guide = readFileSync(resolve(import.meta.dirname, '../../docs/ERP.md'), 'utf8');
    const [, code] = /```js\n(import \{ createHmac[\s\S]*?)```/.exec(guide) ?? [];
    folder = mkdtempSync(join(tmpdir(), 'platen-webhook-'));
    const path = join(folder, 'receiver.mjs');
    writeFileSync(path, code ?? '');
    example = (await import(pathToFileURL(path).href)) as Example;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function delivered(secrets?: readonly string[]): Promise<Delivery> {
    const rig = webhookRig([], secrets);
    await rig.erp.handOver(sampleHandOver(memoryLines()), never);
    const [delivery] = rig.deliveries;
    if (delivery === undefined) throw new Error('nothing was delivered');
    return delivery;
  }

  it('HOOK-10 takes a delivery once, and answers the next one with the same id alike', async () => {
    const { headers, body } = await delivered();
    const seen = new Set<string>();
    const first = example.receive(headers, body, [published.secret], seen, now);
    expect(first.status).toBe(200);
    expect(billSubmittedEvent.safeParse(first.event).success).toBe(true);
    expect(example.receive(headers, body, [published.secret], seen, now)).toEqual({ status: 200 });
  });

  it('HOOK-11 refuses another body, another id, another time, another secret and no signature', async () => {
    const { headers, body } = await delivered();
    const status = (head: Record<string, string>, text: string, secret = published.secret) =>
      example.receive(head, text, [secret], new Set(), now).status;
    expect(status(headers, body)).toBe(200);
    expect(status(headers, body.replace('CL-2026', 'CL-2027'))).toBe(401);
    expect(status({ ...headers, 'webhook-id': 'other' }, body)).toBe(401);
    expect(status({ ...headers, 'webhook-timestamp': String(now / 1000 + 1) }, body)).toBe(401);
    expect(status(headers, body, nextSecret)).toBe(401);
    expect(status({ ...headers, 'webhook-signature': '' }, body)).toBe(401);
    expect(status({ ...headers, 'webhook-signature': 'v1,AAAA' }, body)).toBe(401);
  });

  it('HOOK-12 refuses a delivery older or newer than five minutes', async () => {
    const { headers, body } = await delivered();
    const status = (at: number) => example.receive(headers, body, [published.secret], new Set(), at).status;
    expect([now - 300_000, now + 300_000].map(status)).toEqual([200, 200]);
    expect([now - 301_000, now + 301_000].map(status)).toEqual([401, 401]);
  });

  it('HOOK-13 takes deliveries by the old and by the new secret while it is being changed', async () => {
    const { headers, body } = await delivered([published.secret, nextSecret]);
    for (const secret of [published.secret, nextSecret]) {
      expect(example.receive(headers, body, [secret], new Set(), now).status).toBe(200);
    }
  });
});
