import {
  type ImportMessage,
  type ImportReply,
  importReply,
  type WorkerChannel,
  type WorkerLauncher,
} from '../../contract/workers.ts';
import type { Log } from '../ports/clock.ts';
import type { ImportPort, ImportStep } from '../ports/workers.ts';
import { openInbox } from './inbox.ts';

/** Time one page of a file may take before its worker is ended. */
const pageLimitMs = 60_000;
/** Time a worker has to end the program that converts its file. */
const cancelPatienceMs = 3_000;

/** Foreign files are parsed in a worker of their own, one file each, discarded after any abort. */
export function openImportHost(options: {
  readonly launch: WorkerLauncher;
  readonly spoolFolder: string;
  readonly log: Log;
}): ImportPort {
  return {
    async *import(request, signal): AsyncGenerator<ImportStep> {
      const channel = options.launch('import-worker', []);
      const inbox = openInbox<
        ImportReply | { type: 'exit'; detail: string } | { type: 'late' } | { type: 'aborted' }
      >();
      let pages = 0;
      let isConverting = false;
      let late = setTimeout(() => inbox.push({ type: 'late' }), pageLimitMs);
      channel.onMessage((message) => {
        clearTimeout(late);
        late = setTimeout(() => inbox.push({ type: 'late' }), pageLimitMs);
        const reply = importReply.safeParse(message);
        if (!reply.success) return;
        isConverting = reply.data.type === 'converting';
        inbox.push(reply.data);
      });
      channel.onExit((detail) => inbox.push({ type: 'exit', detail }));
      const abort = () => inbox.push({ type: 'aborted' });
      signal.addEventListener('abort', abort);
      channel.post({ ...request, type: 'import', spoolFolder: options.spoolFolder });
      try {
        if (signal.aborted) return;
        while (true) {
          const entry = await inbox.take();
          switch (entry.type) {
            case 'page':
              pages += 1;
              yield entry;
              break;
            case 'converting':
              break;
            case 'failure':
              yield { type: 'failure', error: entry.error };
              break;
            case 'end':
              yield { type: 'end' };
              return;
            case 'aborted':
              return;
            case 'exit':
              options.log('warn', 'import-worker.exit', { detail: entry.detail });
              yield {
                type: 'failure',
                error: { type: 'WorkerCrashed', name: request.name, detail: entry.detail },
              };
              return;
            case 'late':
              yield {
                type: 'failure',
                error: {
                  type: 'ImportTimeout',
                  name: request.name,
                  pageNumber: pages + 1,
                  limitMs: pageLimitMs,
                },
              };
              return;
          }
        }
      } finally {
        clearTimeout(late);
        signal.removeEventListener('abort', abort);
        if (isConverting) cancel(channel);
        else channel.kill();
      }
    },
  };
}

/** A worker that is merely killed would leave the other program running on systems without process groups. */
function cancel(channel: WorkerChannel): void {
  const wish: ImportMessage = { type: 'cancel' };
  channel.post(wish);
  const late = setTimeout(() => channel.kill(), cancelPatienceMs);
  channel.onExit(() => clearTimeout(late));
}
