import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttp } from '../../src/erp/http.ts';
import { createRedactor, redactedLog } from '../../src/erp/redact.ts';

const signal = new AbortController().signal;
const open: { close(): void }[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close() {
      server.closeAllConnections();
      server.close();
    },
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

const post = (url: string, body = '{}') =>
  ({ method: 'POST', url, query: { access_token: 'tok en' }, headers: {}, body, signal }) as const;

describe('a call to an ERP over a real socket', () => {
  it('ERP-1 gives status, body, the clock of the server and how long it wants to be left alone', async () => {
    const url = await serve((request, reply) => {
      reply.setHeader('date', 'Tue, 15 Nov 2039 08:12:31 GMT').setHeader('retry-after', '120').writeHead(503);
      reply.end(request.url);
    });
    const answer = await createHttp({ now: () => 0 })(post(`${url}/a`));
    expect(answer).toEqual({
      ok: true,
      value: {
        status: 503,
        text: '/a?access_token=tok+en',
        serverTime: Date.parse('2039-11-15T08:12:31Z'),
        retryAfterMs: 120_000,
      },
    });
  });

  it('ERP-2 follows no redirect', async () => {
    const seen: string[] = [];
    const url = await serve((request, reply) => {
      seen.push(request.url ?? '');
      reply.writeHead(307, { location: '/elsewhere' }).end();
    });
    const answer = await createHttp({ now: Date.now })(post(`${url}/a`));
    expect(answer).toMatchObject({ ok: true, value: { status: 307 } });
    expect(seen).toHaveLength(1);
  });

  it('ERP-3 reads no more of an answer than it may, also of one without a length', async () => {
    const url = await serve((_request, reply) => {
      const timer = setInterval(() => reply.write('x'.repeat(1000)), 1);
      reply.on('close', () => clearInterval(timer));
    });
    const answer = await createHttp({ now: Date.now, largestAnswerBytes: 5000 })(post(url));
    expect(answer).toMatchObject({ ok: false, error: { sent: 'perhaps' } });
  });

  it('ERP-4 ends in time', async () => {
    const url = await serve(() => undefined);
    const answer = await createHttp({ now: Date.now, replyMs: 50 })(post(url));
    expect(answer).toMatchObject({ ok: false, error: { sent: 'perhaps' } });
  });

  it('ERP-5 tells what certainly never left from what may have arrived', async () => {
    const http = createHttp({ now: Date.now });
    const refused = await serve(() => undefined);
    for (const server of open.splice(0)) server.close();
    expect(await http(post(refused))).toMatchObject({ ok: false, error: { sent: 'no' } });
    expect(await http(post('http://no-such-host.invalid/'))).toMatchObject({
      ok: false,
      error: { sent: 'no' },
    });
    expect(await http({ ...post('http://127.0.0.1:9'), signal: AbortSignal.abort() })).toMatchObject({
      ok: false,
      error: { sent: 'no' },
    });
    const cut = await serve((request) => void request.on('end', () => request.socket.destroy()).resume());
    expect(await http(post(cut))).toMatchObject({ ok: false, error: { sent: 'perhaps' } });
    const half = await serve((_request, reply) => {
      reply.writeHead(200, { 'content-length': '100' });
      reply.write('half', () => reply.socket?.destroy());
    });
    expect(await http(post(half))).toMatchObject({ ok: false, error: { sent: 'perhaps' } });
  });
});

describe('what is said of an ERP', () => {
  it('ERP-6 holds no secret that was learnt, however it is written', () => {
    const redactor = createRedactor();
    const secret = 'a"b/c+d=';
    redactor.learn(secret);
    for (const form of [
      secret,
      JSON.stringify(secret),
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
    ]) {
      const said = redactor.text(`before ${form} after`);
      expect(said).toMatch(/^before "?\*\*\*"? after$/);
    }
  });

  it('ERP-7 holds nothing that stands where secrets stand, learnt or not', () => {
    const redactor = createRedactor();
    const said = redactor.text(
      'at https://h/p?access_token=abc.def&x=1 {"access_token":"q\\"r","app_token" : 12, "eventCode":"e"} Authorization: Bearer zzz.yyy',
    );
    expect(said).toBe(
      'at https://h/p?access_token=***&x=1 {"access_token":"***","app_token" : "***", "eventCode":"***"} Authorization: Bearer ***',
    );
    expect(redactor.text('{"access_token":"cut off in the mid')).toBe('{"access_token":"***"');
    const lines: unknown[] = [];
    redactedLog((...line) => lines.push(line), redactor)('warn', 'event', {
      detail: 'access_token=abc',
      n: 3,
    });
    expect(lines).toEqual([['warn', 'event', { detail: 'access_token=***', n: 3 }]]);
  });
});
