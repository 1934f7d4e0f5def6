import type { Station } from '../../station/station.ts';

export interface EventStreamLimits {
  /** What may wait for a slow window before it is cut off. */
  readonly bufferBytes: number;
  readonly keepAliveMs: number;
}

/**
 * The station's events as server-sent events, each one message. A window that does not read is cut rather than
 * buffered without end: it comes back by itself and fetches its snapshots again.
 */
export function eventStream(
  station: Pick<Station, 'listen'>,
  limits: EventStreamLimits = { bufferBytes: 16 * 1024 * 1024, keepAliveMs: 15_000 },
): Response {
  const encoder = new TextEncoder();
  let stop = () => {};
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send = (text: string) => {
          const bytes = encoder.encode(text);
          if ((controller.desiredSize ?? 0) >= bytes.byteLength) return controller.enqueue(bytes);
          stop();
          controller.error(new Error('a window read its events too slowly'));
        };
        // A first comment makes the headers go out, and the time the window waits before it comes back.
        send('retry: 1000\n: open\n\n');
        const unlisten = station.listen((event) => send(`data: ${JSON.stringify(event)}\n\n`));
        const keepAlive = setInterval(() => send(': here\n\n'), limits.keepAliveMs);
        stop = () => {
          unlisten();
          clearInterval(keepAlive);
        };
      },
      cancel: () => stop(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: limits.bufferBytes }),
  );
  return new Response(body, {
    headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}
