/** One frame of the TWAIN host (native/twain-host/PROTOCOL.md): its JSON text, not yet read, and the bytes behind it. */
export interface RawFrame {
  readonly json: string;
  /** A buffer of its own that nobody else writes to; empty where the frame carries none. */
  readonly bytes: Buffer;
}

export interface FrameParser {
  /** The frames that this chunk completes. */
  push(chunk: Uint8Array): RawFrame[];
  /** Why the stream is no stream of frames from some point on, in words with the bytes; null: it is one so far. */
  failure(): string | null;
  /** Whether the stream may end here: not within a frame. */
  isBetweenFrames(): boolean;
}

const headerBytes = 8;
const defaultLimits = { jsonBytes: 1 << 20, binaryBytes: 1 << 30 };

/**
 * Cuts a stream of `u32 json, u32 binary` (little endian), JSON, bytes into frames, however it is chunked. The bytes
 * of a frame are copied once, from the chunks into a buffer of their full length.
 */
export function openFrameParser(limits = defaultLimits): FrameParser {
  let stage: 'header' | 'json' | 'bytes' = 'header';
  let part = Buffer.alloc(headerBytes);
  let filled = 0;
  let binaryBytes = 0;
  let json = '';
  let failure: string | null = null;

  function begin(next: typeof stage, length: number): void {
    stage = next;
    part = Buffer.allocUnsafeSlow(length);
    filled = 0;
  }

  function completed(): RawFrame | null {
    if (stage === 'header') {
      const jsonBytes = part.readUInt32LE(0);
      binaryBytes = part.readUInt32LE(4);
      if (jsonBytes === 0 || jsonBytes > limits.jsonBytes || binaryBytes > limits.binaryBytes) {
        failure = `not a frame: ${part.toString('hex')} (${printable(part)})`;
        return null;
      }
      begin('json', jsonBytes);
      return null;
    }
    if (stage === 'json') {
      json = part.toString('utf8');
      begin('bytes', binaryBytes);
      if (binaryBytes > 0) return null;
    }
    const frame = { json, bytes: part };
    begin('header', headerBytes);
    return frame;
  }

  return {
    push(chunk) {
      const frames: RawFrame[] = [];
      let taken = 0;
      while (failure === null && taken < chunk.length) {
        const next = chunk.subarray(taken, taken + part.length - filled);
        part.set(next, filled);
        filled += next.length;
        taken += next.length;
        if (filled < part.length) break;
        const frame = completed();
        if (frame) frames.push(frame);
      }
      return frames;
    },
    failure: () => failure,
    isBetweenFrames: () => stage === 'header' && filled === 0,
  };
}

/** What a driver that prints to our line wrote, so that support can read it. */
function printable(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[^\x20-\x7e]/g, '.');
}
