import type { Fault } from '../../contract/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { TwainFault } from './faults.ts';
import { openFrameParser } from './frames.ts';
import { type HostWork, startHost } from './host-process.ts';
import type { TwainLimits } from './limits.ts';
import { type CrashFrame, type HostFrame, readFrame } from './messages.ts';
import { overdue } from './watch.ts';

/** A frame, or that none will come any more; `fault` is null after `done`. */
export type SessionStep =
  | { readonly type: 'frame'; readonly frame: HostFrame }
  | { readonly type: 'gone'; readonly fault: TwainFault | null };

type LastStep = Extract<SessionStep, { type: 'gone' }>;

/** One TWAIN host at work. It is watched while a step is waited for. */
export interface TwainSession {
  /** The next frame but heartbeats. Asked again before it came, the same one is waited for. */
  next(): Promise<SessionStep>;
  /** Asks the host to take the source down; it is ended by force when that takes too long. */
  cancel(): void;
  /** Cancels what still runs and waits until the process is gone; gives how it went, null after `done`. */
  close(): Promise<TwainFault | null>;
}

/** Starts a host, hands it its settings (lines of the protocol) and lets it go. An abort is a cancel. */
export function openSession(
  work: HostWork & { readonly settings: readonly string[] },
  limits: TwainLimits,
  signal: AbortSignal,
): TwainSession {
  const startedAt = performance.now();
  const host = startHost(work, limits);
  const parser = openFrameParser();
  const frames: HostFrame[] = [];
  let hasSpoken = false;
  /** Nothing but `done` is waited for, and no longer than this. */
  let closesBy: number | null = null;
  /** What came behind the last frame that could be read. */
  let garbage: string | null = null;
  let crash: CrashFrame | null = null;
  let pending: Promise<SessionStep> | null = null;
  let gone: LastStep | null = null;

  for (const line of [...work.settings, 'go']) host.write(line);
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();

  return {
    next,
    cancel,
    async close() {
      cancel();
      while (true) {
        const step = await next();
        if (step.type === 'gone') return step.fault;
      }
    },
  };

  function next(): Promise<SessionStep> {
    if (gone) return Promise.resolve(gone);
    pending ??= step().finally(() => {
      pending = null;
    });
    return pending;
  }

  function cancel(): void {
    if (gone) return;
    host.write('cancel');
    closesBy ??= performance.now() + limits.closingMs;
  }

  async function step(): Promise<SessionStep> {
    const askedAt = performance.now();
    while (true) {
      const frame = frames.shift();
      if (!frame) {
        const isMore = await receive();
        if (!isMore.ok) return isMore.error;
        continue;
      }
      const { message } = frame;
      if (closesBy !== null && message.type !== 'done' && performance.now() > closesBy) {
        return stop('DriverTimeout', `not taken down in ${limits.closingMs} ms`);
      }
      switch (message.type) {
        case 'heartbeat': {
          const now = performance.now();
          const waited = { totalMs: now - startedAt, stepMs: now - askedAt };
          const words = overdue(message, work.verb, waited, limits);
          if (words !== null) return stop('DriverTimeout', words);
          break;
        }
        case 'crash':
          crash = message;
          break;
        case 'done':
          return leave(null);
        case 'end':
        case 'fault':
        case 'cancelled':
          closesBy ??= performance.now() + limits.closingMs;
          return { type: 'frame', frame };
        default:
          return { type: 'frame', frame };
      }
    }
  }

  /** Takes in what the host writes next. The error is the last step of the session. */
  async function receive(): Promise<Result<null, LastStep>> {
    // Only now: frames before it are whole.
    if (garbage !== null) return err(await stop('DriverCrash', garbage));
    const silenceMs = hasSpoken ? limits.silenceMs : limits.startMs;
    const chunk = await host.read(silenceMs);
    if (chunk === 'ended') return err(await leave('DriverCrash'));
    if (chunk === 'silent') {
      return err(await stop('DriverTimeout', `no sign of life for ${silenceMs} ms`));
    }
    hasSpoken = true;
    for (const raw of parser.push(chunk)) {
      const frame = readFrame(raw);
      if (!frame.ok) {
        garbage = frame.error;
        break;
      }
      frames.push(frame.value);
    }
    garbage ??= parser.failure();
    return ok(null);
  }

  async function stop(type: Fault['type'], words: string): Promise<LastStep> {
    host.kill();
    return leave(type, words);
  }

  /** The host has said its last word or was killed: waits for its exit, by force if need be. */
  async function leave(type: Fault['type'] | null, words: string | null = null): Promise<LastStep> {
    let exit = await host.exit(limits.closingMs);
    if (exit === null) {
      host.kill();
      exit = await host.exit(limits.closingMs);
    }
    signal.removeEventListener('abort', cancel);
    host.release();
    gone = { type: 'gone', fault: type === null ? null : { type, raw: raw(words, exit) } };
    return gone;
  }

  function raw(words: string | null, exit: string | null): string {
    const lastWords = host.lastWords();
    return [
      ...(words === null ? [] : [words]),
      ...(crash ? [`exception ${crash.exceptionCode} at ${crash.address} in state ${crash.state}`] : []),
      exit ?? 'does not end',
      ...(parser.isBetweenFrames() ? [] : ['within a frame']),
      ...(lastWords === '' ? [] : [`stderr: ${lastWords}`]),
    ].join('; ');
  }
}
