import type { StationError } from '../../contract/errors.ts';
import { err, type Result } from '../../domain/result.ts';

/**
 * Shows a page of another system to the operator, in the system's browser and in no window of ours. An address may hold a
 * key: it is kept no longer than it takes to show it, and stands in no log, error, event or answer.
 */
export interface Outside {
  /** Gives the path of the shell's own under which the window has to open it, once and soon; null: it is shown. */
  show(address: string): Promise<Result<string | null, StationError>>;
}

/** The page is there, and nothing to show it. What the system said of it may hold the address, and is left out. */
export const notShown: StationError = { type: 'MatchPageRefused', reason: 'Browser', detail: '' };

/** Where nobody looks at a window. */
export const noBrowser: Outside = { show: async () => err(notShown) };
