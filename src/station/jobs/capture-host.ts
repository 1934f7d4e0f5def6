import type { Fault } from '../../contract/errors.ts';
import {
  type CaptureReply,
  type CaptureRequest,
  captureReply,
  type WorkerLauncher,
} from '../../contract/workers.ts';
import { err, ok } from '../../domain/result.ts';
import type { CapturePort, Log, ScanStep } from '../ports.ts';
import { openInbox } from './inbox.ts';

/** A host that says nothing for this long hangs in its driver. */
const silenceLimitMs = 10_000;
const listLimitMs = 15_000;

type EsclSettings = Extract<CaptureRequest, { type: 'list' }>['escl'];

/** Scanners behind their own process: one process a request, so that a driver's crash or hang is never ours. */
export function openCaptureHost(options: {
  readonly launch: WorkerLauncher;
  readonly spoolFolder: string;
  /** Asked for each request: the virtual scanner may have been started since. */
  readonly escl: () => Promise<EsclSettings>;
  readonly log: Log;
}): CapturePort {
  async function* replies(request: CaptureRequest, signal: AbortSignal): AsyncGenerator<CaptureReply> {
    const channel = options.launch('capture-host', []);
    const inbox = openInbox<CaptureReply | { type: 'exit'; detail: string } | { type: 'silent' }>();
    let silence = setTimeout(() => inbox.push({ type: 'silent' }), silenceLimitMs);
    channel.onMessage((message) => {
      clearTimeout(silence);
      silence = setTimeout(() => inbox.push({ type: 'silent' }), silenceLimitMs);
      const reply = captureReply.safeParse(message);
      if (!reply.success) options.log('error', 'capture-host.garbled', { detail: reply.error.message });
      else if (reply.data.type !== 'heartbeat') inbox.push(reply.data);
    });
    channel.onExit((detail) => inbox.push({ type: 'exit', detail }));
    const cancel = () => channel.post({ type: 'cancel' });
    signal.addEventListener('abort', cancel);
    channel.post(request);
    try {
      if (signal.aborted) cancel();
      while (true) {
        const entry = await inbox.take();
        if (entry.type === 'exit') {
          yield { type: 'fault', fault: { type: 'DriverCrash', afterSide: 0, raw: entry.detail } };
          return;
        }
        if (entry.type === 'silent') {
          yield {
            type: 'fault',
            fault: { type: 'DriverTimeout', afterSide: 0, raw: `silent for ${silenceLimitMs} ms` },
          };
          return;
        }
        yield entry;
        if (entry.type !== 'page') return;
      }
    } finally {
      clearTimeout(silence);
      signal.removeEventListener('abort', cancel);
      channel.kill();
    }
  }

  async function answer(request: CaptureRequest, signal: AbortSignal): Promise<CaptureReply> {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(listLimitMs)]);
    for await (const reply of replies(request, limit)) return reply;
    throw new Error('capture host ended without an answer');
  }

  return {
    async list(signal) {
      const reply = await answer({ type: 'list', escl: await options.escl() }, signal);
      if (reply.type === 'devices') return reply.devices;
      options.log('warn', 'devices.list-failed', { detail: JSON.stringify(reply) });
      return [];
    },
    async capabilities(deviceId, signal) {
      const reply = await answer({ type: 'capabilities', escl: await options.escl(), deviceId }, signal);
      if (reply.type === 'capabilities') return ok(reply.capabilities);
      return err(reply.type === 'fault' ? reply.fault : { type: 'DeviceNotFound', deviceId });
    },
    async *scan(request, signal): AsyncGenerator<ScanStep> {
      const whole: CaptureRequest = {
        type: 'scan',
        escl: await options.escl(),
        request: { ...request, spoolFolder: options.spoolFolder },
      };
      for await (const reply of replies(whole, signal)) {
        switch (reply.type) {
          case 'page':
            yield reply;
            break;
          case 'fault':
            yield { type: 'fault', fault: reply.fault };
            return;
          case 'end':
            yield { type: 'end' };
            return;
          default:
            yield { type: 'fault', fault: unexpected(reply) };
            return;
        }
      }
    },
  };
}

function unexpected(reply: CaptureReply): Fault {
  return { type: 'Unknown', afterSide: 0, raw: `unexpected ${reply.type}` };
}
