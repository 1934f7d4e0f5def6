import type { BlobStore, StoredBlob } from '../blobs/blob-store.ts';

export interface BlobCount {
  readonly blobs: number;
  readonly bytes: number;
}

const atOnce = 4;

/**
 * Brings every blob over that is not there yet in its full size, each held against its hash on both ends. Throws at one that
 * is damaged, and where the target is full. `onBlob` is told of each that is there, brought now or before.
 */
export async function copyBlobs(from: BlobStore, to: BlobStore, onBlob: () => void): Promise<void> {
  const waiting = from.list()[Symbol.asyncIterator]();
  async function work(): Promise<void> {
    for (;;) {
      const next = await waiting.next();
      if (next.done) return;
      await copy(next.value);
      onBlob();
    }
  }
  async function copy({ sha256, bytes }: StoredBlob): Promise<void> {
    if ((await to.sizeOf(sha256)) === bytes) return;
    const content = await from.read(sha256);
    const put = await to.put(sha256, once(content));
    if (!put.ok) throw new Error(`blob ${sha256} is not taken: ${put.error.type}`);
  }
  await Promise.all(Array.from({ length: atOnce }, work));
}

export async function countBlobs(blobs: BlobStore): Promise<BlobCount> {
  const count = { blobs: 0, bytes: 0 };
  for await (const { bytes } of blobs.list()) {
    count.blobs += 1;
    count.bytes += bytes;
  }
  return count;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
