import { parseArgs } from 'node:util';
import { startMatchService } from '../match-service/server.ts';
import { openParentChannel } from './parent-channel.ts';

/*
 * The embedded match service, on loopback, for one data folder:
 * `--folder DIR [--token T] [--expected FILE] [--port N]`. Posts `{type: 'listening', url}` when it serves, or
 * `{type: 'failure', detail}` when it cannot, and `{type: 'log', ...}`; ends on `{type: 'close'}`, on SIGTERM, and with
 * its parent. Without `--token` the first message `{type: 'token', token}` carries it: arguments
 * can be read by other users of the machine.
 */
const parent = openParentChannel();
const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    token: { type: 'string' },
    expected: { type: 'string' },
    port: { type: 'string', default: '0' },
  },
});

try {
  const { folder } = values;
  if (folder === undefined) throw new Error('--folder is missing');
  const service = await startMatchService({
    folder,
    port: Number(values.port),
    host: '127.0.0.1',
    token: values.token ?? (await tokenFromParent()),
    expectedFile: values.expected ?? null,
    log: (level, event, detail) => parent.post({ type: 'log', level, event, detail }),
  });
  const stop = async () => {
    await service.close();
    await parent.close();
  };
  process.once('SIGTERM', stop);
  parent.onMessage((message) => {
    if (typeof message === 'object' && message !== null && 'type' in message && message.type === 'close')
      void stop();
  });
  parent.post({ type: 'listening', url: service.url });
} catch (error) {
  parent.post({ type: 'failure', detail: error instanceof Error ? error.message : String(error) });
  await parent.close();
}

function tokenFromParent(): Promise<string> {
  return new Promise((resolve) => {
    parent.onMessage((message) => {
      if (typeof message !== 'object' || message === null) return;
      if ('type' in message && message.type === 'token' && 'token' in message) resolve(String(message.token));
    });
  });
}
