import type { DeviceList } from '../../contract/device-shapes.ts';
import type { Fault } from '../../contract/errors.ts';
import {
  type CaptureReply,
  type CaptureRequest,
  captureReply,
  type DriverFamily,
  type Reach,
  type WorkerLauncher,
} from '../../contract/workers.ts';
import { err, ok } from '../../domain/result.ts';
import type { Log } from '../ports/clock.ts';
import type { CapturePort, ScanStep } from '../ports/workers.ts';
import { openInbox } from './inbox.ts';

/** A host that says nothing for this long hangs in its driver. */
const silenceLimitMs = 10_000;
/** After this long a question is cancelled. */
const answerLimitMs = 15_000;
/** A cancel that is not answered in this time ends the host: a feeder may take a while to put out its sheet. */
const cancelLimitMs = 20_000;

type Answer = Exclude<CaptureReply, { type: 'heartbeat' | 'pinned' }>;
type Heard = Answer | { type: 'exit'; detail: string } | { type: 'silent' } | { type: 'late' };

/** Scanners behind their own process: one process a request, so that a driver's crash or hang is never ours. */
export function openCaptureHost(options: {
  readonly launch: WorkerLauncher;
  readonly spoolFolder: string;
  /** Asked for each request: the virtual scanner may have been started since, or an address typed. */
  readonly reach: () => Promise<Reach>;
  /** A network scanner showed a certificate for the first time. */
  readonly onPinned: (host: string, fingerprint: string) => void;
  readonly log: Log;
}): CapturePort {
  async function* replies(
    request: CaptureRequest,
    limits: { readonly signal: AbortSignal; readonly answerMs: number | null },
  ): AsyncGenerator<Answer> {
    const { signal } = limits;
    const channel = options.launch('capture-host', []);
    const inbox = openInbox<Heard>();
    const timers: NodeJS.Timeout[] = [];
    const cancel = () => {
      channel.post({ type: 'cancel' });
      timers.push(setTimeout(() => inbox.push({ type: 'late' }), cancelLimitMs));
    };
    let silence = setTimeout(() => inbox.push({ type: 'silent' }), silenceLimitMs);
    if (limits.answerMs !== null) timers.push(setTimeout(cancel, limits.answerMs));
    channel.onMessage((message) => {
      clearTimeout(silence);
      silence = setTimeout(() => inbox.push({ type: 'silent' }), silenceLimitMs);
      const reply = captureReply.safeParse(message);
      if (!reply.success) options.log('error', 'capture-host.garbled', { detail: reply.error.message });
      else if (reply.data.type === 'pinned') options.onPinned(reply.data.host, reply.data.fingerprint);
      else if (reply.data.type !== 'heartbeat') inbox.push(reply.data);
    });
    channel.onExit((detail) => inbox.push({ type: 'exit', detail }));
    signal.addEventListener('abort', cancel);
    channel.post(request);
    try {
      if (signal.aborted) cancel();
      let sides = 0;
      while (true) {
        const heard = await inbox.take();
        const reply = replyOf(heard);
        yield reply;
        if (reply.type !== 'page' && reply.type !== 'note') return;
        if (reply.type !== 'page') continue;
        // Whoever asked came back for more: this side is dealt with.
        sides += 1;
        channel.post({ type: 'taken', sides });
      }
    } finally {
      clearTimeout(silence);
      for (const timer of timers) clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      channel.kill();
    }
  }

  async function answer(
    request: CaptureRequest,
    signal: AbortSignal,
    answerMs: number | null,
  ): Promise<Answer> {
    for await (const reply of replies(request, { signal, answerMs })) return reply;
    throw new Error('capture host ended without an answer');
  }

  async function listFamily(family: DriverFamily, reach: Reach, signal: AbortSignal): Promise<DeviceList> {
    const reply = await answer({ type: 'list', reach, family }, signal, answerLimitMs);
    if (reply.type === 'devices') return { devices: reply.devices, failures: [] };
    const fault = reply.type === 'fault' ? reply.fault : unexpected(reply);
    // A look the station broke off, because it closes, is no driver's failure.
    if (fault.type !== 'Cancelled' || !signal.aborted)
      options.log('warn', 'devices.list-failed', { family, detail: JSON.stringify(fault) });
    return { devices: [], failures: [{ family, fault }] };
  }

  return {
    async list(signal) {
      const reach = await options.reach();
      const lists = await Promise.all(familiesOf(reach).map((family) => listFamily(family, reach, signal)));
      return {
        devices: lists.flatMap((list) => list.devices),
        failures: lists.flatMap((list) => list.failures),
      };
    },
    async capabilities(deviceId, signal) {
      const request = { type: 'capabilities', reach: await options.reach(), deviceId } as const;
      const reply = await answer(request, signal, answerLimitMs);
      if (reply.type === 'capabilities') return ok(reply.capabilities);
      return err(reply.type === 'fault' ? reply.fault : { type: 'DeviceNotFound', deviceId });
    },
    async configure(deviceId, vendorSettings, signal) {
      const request = { type: 'configure', reach: await options.reach(), deviceId, vendorSettings } as const;
      const reply = await answer(request, signal, null);
      if (reply.type === 'configured') return ok(reply.vendorSettings);
      return err(reply.type === 'fault' ? reply.fault : unexpected(reply));
    },
    async *scan(request, signal): AsyncGenerator<ScanStep> {
      const whole: CaptureRequest = {
        type: 'scan',
        reach: await options.reach(),
        request: { ...request, spoolFolder: options.spoolFolder },
      };
      for await (const reply of replies(whole, { signal, answerMs: null })) {
        switch (reply.type) {
          case 'page':
          case 'note':
          case 'fault':
          case 'end':
            yield reply;
            break;
          default:
            yield { type: 'fault', fault: unexpected(reply) };
        }
      }
    },
  };
}

/** Families that can have devices here: the others' processes need not even be started. */
function familiesOf(reach: Reach): readonly DriverFamily[] {
  return [
    'network',
    ...(reach.sane.state === 'on' ? (['sane'] as const) : []),
    ...(reach.twain.hosts.length > 0 ? (['twain'] as const) : []),
  ];
}

function replyOf(heard: Heard): Answer {
  const fault = (type: 'DriverCrash' | 'DriverTimeout', raw: string): Answer => ({
    type: 'fault',
    fault: { type, afterSide: 0, raw },
  });
  switch (heard.type) {
    case 'exit':
      return fault('DriverCrash', heard.detail);
    case 'silent':
      return fault('DriverTimeout', `silent for ${silenceLimitMs} ms`);
    case 'late':
      return fault('DriverTimeout', `cancel not answered in ${cancelLimitMs} ms`);
    default:
      return heard;
  }
}

function unexpected(reply: CaptureReply): Fault {
  return { type: 'Unknown', afterSide: 0, raw: `unexpected ${reply.type}` };
}
