import { type Context, Hono } from 'hono';
import type { StationError } from '../contract/errors.ts';
import { err, type Result } from '../domain/result.ts';
import type { Station } from '../station/station.ts';

/** More than any scan or invoice file is; a stream without an end must not fill the disk. Bills come with all their images. */
const uploadLimitBytes = { pages: 1024 ** 3, bills: 64 * 1024 ** 3 } as const;

/**
 * `POST /uploads?name=` with the bytes as body: `{uploadId}`, or `{ok: false, error}` with a 4xx status. `&holds=bills`: a
 * file of another station's bills.
 */
export function uploadRoutes(station: Pick<Station, 'receiveUpload'>): Hono {
  const routes = new Hono();
  routes.post('/uploads', async (context) => {
    const received = await uploadOf(context, station);
    if (received.ok) return context.json(received.value);
    return context.json(received, statuses[received.error.type] ?? 422);
  });
  return routes;
}

const statuses: Partial<Record<StationError['type'], 400 | 413>> = {
  InvalidCommand: 400,
  FileTooLarge: 413,
  FileUnreadable: 400,
};

/** Takes a request's body, named by its query, into the station. */
export async function uploadOf(
  context: Context,
  station: Pick<Station, 'receiveUpload'>,
): Promise<Result<{ uploadId: string }, StationError>> {
  const name = context.req.query('name') ?? '';
  if (name === '' || name.length > 255)
    return err({ type: 'InvalidCommand', detail: 'name: 1 to 255 characters' });
  const holds = context.req.query('holds') === 'bills' ? 'bills' : 'pages';
  const body = watched(name, context.req.raw.body, uploadLimitBytes[holds]);
  try {
    return await station.receiveUpload(name, body.bytes(), holds);
  } catch (cause) {
    const error = body.error();
    if (!error) throw cause;
    return err(error);
  }
}

/** The body with its own end told apart from the station's: who broke off, the sender or the disk. */
function watched(name: string, body: ReadableStream<Uint8Array> | null, limitBytes: number) {
  let error: StationError | null = null;
  return {
    error: () => error,
    async *bytes(): AsyncGenerator<Uint8Array> {
      if (!body) return;
      let total = 0;
      const reader = body.getReader();
      try {
        for (;;) {
          const { done, value } = await reader.read().catch((cause: unknown) => {
            error = { type: 'FileUnreadable', name, detail: `the sender broke off: ${String(cause)}` };
            throw cause;
          });
          if (done) return;
          total += value.byteLength;
          if (total > limitBytes) {
            error = { type: 'FileTooLarge', name, bytes: total, limitBytes };
            throw new Error('upload over the limit');
          }
          yield value;
        }
      } finally {
        await reader.cancel().catch(() => undefined);
      }
    },
  };
}
