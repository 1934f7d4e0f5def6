/** Buffers of whole pages, used again and again: a page of 26 MB asked of the system each time stops the event loop. */
export interface PageBuffers {
  /** At least so many bytes, with whatever was in them before. */
  take(bytes: number): Buffer;
  /** A larger one with the first `length` bytes; the smaller one is given back. */
  grow(buffer: Buffer, length: number): Buffer;
  give(buffer: Buffer): void;
}

/** One side being read, two being encoded; a side of three frames takes three. */
const mostKept = 5;

export function openPageBuffers(): PageBuffers {
  const free: Buffer[] = [];

  function take(bytes: number): Buffer {
    const at = free.findIndex((buffer) => buffer.length >= bytes);
    const found = at >= 0 ? free.splice(at, 1)[0] : undefined;
    return found ?? Buffer.allocUnsafeSlow(bytes);
  }

  function give(buffer: Buffer): void {
    free.push(buffer);
    free.sort((one, other) => one.length - other.length);
    // Too small for the pages that come, as a rule.
    if (free.length > mostKept) free.shift();
  }

  return {
    take,
    give,
    grow(buffer, length) {
      const larger = take(buffer.length * 2);
      buffer.copy(larger, 0, 0, length);
      give(buffer);
      return larger;
    },
  };
}
