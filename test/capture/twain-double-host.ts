import { appendFileSync, readFileSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/*
 * A double of the TWAIN host, for what no virtual source can bring about: it plays a script of frames and mischief,
 * whatever verb it is started for. It knows the framing of native/twain-host/PROTOCOL.md and nothing of TWAIN.
 */

export type DoubleStep =
  /** `bytes` base64. */
  | { readonly frame: object; readonly bytes?: string }
  /** Bytes as they are, base64. */
  | { readonly raw: string }
  | { readonly words: string }
  /** Until such a line came in. */
  | { readonly until: 'go' | 'cancel' }
  | { readonly waitMs: number }
  | { readonly heartbeat: { readonly state: number; readonly busyMs: number } }
  | { readonly exit: number }
  | { readonly kill: NodeJS.Signals };

export interface DoubleScript {
  /** Null: no heartbeats at all. */
  readonly heartbeat: { readonly everyMs: number; readonly state: number; readonly busyMs: number } | null;
  readonly steps: readonly DoubleStep[];
  /** Every argument and line that came in is added here. */
  readonly log: string;
}

export function encodeFrame(frame: object, bytes: Uint8Array = new Uint8Array()): Buffer {
  const json = Buffer.from(JSON.stringify(frame));
  const head = Buffer.alloc(8);
  head.writeUInt32LE(json.length, 0);
  head.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([head, json, bytes]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await play();

async function play(): Promise<void> {
  const [scriptPath = '', ...args] = process.argv.slice(2);
  const script = JSON.parse(readFileSync(scriptPath, 'utf8')) as DoubleScript;
  appendFileSync(script.log, `${args.join(' ')}\n`);
  const seen = new Set<string>();
  const waiting = new Map<string, () => void>();
  createInterface({ input: process.stdin }).on('line', (line) => {
    appendFileSync(script.log, `${line}\n`);
    seen.add(line);
    waiting.get(line)?.();
  });
  let heartbeat: object = { state: script.heartbeat?.state, busyMs: script.heartbeat?.busyMs };
  const beat = () => writeAll(encodeFrame({ type: 'heartbeat', ...heartbeat }));
  if (script.heartbeat) {
    beat();
    setInterval(beat, script.heartbeat.everyMs);
  }
  for (const step of script.steps) {
    if ('frame' in step) writeAll(encodeFrame(step.frame, Buffer.from(step.bytes ?? '', 'base64')));
    else if ('raw' in step) writeAll(Buffer.from(step.raw, 'base64'));
    else if ('words' in step) writeSync(2, step.words);
    else if ('waitMs' in step) await delay(step.waitMs);
    else if ('heartbeat' in step) heartbeat = step.heartbeat;
    else if ('exit' in step) process.exit(step.exit);
    else if ('kill' in step) process.kill(process.pid, step.kill);
    else if (!seen.has(step.until)) {
      await new Promise<void>((resolve) => waiting.set(step.until, resolve));
    }
  }
  // A script without `exit` hangs, as a source may.
  await new Promise(() => setInterval(() => undefined, 60_000));
}

function writeAll(bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EAGAIN') throw cause;
    }
  }
}
