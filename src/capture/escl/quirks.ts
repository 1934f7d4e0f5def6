/** In what a model differs from the protocol; told by what it calls itself, as nothing else tells it. */
export interface Quirks {
  /** Tries for a side while its job is under way, where the usual ones are too few. */
  readonly retries: number;
  /** HTTP statuses that mean "not yet", beside 503, while its job is under way. */
  readonly notYet: readonly number[];
  /** Asked for the next side at once it takes its feeder for empty. */
  readonly needsPause: boolean;
  /** Calls an empty feeder jammed. */
  readonly saysJamForEmpty: boolean;
  /** Takes a job only under this Host name. */
  readonly jobHost: string | null;
}

const none: Quirks = { retries: 0, notYet: [], needsPause: false, saysJamForEmpty: false, jobHost: null };

/**
 * As learned by the authors of sane-airscan, for HP's Host name in its issues 92, 98 and 116: it must not be sent to
 * others.
 */
const quirksByModel: readonly (readonly [RegExp, Partial<Quirks>])[] = [
  [/HP LaserJet.*M28w/i, { retries: 30 }],
  [/^Brother\b/i, { needsPause: true }],
  [/^(Xerox\b.*)?\bB2[01]5\b/i, { notYet: [404, 410] }],
  [/\bWorkCentre 3345\b/i, { notYet: [404, 410], saysJamForEmpty: true }],
  [/^HP .*\b(E77660|E77830|M480|M577|M578|M630|M682|MFP 586|P77960)\b/i, { jobHost: 'localhost' }],
];

export function quirksOf(model: string): Quirks {
  return Object.assign(
    {},
    none,
    ...quirksByModel.filter(([pattern]) => pattern.test(model)).map(([, more]) => more),
  );
}
