import type { EpochMs } from '../../domain/units.ts';
import type { Store } from '../ports/store.ts';

/** Where the reading of everything stands. */
export interface ScrubRecord {
  /** The last page read; null between two rounds. */
  readonly cursor: string | null;
  readonly startedAt: EpochMs | null;
  readonly doneAt: EpochMs | null;
  readonly checked: number;
  /** Pages of the round of which something was not as it was stored, mended or not. */
  readonly found: number;
}

export interface ScrubRecords {
  read(): ScrubRecord;
  /** Newer than what is kept, for whoever looks. */
  tell(record: ScrubRecord): void;
  write(record: ScrubRecord): void;
}

const key = 'scrub';
const none: ScrubRecord = { cursor: null, startedAt: null, doneAt: null, checked: 0, found: 0 };

export function openScrubRecords(store: Pick<Store, 'readSetting' | 'writeSetting'>): ScrubRecords {
  let record: ScrubRecord | null = null;
  return {
    read() {
      record ??= { ...none, ...JSON.parse(store.readSetting(key) ?? '{}') };
      return record ?? none;
    },
    tell(next) {
      record = next;
    },
    write(next) {
      record = next;
      store.writeSetting(key, JSON.stringify(next));
    },
  };
}
