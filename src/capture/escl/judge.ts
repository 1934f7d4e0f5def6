import { type EsclFault, feederFault, httpFault } from './faults.ts';
import type { EsclLimits } from './limits.ts';
import { type EsclStatus, jobAt } from './status.ts';

/** What to do after an answer to NextDocument that was no image. */
export type Verdict =
  | { readonly type: 'again'; readonly afterMs: number }
  | { readonly type: 'end' }
  | { readonly type: 'fault'; readonly fault: EsclFault };

export interface NoImage {
  readonly httpStatus: number;
  readonly retryAfterMs: number | null;
  /** ScannerStatus read after that answer. */
  readonly status: EsclStatus;
  readonly jobPath: string;
  readonly source: 'feeder' | 'platen';
  /** Complete sides of this job so far. */
  readonly sides: number;
  /** Answers without an image since the last side, this one left out. */
  readonly refusals: number;
  /** Since this side was first asked for. */
  readonly waitedMs: number;
}

/** A feeder in one of these states has nothing against the stack being through. */
const endingAdfStates = ['ScannerAdfEmpty', 'ScannerAdfLoaded', 'ScannerAdfProcessing'];

/**
 * Decides by the job and the feeder, never by the HTTP status alone. A stack is through only if its job is Completed
 * and the feeder is empty, loaded or processing; firmware is known to say 404 for "not yet", so a 404 is
 * heard twice before it is believed. Whatever cannot be explained is a fault, never an end.
 */
export function judge(answer: NoImage, limits: EsclLimits): Verdict {
  const { httpStatus } = answer;
  if (httpStatus === 401 || httpStatus === 403) return { type: 'fault', fault: httpFault(httpStatus) };
  const saysNoMore = httpStatus === 404 || httpStatus === 410;
  if (saysNoMore && answer.refusals === 0) return { type: 'again', afterMs: limits.retryMs };

  const feeder = answer.source === 'feeder' ? feederFault(answer.status.adfState) : null;
  if (feeder) return { type: 'fault', fault: feeder };

  const job = jobAt(answer.status, answer.jobPath);
  if (job?.state === 'Canceled') return { type: 'fault', fault: { type: 'Cancelled', raw: inWords(answer) } };
  if (job?.state === 'Aborted')
    return { type: 'fault', fault: { type: 'CommunicationError', raw: inWords(answer) } };
  if (saysNoMore && job?.state === 'Completed') return ending(answer, job.imagesCompleted);

  const isUnderWay = job?.state === 'Processing' || job?.state === 'Pending';
  if (httpStatus === 503 && (isUnderWay || answer.refusals < limits.retries)) {
    if (answer.waitedMs >= limits.pageMs)
      return { type: 'fault', fault: { type: 'DriverTimeout', raw: inWords(answer) } };
    return { type: 'again', afterMs: answer.retryAfterMs ?? limits.notReadyMs };
  }
  if (isUnderWay && answer.refusals < limits.retries) return { type: 'again', afterMs: limits.retryMs };
  return {
    type: 'fault',
    fault: { type: saysNoMore ? 'Unknown' : httpFault(httpStatus).type, raw: inWords(answer) },
  };
}

function ending(answer: NoImage, imagesCompleted: number | null): Verdict {
  const isThrough = answer.source === 'platen' || endingAdfStates.includes(answer.status.adfState ?? '');
  if (!isThrough) return { type: 'fault', fault: { type: 'Unknown', raw: inWords(answer) } };
  // The device counts more sides than came here: some were lost on the way, and nobody may take this for the end.
  if (imagesCompleted !== null && imagesCompleted > answer.sides) {
    return {
      type: 'fault',
      fault: { type: 'CommunicationError', raw: `${inWords(answer)}, ${answer.sides} came` },
    };
  }
  return { type: 'end' };
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
