import type { SessionState } from '../../contract/queries.ts';

/** Nobody is signed in, or the station is locked: it tells nothing of the documents. */
export function isClosed(session: SessionState | null): boolean {
  return session?.state === 'signedOut' || session?.state === 'locked';
}
