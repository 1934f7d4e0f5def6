import type { IncomingMessage, ServerResponse } from 'node:http';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export const faults = [
  'refuse',
  'reset',
  'drop-reply',
  'cut-reply',
  'delay',
  'replay',
  'garbage',
  'fail',
] as const;
/** `portal`: the network's own sign-in; no fault of the service, so not among the random ones. */
export type Fault = (typeof faults)[number] | 'portal';

interface Call {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}
interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** An HTTP proxy on loopback that does to each request what `choose` says (null: passes it on). */
export async function startFaultProxy(target: () => string, choose: (call: Call) => Fault | null) {
  const counts = new Map<Fault | 'none', number>();
  const agent = new Agent({ keepAlive: false });
  const server = createServer(
    (incoming, outgoing) => void serve(incoming, outgoing).catch(() => outgoing.destroy()),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const call = {
      method: incoming.method ?? '',
      url: incoming.url ?? '',
      headers: incoming.headers,
      body: await readAll(incoming),
    };
    const fault = choose(call);
    counts.set(fault ?? 'none', (counts.get(fault ?? 'none') ?? 0) + 1);
    if (fault === 'refuse') return void incoming.socket.destroy();
    if (fault === 'garbage')
      return void outgoing
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<html>Please sign in to the network</html>');
    if (fault === 'portal') return void outgoing.writeHead(401).end('<html>Please sign in</html>');
    if (fault === 'fail') return void outgoing.writeHead(500).end('{"error":"proxy"}');
    if (fault === 'reset') {
      await forward(call, Math.floor(call.body.length / 2)).catch(() => undefined);
      return void incoming.socket.destroy();
    }
    if (fault === 'delay') await delay(20);
    let reply = await forward(call, null);
    if (fault === 'replay') reply = await forward(call, null);
    if (fault === 'drop-reply') return void incoming.socket.destroy();
    outgoing.writeHead(reply.status, { ...reply.headers, 'content-length': reply.body.length });
    if (fault !== 'cut-reply') return void outgoing.end(reply.body);
    outgoing.write(reply.body.subarray(0, Math.floor(reply.body.length / 2)), () =>
      incoming.socket.destroy(),
    );
  }

  /** `cutAt`: hang up after that many bytes of the body. */
  function forward(call: Call, cutAt: number | null): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const onward = request(new URL(call.url, target()), {
        method: call.method,
        headers: call.headers,
        agent,
      });
      onward.on('error', reject);
      onward.on('response', (response) => {
        const status = response.statusCode ?? 0;
        readAll(response).then((body) => resolve({ status, headers: response.headers, body }), reject);
      });
      if (cutAt === null) onward.end(call.body);
      else
        onward.write(call.body.subarray(0, cutAt), () =>
          setTimeout(() => onward.destroy(new Error('cut')), 2),
        );
    });
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
