import type { Log } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';

/**
 * Uploads in the hands of imports. One that was taken in whole goes when no import has it any more; one of which anything
 * failed or was left stays: it may be the only copy there is of it here.
 */
export interface TakenUploads {
  /** An import begins; an upload it names twice is held twice. */
  hold(uploadIds: readonly string[]): void;
  /** It lets go of one. `whole`: every page of it is durable. Throws nothing: a file too many does no harm. */
  release(uploadId: string, outcome: 'whole' | 'left'): Promise<void>;
}

export function openTakenUploads({
  files,
  log,
}: {
  readonly files: Pick<Files, 'dropUpload'>;
  readonly log: Log;
}): TakenUploads {
  const held = new Map<string, { holders: number; isWhole: boolean }>();
  return {
    hold(uploadIds) {
      for (const uploadId of uploadIds) {
        const known = held.get(uploadId) ?? { holders: 0, isWhole: false };
        held.set(uploadId, { ...known, holders: known.holders + 1 });
      }
    },
    async release(uploadId, outcome) {
      const known = held.get(uploadId) ?? { holders: 1, isWhole: false };
      const next = { holders: known.holders - 1, isWhole: known.isWhole || outcome === 'whole' };
      if (next.holders > 0) {
        held.set(uploadId, next);
        return;
      }
      held.delete(uploadId);
      if (!next.isWhole) return;
      try {
        await files.dropUpload(uploadId);
      } catch (cause) {
        log('warn', 'uploads.not-dropped', { uploadId, error: String(cause) });
      }
    },
  };
}
