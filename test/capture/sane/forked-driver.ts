import { type ChildProcess, fork } from 'node:child_process';
import { on } from 'node:events';
import { fileURLToPath } from 'node:url';
import { noDialog, type ScannerDriver } from '../../../src/capture/driver.ts';
import type { SaneLimits } from '../../../src/capture/sane/limits.ts';
import type { Fault } from '../../../src/contract/errors.ts';
import type { Reach, ScanEvent } from '../../../src/contract/workers.ts';
import { err, type Result } from '../../../src/domain/result.ts';
import type { Script, SessionReply, SessionRequest } from './session-messages.ts';

const entry = fileURLToPath(new URL('./session-entry.ts', import.meta.url));

export const noScript: Script = { steps: [], paceMs: 0 };

/** The SANE driver, each request in a new process. What the processes do to the test devices is asked for anew each time. */
export function openForkedSaneDriver(
  sane: Reach['sane'],
  script: () => Script = () => noScript,
  options: {
    readonly limits?: SaneLimits;
    readonly library?: string;
    readonly onFork?: (child: ChildProcess) => unknown;
  } = {},
): ScannerDriver {
  async function* replies(call: SessionRequest['call'], signal: AbortSignal): AsyncGenerator<SessionReply> {
    const child = fork(entry, { stdio: 'inherit' });
    options.onFork?.(child);
    const gone = new AbortController();
    child.once('exit', (code, killedBy) => gone.abort(`session ended: ${killedBy ?? code}`));
    const cancel = () => child.connected && child.send('cancel');
    signal.addEventListener('abort', cancel);
    try {
      const messages = on(child, 'message', { signal: gone.signal });
      child.send({
        sane,
        limits: options.limits ?? null,
        library: options.library ?? null,
        script: script(),
        call,
      } satisfies SessionRequest);
      if (signal.aborted) cancel();
      for await (const [reply] of messages) {
        yield reply as SessionReply;
        if (reply.type !== 'event') return;
      }
    } catch (cause) {
      if (!gone.signal.aborted) throw cause;
      throw new Error(String(gone.signal.reason));
    } finally {
      signal.removeEventListener('abort', cancel);
      child.kill('SIGKILL');
    }
  }

  async function ask<T>(call: SessionRequest['call'], signal: AbortSignal): Promise<Result<T, Fault>> {
    for await (const reply of replies(call, signal)) {
      if (reply.type === 'answer') return reply.value as Result<T, Fault>;
      throw new Error(`session: ${JSON.stringify(reply)}`);
    }
    throw new Error('session ended without an answer');
  }

  return {
    list: (signal) => ask({ type: 'list' }, signal),
    capabilities: (deviceId, signal) => ask({ type: 'capabilities', deviceId }, signal),
    configure: async () => err(noDialog),
    async *scan(request, signal): AsyncGenerator<ScanEvent> {
      for await (const reply of replies({ type: 'scan', request }, signal)) {
        if (reply.type === 'done') return;
        if (reply.type !== 'event') throw new Error(`session: ${JSON.stringify(reply)}`);
        yield reply.event;
      }
    },
  };
}
