import { moveServiceStore } from '../match-service/server.ts';

/** The match service's own moving house, for the command line, which knows the service by its workers only. */
export const moveMatchService = moveServiceStore;
