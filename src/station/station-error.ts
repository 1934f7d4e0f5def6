import type { StationError } from '../contract/errors.ts';
import { StoreError } from './store/store-error.ts';

/** The words for an exception that says disk or database failed; null for a bug, which must not be dressed up as one. */
export function stationErrorOf(cause: unknown): StationError | null {
  if (cause instanceof StoreError) return cause.error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') {
    if (cause.code === 'ENOSPC' || cause.code === 'EDQUOT')
      return { type: 'DiskFull', freeBytes: 0, neededBytes: 0 };
    if (/^E[A-Z]+$/.test(cause.code)) return { type: 'StoreFailed', code: cause.code };
  }
  return null;
}
