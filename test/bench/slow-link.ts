import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

export interface SlowLink {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * A line on loopback to `target` that carries so many bits a second each way, one piece after another over all its
 * connections, and so much later than they were sent. It buffers one piece a connection, so that senders feel it.
 */
export async function startSlowLink(options: {
  readonly target: number;
  readonly bitsPerSecond: number;
  readonly latencyMs: number;
}): Promise<SlowLink> {
  const sockets = new Set<Socket>();
  const direction = () => {
    /** When the last piece taken is through. */
    let freeAt = 0;
    return (from: Socket, to: Socket) => {
      from.on('data', (piece) => {
        const now = performance.now();
        freeAt = Math.max(freeAt, now) + (piece.length * 8_000) / options.bitsPerSecond;
        from.pause();
        setTimeout(() => from.resume(), freeAt - now);
        setTimeout(() => to.write(piece), freeAt - now + options.latencyMs);
      });
    };
  };
  const up = direction();
  const down = direction();
  const server = createServer((near) => {
    const far = connect(options.target, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    }
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
    up(near, far);
    down(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
