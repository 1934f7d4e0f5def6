/** How long the driver waits, in milliseconds, and how often it asks again. */
export interface EsclLimits {
  readonly connectMs: number;
  /** Whole exchange of a control call. */
  readonly controlMs: number;
  /** A whole side, from asking to its last byte, "not yet" answers included. */
  readonly pageMs: number;
  /** The same for a PDF, which may hold the whole stack. */
  readonly documentMs: number;
  /** Silence within the body of a side. */
  readonly bodyMs: number;
  /** Between two tries of NextDocument. */
  readonly retryMs: number;
  /** When a 503 names no time of its own. */
  readonly notReadyMs: number;
  /** A device that refuses a job as busy is asked again this long. */
  readonly busyMs: number;
  /** Tries for a side while the job is still under way. */
  readonly retries: number;
  /** Between two sides, at most, for the models that need it. */
  readonly pauseMs: number;
  readonly discoveryMs: number;
  /** A device that answered in clear text and was never seen over TLS waits so long for its TLS address. */
  readonly twinMs: number;
}

export const defaultEsclLimits: EsclLimits = {
  connectMs: 5_000,
  controlMs: 10_000,
  pageMs: 120_000,
  documentMs: 900_000,
  bodyMs: 60_000,
  retryMs: 1_000,
  notReadyMs: 2_000,
  busyMs: 30_000,
  retries: 5,
  pauseMs: 1_000,
  discoveryMs: 1_500,
  twinMs: 1_500,
};
