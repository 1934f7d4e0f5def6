import { collectServiceBlobs } from '../match-service/server.ts';

/** The match service's own clearing up, for the command line, which knows the service by its workers only. */
export const collectBlobs = collectServiceBlobs;
