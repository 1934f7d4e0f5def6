import type { RawSide } from '../spool-raw-side.ts';
import type { SaneDevice } from './device.ts';
import { type Frame, readFrame } from './frame.ts';
import type { SaneLimits } from './limits.ts';
import { sideSensor } from './options.ts';
import type { PageBuffers } from './page-buffers.ts';
import { sideOfFrames } from './raw-side.ts';
import {
  jamFault,
  type SaneFault,
  type SaneStatus,
  type SensorValues,
  sensorsOfAJam,
  statusFault,
} from './status.ts';
import { DriverHung } from './watch.ts';

/** What came of asking the device for one more side. */
export type SideRead =
  | {
      readonly type: 'side';
      readonly pixels: Omit<RawSide, 'dpi'>;
      /** Null where the device does not say. */
      readonly side: 'front' | 'back' | null;
      /** The pixels are no longer needed. */
      release(): void;
    }
  /** The feeder says that it is empty, and nothing of a side had come. */
  | { readonly type: 'empty'; readonly raw: string }
  | { readonly type: 'cancelled' }
  | { readonly type: 'fault'; readonly fault: SaneFault };

export interface SideReader {
  readonly device: SaneDevice;
  readonly buffers: PageBuffers;
  readonly limits: SaneLimits;
  readonly signal: AbortSignal;
}

/** Reads all frames of the next side. A side is one only if every byte of it came and nobody has cancelled. */
export async function readSide(reader: SideReader): Promise<SideRead> {
  const frames: Frame[] = [];
  let isKept = false;
  const release = () => {
    for (const { bytes } of frames) reader.buffers.give(bytes);
  };
  try {
    const read = await readFrames(reader, frames);
    if (reader.signal.aborted) return { type: 'cancelled' };
    if (read.type !== 'whole') return read;
    const pixels = sideOfFrames(frames);
    if (!pixels) {
      const told = frames.map(({ channels, width, height }) => `${channels} ${width} x ${height}`);
      return {
        type: 'fault',
        fault: { type: 'Unknown', raw: `frames that do not match: ${told.join(', ')}` },
      };
    }
    isKept = true;
    return { type: 'side', pixels, side: read.side, release };
  } catch (cause) {
    if (!(cause instanceof DriverHung)) throw cause;
    if (reader.signal.aborted) return { type: 'cancelled' };
    return { type: 'fault', fault: { type: 'DriverTimeout', raw: cause.message } };
  } finally {
    if (!isKept) release();
  }
}

type Whole = { readonly type: 'whole'; readonly side: 'front' | 'back' | null };

/** Fills `frames` with those of one side. */
async function readFrames(
  reader: SideReader,
  frames: Frame[],
): Promise<Whole | Exclude<SideRead, { type: 'side' }>> {
  const { device, buffers, limits, signal } = reader;
  let side: 'front' | 'back' | null = null;
  for (;;) {
    const started = signal.aborted ? 'CANCELLED' : await startFrame(device);
    if (started !== 'GOOD') return ending(reader, started, 'sane_start', frames.length);
    const { status, parameters } = await device.parameters();
    if (status !== 'GOOD') return ending(reader, status, 'sane_get_parameters', 1);
    if (frames.length === 0) side = await sideNow(device);
    const read = await readFrame(device, parameters, buffers, limits, signal);
    switch (read.type) {
      case 'status':
        return ending(reader, read.status, 'sane_read', frames.length + read.bytes);
      case 'short':
        return {
          type: 'fault',
          fault: { type: 'TruncatedPage', raw: `${read.bytes} of ${read.expected} bytes at SANE_STATUS_EOF` },
        };
      case 'unknown':
        return { type: 'fault', fault: { type: 'Unsupported', raw: read.what } };
      case 'frame':
        frames.push(read.frame);
    }
    const isOneOfThree = !['gray', 'rgb'].includes(read.frame.channels);
    if (!isOneOfThree || frames.length === 3) return { type: 'whole', side };
  }
}

/** Some backends say EOF once between two pages, before they start the next. */
async function startFrame(device: SaneDevice): Promise<SaneStatus> {
  const status = await device.start();
  return status === 'EOF' ? device.start() : status;
}

/** `begun`: more than nothing of this side had come. */
async function ending(
  { device, signal }: SideReader,
  status: SaneStatus,
  during: string,
  begun: number,
): Promise<Exclude<SideRead, { type: 'side' }>> {
  if (signal.aborted) return { type: 'cancelled' };
  const fault = statusFault(status, during);
  if (status === 'JAMMED') return { type: 'fault', fault: jamFault(during, await sensorsOf(device)) };
  if (status !== 'NO_DOCS') return { type: 'fault', fault };
  if (begun === 0) return { type: 'empty', raw: fault.raw ?? status };
  return { type: 'fault', fault: { ...fault, type: 'TruncatedPage' } };
}

async function sensorsOf(device: SaneDevice): Promise<SensorValues> {
  const values = new Map<string, string>();
  for (const name of sensorsOfAJam) {
    const option = device.option(name);
    const value = option && (await device.get(option));
    if (value !== null) values.set(name, value);
  }
  return values;
}

async function sideNow(device: SaneDevice): Promise<'front' | 'back' | null> {
  const option = device.option(sideSensor);
  const value = option?.type === 'switch' ? await device.get(option) : null;
  return value === null ? null : value === 'yes' ? 'back' : 'front';
}
