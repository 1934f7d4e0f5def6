import { parseArgs } from 'node:util';
import { z } from 'zod';
import { secretsIn } from '../erp/secrets-folder.ts';
import { startErp } from '../erp/start-erp.ts';
import { startMatchService } from '../match-service/server.ts';
import type { ServiceLog } from '../match-service/service-log.ts';
import { openParentChannel } from './parent-channel.ts';

/*
 * The match service: embedded, on loopback, for one data folder; or on its own, with a database and blobs elsewhere:
 * `--folder DIR [--token T] [--expected FILE] [--samples FILE] [--port N] [--host H] [--stations shared|enrolled]
 * [--erp FILE --erp-secrets DIR]`; the last two:
 * docs/ERP.md. Posts `{type: 'listening', url}` when it serves, or
 * `{type: 'failure', detail}` when it cannot, and `{type: 'log', ...}`; ends on `{type: 'close'}`, on SIGTERM, and with
 * its parent. Without `--token` the first message `{type: 'token', token, database?, blobs?, erpSecrets?}` carries it:
 * arguments can be read by other users of the machine. `erpSecrets`, by name, come in place of the folder's.
 */
const parent = openParentChannel();
const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    token: { type: 'string' },
    expected: { type: 'string' },
    samples: { type: 'string' },
    port: { type: 'string', default: '0' },
    erp: { type: 'string' },
    'erp-secrets': { type: 'string', default: process.env.CREDENTIALS_DIRECTORY ?? '' },
    host: { type: 'string', default: '127.0.0.1' },
    stations: { type: 'string', default: 'shared' },
  },
});

/** Until it serves there is nothing to end first. */
let stop = () => parent.close();
process.once('SIGTERM', () => void stop());
parent.onMessage((message) => {
  if (typeof message === 'object' && message !== null && 'type' in message && message.type === 'close')
    void stop();
});

try {
  const { folder, stations } = values;
  if (folder === undefined) throw new Error('--folder is missing');
  if (stations !== 'shared' && stations !== 'enrolled')
    throw new Error('--stations is neither shared nor enrolled');
  // Before anything else is waited for: it is posted once, at the start.
  const { erpSecrets = null, ...secrets }: Partial<Secrets> & Pick<Secrets, 'token'> =
    values.token === undefined ? await secretsFromParent() : { token: values.token };
  const log: ServiceLog = (level, event, detail) => parent.post({ type: 'log', level, event, detail });
  const secretsFolder = values['erp-secrets'];
  const erp =
    values.erp === undefined
      ? null
      : await startErp({
          configFile: values.erp,
          secret:
            erpSecrets !== null
              ? async (name) => erpSecrets[name] ?? null
              : secretsFolder === ''
                ? async () => null
                : secretsIn(secretsFolder),
          log,
        });
  const service = await startMatchService({
    folder,
    port: Number(values.port),
    host: values.host,
    ...secrets,
    stations,
    expectedFile: values.expected ?? null,
    samplesFile: values.samples ?? null,
    erp: erp?.port ?? null,
    unannounced: erp?.unannounced ?? 'wait',
    log,
  });
  stop = async () => {
    await service.close();
    await erp?.close();
    await parent.close();
  };
  parent.post({ type: 'listening', url: service.url });
} catch (error) {
  parent.post({ type: 'failure', detail: error instanceof Error ? error.message : String(error) });
  await parent.close();
}

interface Secrets {
  readonly token: string;
  /** Addresses with what is needed to get in; null for SQLite and files in the folder. */
  readonly database: string | null;
  readonly blobs: string | null;
  /** Null: they lie in the folder of the arguments. */
  readonly erpSecrets: Readonly<Record<string, string>> | null;
}

function secretsFromParent(): Promise<Secrets> {
  return new Promise((resolve) => {
    parent.onMessage((message) => {
      if (typeof message !== 'object' || message === null) return;
      if (!('type' in message) || message.type !== 'token' || !('token' in message)) return;
      const text = (name: 'database' | 'blobs') => {
        const value: unknown = Reflect.get(message, name);
        return typeof value === 'string' ? value : null;
      };
      const erpSecrets = z.record(z.string(), z.string()).safeParse(Reflect.get(message, 'erpSecrets'));
      resolve({
        token: String(message.token),
        database: text('database'),
        blobs: text('blobs'),
        erpSecrets: erpSecrets.success ? erpSecrets.data : null,
      });
    });
  });
}
