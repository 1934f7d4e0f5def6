import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

export const lineFaults = ['refuse', 'cut', 'delay', 'truncate', 'replay', 'drop'] as const;
/**
 * `cut`: the request is broken off in its middle; `truncate`: the answer; `drop`: the request arrives and its answer does
 * not; `replay`: the request arrives once more, later.
 */
export type LineFault = (typeof lineFaults)[number];

export interface FaultLine {
  readonly port: number;
  /** Connections by what was done to them. */
  readonly counts: ReadonlyMap<LineFault | 'none', number>;
  /** Connections open at this moment. */
  active(): number;
  /** Resolves when the next one is made. */
  next(): Promise<void>;
  close(): Promise<void>;
}

/** A TCP line on loopback to `target`, which does to each connection what `choose` says; null passes it on unharmed. */
export async function startFaultLine(options: {
  readonly target: number;
  readonly choose: () => LineFault | null;
  readonly random: () => number;
  /** Told of each request whose head came, with what is done to its connection. */
  readonly onRequest?: (head: string, fault: LineFault | null) => void;
}): Promise<FaultLine> {
  const { target, random } = options;
  const counts = new Map<LineFault | 'none', number>();
  const open = new Set<Socket>();
  let active = 0;
  const waiting: (() => void)[] = [];

  function keep(socket: Socket): Socket {
    open.add(socket);
    // What breaks here breaks on purpose; the other end is told by the close.
    socket.on('error', () => undefined).once('close', () => open.delete(socket));
    return socket;
  }

  const server = createServer((near) => {
    keep(near);
    active += 1;
    for (const tell of waiting.splice(0)) tell();
    near.once('close', () => {
      active -= 1;
    });
    const fault = options.choose();
    counts.set(fault ?? 'none', (counts.get(fault ?? 'none') ?? 0) + 1);
    if (fault === 'refuse') return void near.resetAndDestroy();
    near.once('data', (piece) => options.onRequest?.(piece.toString('latin1'), fault));
    const far = keep(connect(target, '127.0.0.1'));
    // Ends are passed on: a service that died closes the station's side too.
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
    if (fault === 'cut') return cutRequest(near, far);
    if (fault === 'drop' || fault === 'truncate') return cutAnswer(near, far, fault);
    if (fault === 'replay') replayLater(near);
    if (fault !== 'delay') return void join(near, far);
    near.pause();
    setTimeout(() => join(near, far), 20 + random() * 150);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  function join(near: Socket, far: Socket): void {
    near.pipe(far).pipe(near);
  }

  /** In the first piece that comes (the head of a request) or in a later one (its body), by turns of chance. */
  function cutRequest(near: Socket, far: Socket): void {
    let pass = random() < 0.5 ? 0 : 1;
    const cut = () => {
      near.resetAndDestroy();
      far.resetAndDestroy();
    };
    near.on('data', (piece) => {
      if (pass > 0) {
        pass -= 1;
        far.write(piece);
        return;
      }
      far.write(piece.subarray(0, Math.floor(piece.length * random())), () => setTimeout(cut, 2));
    });
    // Nothing more came: all of it had arrived, and its answer is what is lost.
    far.once('data', cut);
  }

  function cutAnswer(near: Socket, far: Socket, fault: 'drop' | 'truncate'): void {
    near.pipe(far);
    far.once('data', (piece) => {
      far.destroy();
      if (fault === 'drop') return void near.resetAndDestroy();
      near.end(piece.subarray(0, Math.floor(piece.length * random())));
    });
  }

  function replayLater(near: Socket): void {
    const pieces: Buffer[] = [];
    near.on('data', (piece) => pieces.push(piece));
    near.once('close', () => {
      setTimeout(() => {
        const again = keep(connect(target, '127.0.0.1'));
        again.resume().end(Buffer.concat(pieces));
      }, random() * 400);
    });
  }

  return {
    port: (server.address() as AddressInfo).port,
    counts,
    active: () => active,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/** Of so many connections a share is harmed, each way as often as the next. */
export function harming(share: number, random: () => number): () => LineFault | null {
  return () => (random() < share ? (lineFaults[Math.floor(random() * lineFaults.length)] ?? null) : null);
}
