import { setTimeout as delay } from 'node:timers/promises';
import type { SaneDevice } from './device.ts';
import type { RawParameters } from './libsane.ts';
import type { SaneLimits } from './limits.ts';
import type { PageBuffers } from './page-buffers.ts';
import type { SaneStatus } from './status.ts';
import { DriverHung } from './watch.ts';

/** What one `sane_start` brings: a whole side, or one of its three colours. */
export interface Frame {
  readonly channels: 'gray' | 'rgb' | 'red' | 'green' | 'blue';
  readonly depth: 1 | 8 | 16;
  readonly width: number;
  readonly height: number;
  /** At least as many as the pixels need. */
  readonly bytesPerLine: number;
  /** A page buffer; the frame lies at its start. */
  readonly bytes: Buffer;
}

export type FrameRead =
  | { readonly type: 'frame'; readonly frame: Frame }
  /** Ended at EOF, with fewer bytes than a frame has. */
  | { readonly type: 'short'; readonly bytes: number; readonly expected: number }
  | { readonly type: 'status'; readonly status: SaneStatus; readonly bytes: number }
  | { readonly type: 'unknown'; readonly what: string };

const channelsByFormat = ['gray', 'rgb', 'red', 'green', 'blue'] as const;
const depths = [1, 8, 16] as const;
/** Larger reads gain nothing. */
const readBytes = 1 << 20;
/** A first guess for a sheet of unknown height. */
const unknownHeightBytes = 16 << 20;
const idleMs = 5;

/** Reads to the end of the frame. Parameters count only as they are after `sane_start`; before, they are guesses. */
export async function readFrame(
  device: SaneDevice,
  parameters: RawParameters,
  buffers: PageBuffers,
  limits: SaneLimits,
  signal: AbortSignal,
): Promise<FrameRead> {
  const channels = channelsByFormat[parameters.format];
  const depth = depths.find((one) => one === parameters.depth);
  const { bytes_per_line: bytesPerLine, pixels_per_line: width, lines } = parameters;
  const isSound = channels && depth && width > 0 && bytesPerLine >= rowBytes(channels, depth, width);
  if (!isSound || lines === 0) return { type: 'unknown', what: `frame ${JSON.stringify(parameters)}` };

  const expected = lines > 0 ? lines * bytesPerLine : null;
  // Room for one more read: only that tells the end of a full buffer.
  let buffer = buffers.take((expected ?? unknownHeightBytes) + readBytes);
  let length = 0;
  let heardAt = performance.now();
  let isKept = false;
  try {
    for (;;) {
      // A cancel may have come between two reads, and backends then end a page as if it were whole.
      if (signal.aborted) return { type: 'status', status: 'CANCELLED', bytes: length };
      if (buffer.length - length < readBytes) buffer = buffers.grow(buffer, length);
      const { status, bytes } = await device.read(buffer.subarray(length, length + readBytes));
      length += bytes;
      if (status === 'EOF') break;
      if (status !== 'GOOD') return { type: 'status', status, bytes: length };
      if (bytes > 0) heardAt = performance.now();
      else if (performance.now() - heardAt > limits.readMs) {
        throw new DriverHung(`sane_read: no bytes in ${limits.readMs} ms`);
      } else await delay(idleMs);
    }
    // A device that counts its lines wrongly may send more; what it sent is all kept.
    const height = Math.floor(length / bytesPerLine);
    const needed = expected ?? Math.max(1, Math.ceil(length / bytesPerLine)) * bytesPerLine;
    if (length < needed) return { type: 'short', bytes: length, expected: needed };
    isKept = true;
    return { type: 'frame', frame: { channels, depth, width, height, bytesPerLine, bytes: buffer } };
  } finally {
    if (!isKept) buffers.give(buffer);
  }
}

/** Bytes of a row without padding. At one bit each colour has its own bytes. */
export function rowBytes(channels: Frame['channels'], depth: Frame['depth'], width: number): number {
  const samples = channels === 'rgb' ? 3 : 1;
  return depth === 1 ? Math.ceil(width / 8) * samples : width * samples * (depth / 8);
}
