import type { EpochMs } from '../../domain/units.ts';

/* Ports are what commands and queries know of the world. Each has one real implementation in a room beside this folder. */

export interface Clock {
  now(): EpochMs;
}

/** One line of the station's own log, structured; no amounts, names or tokens. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  event: string,
  detail: Readonly<Record<string, string | number>>,
) => void;
