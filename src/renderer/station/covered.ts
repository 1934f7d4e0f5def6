import { isClosed } from './closed.ts';
import type { StationState } from './station.ts';

/** Nothing of the work may be read or reached: nobody is signed in, the station is locked, or it has not said yet. */
export function isCovered({ session, batch }: Pick<StationState, 'session' | 'batch'>): boolean {
  if (!session) return batch !== null;
  return isClosed(session);
}
