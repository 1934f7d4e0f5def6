/** How long the driver waits, in milliseconds, and how often it asks again. */
export interface EsclLimits {
  readonly connectMs: number;
  /** Whole exchange of a control call. */
  readonly controlMs: number;
  /** A whole side, from asking to its last byte, "not yet" answers included. */
  readonly pageMs: number;
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
  readonly discoveryMs: number;
}

export const defaultEsclLimits: EsclLimits = {
  connectMs: 5_000,
  controlMs: 10_000,
  pageMs: 120_000,
  bodyMs: 60_000,
  retryMs: 1_000,
  notReadyMs: 2_000,
  busyMs: 30_000,
  retries: 5,
  discoveryMs: 1_500,
};

/** Models that need more patience than others, by what they call themselves. */
const retriesByModel: readonly (readonly [RegExp, number])[] = [[/HP LaserJet.*M28w/i, 30]];

export function limitsForModel(limits: EsclLimits, model: string): EsclLimits {
  const patient = retriesByModel.find(([pattern]) => pattern.test(model));
  return patient ? { ...limits, retries: Math.max(limits.retries, patient[1]) } : limits;
}
