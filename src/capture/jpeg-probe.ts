/** Watches a JPEG go by in chunks, so that a side is never held in memory to be judged. */
export interface JpegProbe {
  push(chunk: Uint8Array): void;
  verdict(): JpegVerdict;
}

export type JpegVerdict =
  | { readonly type: 'complete'; readonly width: number; readonly height: number }
  /** Begins as a JPEG and stops before its end marker. */
  | { readonly type: 'truncated' }
  | { readonly type: 'not-jpeg' };

const startOfImage = 0xd8;
const startOfScan = 0xda;
const endOfImage = 0xd9;

/** Markers by ITU-T T.81, annex B. Zero bytes and line ends after the end marker are taken as padding. */
export function openJpegProbe(): JpegProbe {
  let head: Buffer = Buffer.alloc(0);
  let toSkip = 0;
  let stage: 'start' | 'segments' | 'scan' | 'not-jpeg' = 'start';
  let size: { width: number; height: number } | null = null;
  let beforeLast = 0;
  let last = 0;

  function readSegments(): void {
    while (stage === 'segments') {
      const skipped = Math.min(toSkip, head.length);
      head = head.subarray(skipped);
      toSkip -= skipped;
      if (toSkip > 0 || head.length < 9) return;
      if (head[0] !== 0xff) {
        stage = 'not-jpeg';
        return;
      }
      const marker = head[1] ?? 0;
      if (marker === 0xff) {
        toSkip = 1;
        continue;
      }
      if (isFrameHeader(marker)) size = { height: head.readUInt16BE(5), width: head.readUInt16BE(7) };
      if (marker === startOfScan) stage = 'scan';
      toSkip = 2 + head.readUInt16BE(2);
    }
  }

  return {
    push(chunk) {
      for (let at = Math.max(0, chunk.length - 4096); at < chunk.length; at += 1) {
        const byte = chunk[at] ?? 0;
        if (isPadding(byte) && beforeLast === 0xff && last === endOfImage) continue;
        beforeLast = last;
        last = byte;
      }
      if (stage === 'scan' || stage === 'not-jpeg') return;
      head = Buffer.concat([head, chunk]);
      if (stage === 'start') {
        if (head.length < 2) return;
        stage = head[0] === 0xff && head[1] === startOfImage ? 'segments' : 'not-jpeg';
        toSkip = 2;
      }
      readSegments();
    },
    verdict() {
      if (stage === 'not-jpeg') return { type: 'not-jpeg' };
      if (stage !== 'scan' || !size || beforeLast !== 0xff || last !== endOfImage)
        return { type: 'truncated' };
      return { type: 'complete', ...size };
    },
  };
}

/** SOF0..SOF15 without DHT (C4), JPG (C8) and DAC (CC). */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function isPadding(byte: number): boolean {
  return byte === 0x00 || byte === 0x0a || byte === 0x0d;
}
