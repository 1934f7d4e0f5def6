import { type EsclFault, feederFault, httpFault } from './faults.ts';
import type { EsclLimits } from './limits.ts';
import type { Quirks } from './quirks.ts';
import { type EsclJob, type EsclStatus, jobAt } from './status.ts';

/** What to do after an answer to NextDocument that was no image. */
export type Verdict =
  | { readonly type: 'again'; readonly afterMs: number }
  | StackEnd
  | { readonly type: 'fault'; readonly fault: EsclFault };

/** `evidence`: what says so: the finished job, the one side of the glass, or only the empty feeder. */
export interface StackEnd {
  readonly type: 'end';
  readonly evidence: 'job' | 'glass' | 'feeder';
  /** As the device counts them, where its job is still listed. */
  readonly imagesCompleted: number | null;
}

export interface NoImage {
  readonly httpStatus: number;
  readonly retryAfterMs: number | null;
  /** ScannerStatus read after that answer. */
  readonly status: EsclStatus;
  readonly jobPath: string;
  readonly source: 'feeder' | 'platen';
  /** The device was told to leave blank sides out: it may count more than it sends. */
  readonly isBlankRemoved: boolean;
  /** Complete sides of this job so far. */
  readonly sides: number;
  /** Answers without an image since the last side, this one left out. */
  readonly refusals: number;
  /** Since this side was first asked for. */
  readonly waitedMs: number;
  /** How long a side may be waited for. */
  readonly limitMs: number;
}

/** A feeder in one of these states has nothing against the stack being through. */
const endingAdfStates = ['ScannerAdfEmpty', 'ScannerAdfLoaded', 'ScannerAdfProcessing'];

/**
 * Decides by the job and the feeder, never by the HTTP status alone. A stack is through only if its job is Completed
 * and the feeder is empty, loaded or processing; firmware is known to say 404 for "not yet", so a 404 is
 * heard twice before it is believed, unless job, feeder and count agree. Whatever cannot be explained is a fault, never an end.
 */
export function judge(answer: NoImage, limits: EsclLimits, quirks: Quirks): Verdict {
  const { httpStatus, refusals } = answer;
  if (httpStatus === 401 || httpStatus === 403) return fault(httpFault(httpStatus));
  const saysNoMore = httpStatus === 404 || httpStatus === 410;
  const job = jobAt(answer.status, answer.jobPath);
  if (saysNoMore && refusals === 0 && !isProven(answer, job))
    return { type: 'again', afterMs: limits.retryMs };

  const adfState = feederState(answer, job, quirks);
  const feeder = answer.source === 'feeder' ? feederFault(adfState) : null;
  if (feeder) return fault(feeder);

  if (job?.state === 'Canceled') return fault({ type: 'Cancelled', raw: inWords(answer) });
  if (job?.state === 'Aborted') return fault({ type: 'CommunicationError', raw: inWords(answer) });
  if (saysNoMore && job?.state === 'Completed') return ending(answer, job, adfState);
  if (saysNoMore && job === null && answer.sides > 0) {
    const forgotten = forgottenJob(answer, adfState, limits);
    if (forgotten) return forgotten;
  }

  const isUnderWay = job?.state === 'Processing' || job?.state === 'Pending';
  const retries = Math.max(limits.retries, quirks.retries);
  const isBusy = httpStatus === 503 && (isUnderWay || refusals < retries);
  if (isBusy || (isUnderWay && quirks.notYet.includes(httpStatus))) {
    if (answer.waitedMs >= answer.limitMs) return fault({ type: 'DriverTimeout', raw: inWords(answer) });
    return { type: 'again', afterMs: answer.retryAfterMs ?? limits.notReadyMs };
  }
  if (isUnderWay && refusals < retries) return { type: 'again', afterMs: limits.retryMs };
  return fault({ type: saysNoMore ? 'Unknown' : httpFault(httpStatus).type, raw: inWords(answer) });
}

/** The job, the feeder and the count all say the same: nothing is gained by asking again. */
function isProven(answer: NoImage, job: EsclJob | null): boolean {
  return (
    job?.state === 'Completed' &&
    answer.status.adfState === 'ScannerAdfEmpty' &&
    job.imagesCompleted === answer.sides &&
    answer.sides > 0
  );
}

function ending(answer: NoImage, { imagesCompleted }: EsclJob, adfState: string | null): Verdict {
  const isThrough = answer.source === 'platen' || endingAdfStates.includes(adfState ?? '');
  if (!isThrough) return fault({ type: 'Unknown', raw: inWords(answer) });
  // The device counts more sides than came here: some were lost on the way, and nobody may take this for the end.
  if (imagesCompleted !== null && imagesCompleted > answer.sides && !answer.isBlankRemoved) {
    return fault({ type: 'CommunicationError', raw: `${inWords(answer)}, ${answer.sides} came` });
  }
  if (answer.sides === 0 && !answer.isBlankRemoved) {
    return fault({ type: adfState === 'ScannerAdfEmpty' ? 'FeederEmpty' : 'Unknown', raw: inWords(answer) });
  }
  return { type: 'end', evidence: 'job', imagesCompleted };
}

/** Some devices drop a finished job from their list at once. The glass has no more than the side that came. */
function forgottenJob(answer: NoImage, adfState: string | null, limits: EsclLimits): Verdict | null {
  if (answer.source === 'platen') return { type: 'end', evidence: 'glass', imagesCompleted: null };
  if (adfState !== 'ScannerAdfEmpty') return null;
  // Without a job the feeder is all there is: it and the 404 are asked for once more.
  if (answer.refusals < 2) return { type: 'again', afterMs: limits.retryMs };
  return { type: 'end', evidence: 'feeder', imagesCompleted: null };
}

/** A jam is believed of every model while its job is not through. */
function feederState({ status }: NoImage, job: EsclJob | null, quirks: Quirks): string | null {
  const isMisnamed = quirks.saysJamForEmpty && job?.state === 'Completed';
  return isMisnamed && status.adfState === 'ScannerAdfJam' ? 'ScannerAdfEmpty' : status.adfState;
}

function fault(what: EsclFault): Verdict {
  return { type: 'fault', fault: what };
}

function inWords(answer: NoImage): string {
  const job = jobAt(answer.status, answer.jobPath);
  const told = job ? `job ${job.state ?? 'without state'}` : 'job not listed';
  return [
    `HTTP ${answer.httpStatus}`,
    job?.reason ? `${told} (${job.reason})` : told,
    `feeder ${answer.status.adfState ?? 'without state'}`,
    ...(job?.imagesCompleted == null ? [] : [`${job.imagesCompleted} images`]),
  ].join(', ');
}
