/** How long the driver waits for its host, in milliseconds. */
export interface TwainLimits {
  /** From starting the host to its first byte. */
  readonly startMs: number;
  /** No byte at all, heartbeats included, while one is waited for. */
  readonly silenceMs: number;
  /** One call into the source, or any wait, before the source is enabled (state 5). */
  readonly openingMs: number;
  /** The same from there on: a whole side. */
  readonly pageMs: number;
  /** All of `list`: the source manager loads every source it knows. */
  readonly listMs: number;
  /** Taking the source down after a cancel, a fault or the end. */
  readonly closingMs: number;
  /** Bytes still in the pipe after the process has gone. */
  readonly drainMs: number;
}

export const defaultTwainLimits: TwainLimits = {
  startMs: 30_000,
  silenceMs: 10_000,
  openingMs: 60_000,
  pageMs: 120_000,
  listMs: 20_000,
  closingMs: 10_000,
  drainMs: 1_000,
};
