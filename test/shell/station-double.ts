import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commands } from '../../src/contract/commands.ts';
import type { StationEvent } from '../../src/contract/events.ts';
import { queries } from '../../src/contract/queries.ts';
import { err, ok } from '../../src/domain/result.ts';
import type { Station } from '../../src/station/station.ts';

export const knownPage = 'page:01900000-0000-7000-8000-000000000001';
export const unrenderedPage = 'page:01900000-0000-7000-8000-000000000002';

/** A station over the shells' interface: it parses as the real one does, keeps what it was asked, and holds one page. */
export interface StationDouble extends Station {
  readonly asked: { readonly door: 'run' | 'ask'; readonly name: string; readonly input: unknown }[];
  readonly uploads: Map<string, string>;
  /** What the service would give out, by hash. */
  readonly pictures: Map<string, { readonly bytes: Uint8Array<ArrayBuffer>; readonly mime: string }>;
  readonly listeners: Set<(event: StationEvent) => void>;
  isClosed: boolean;
  emit(event: StationEvent): void;
}

export async function openStationDouble(folder: string): Promise<StationDouble> {
  const pixels = Buffer.from('89504e470d0a1a0a-the-pixels-of-a-page');
  const sha256 = createHash('sha256').update(pixels).digest('hex');
  const path = join(folder, sha256);
  await writeFile(path, pixels);
  const listeners = new Set<(event: StationEvent) => void>();
  const double: StationDouble = {
    asked: [],
    uploads: new Map(),
    pictures: new Map(),
    listeners,
    isClosed: false,
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    async run(name, input) {
      const parsed = commands[name].input.safeParse(input);
      if (!parsed.success) return err({ type: 'InvalidCommand', detail: parsed.error.message });
      double.asked.push({ door: 'run', name, input });
      return ok({ revision: 1 });
    },
    async ask(name, input) {
      const parsed = queries[name].input.safeParse(input);
      if (!parsed.success) return err({ type: 'InvalidCommand', detail: parsed.error.message });
      double.asked.push({ door: 'ask', name, input });
      return ok([]);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pageFile(pageId, kind) {
      if (pageId === knownPage) {
        return { path, mime: kind === 'original' ? 'text/html' : 'image/png', sha256 };
      }
      return pageId === unrenderedPage && kind === 'original'
        ? { path: join(folder, 'gone'), mime: 'image/png', sha256: '0'.repeat(64) }
        : null;
    },
    async checkPicture(_bill, sha256) {
      const known = double.pictures.get(sha256);
      return known ?? 'not-given';
    },
    async receiveUpload(name, body) {
      const uploadId = `upload-${double.uploads.size}`;
      const target = join(folder, uploadId);
      // To disk chunk by chunk, as the real one does.
      await writeFile(target, body);
      double.uploads.set(name, target);
      return name === 'refused.pdf' ? err({ type: 'FileEmpty', name }) : ok({ uploadId });
    },
    exportFile: async (exportId) => (exportId === 'known' ? { path, name: 'platen-1.bills.zip' } : null),
    pagesRead: async () => undefined,
    synced: async () => undefined,
    async close() {
      double.isClosed = true;
    },
  };
  return double;
}

export const someEvent: StationEvent = {
  type: 'expected.changed',
  batchId: 'batch:01900000-0000-7000-8000-00000000000b',
  expected: [],
};
