import type { CaptureJob } from '../../contract/queries.ts';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import { type StackEnd, stackEnd } from '../station/stacks.ts';
import { goOn } from './capturing.ts';
import { type ActionContext, latestCapture, told } from './context.ts';
import { roleRefusal } from './role-refusal.ts';

/** What an operator can answer to a fault. */
export type FaultAnswer =
  /** Go on with the next sheet; a sheet of which only the front came goes in again. */
  | 'resume'
  /** The sheets that went in together count as they came; go on with the next. */
  | 'keep'
  /** The last sheet and what went in with it are scanned again. */
  | 'rescan'
  /** Take the certificate the scanner shows now, and go on. */
  | 'trust'
  | 'stop';

/** The answers to a fault, in the order of their digits. */
export function answersTo(job: CaptureJob, end: StackEnd): readonly FaultAnswer[] {
  // Files that were not reached are imported again; there is no feeder to go on with.
  if (job.kind === 'import') return ['stop'];
  if (job.fault?.type === 'CertificateChanged') return ['resume', 'trust', 'stop'];
  if (job.fault?.type === 'DoubleFeed' && job.sidesTaken > 0) {
    // A front without its back cannot be kept.
    return end.half ? ['rescan', 'stop'] : ['keep', 'rescan', 'stop'];
  }
  return ['resume', 'stop'];
}

/** Why whoever is signed in may not give this answer; null where they may. */
export function answerRefusal(context: ActionContext, how: FaultAnswer): MessageKey | null {
  return how === 'trust' ? roleRefusal(context.now, 'scanners.trustAgain') : null;
}

/** What Scan does: of all answers the one that can lose no sheet. */
export function mainAnswer(answers: readonly FaultAnswer[]): FaultAnswer {
  return answers.find((one) => one === 'rescan') ?? answers.find((one) => one === 'resume') ?? 'stop';
}

/** The capture that stopped and has not been answered. */
export function waitingFault(context: ActionContext): CaptureJob | null {
  const latest = latestCapture(context.batch);
  return latest?.state === 'fault' && !context.ui.dismissedCaptures.has(latest.id) ? latest : null;
}

export function defaultAnswer(context: ActionContext, job: CaptureJob): void | Promise<void> {
  if (!context.batch) return;
  const end = stackEnd(context.batch, job);
  return answer(context, job, mainAnswer(answersTo(job, end)));
}

export async function answer(context: ActionContext, job: CaptureJob, how: FaultAnswer): Promise<void> {
  if (!context.batch || answerRefusal(context, how) !== null) return;
  const end = stackEnd(context.batch, job);
  const half = end.half ? [end.half] : [];
  switch (how) {
    case 'keep':
      return goOn(context, job, []);
    case 'resume':
      return goOn(context, job, half);
    case 'rescan':
      return goOn(context, job, end.half ? half : end.lastSheet);
    case 'trust': {
      const { deviceId } = job;
      if (deviceId && told(context, await context.station.client.run('scanners.trustAgain', { deviceId })))
        await goOn(context, job, half);
      return;
    }
    case 'stop':
      return dismiss(context, job);
  }
}

/** Puts a fault or its failures aside; what was kept stays. */
export function dismiss(context: ActionContext, job: CaptureJob): void {
  context.workbench.set(({ dismissedCaptures, focusTree }) => ({
    dismissedCaptures: new Set([...dismissedCaptures, job.id]),
    focusTree: focusTree + 1,
  }));
}
