import type { StationStatus } from '../../../contract/queries.ts';
import type { QueueLine } from '../../../contract/queue-shapes.ts';
import { erpStepOf } from '../../../domain/rules/bill-standing.ts';
import { formatDateTime } from '../../../i18n/format.ts';
import type { Text } from '../../../i18n/text.ts';
import type { MessageKey } from '../../../i18n/zh-CN.ts';
import { wordError } from '../../components/error-words.ts';

/** Why a bill stands where it does, and what to do about it. */
export interface Ways {
  readonly tone: 'quiet' | 'warn' | 'bad';
  /** The reason, in the words of who gave it; null where there is none. */
  readonly reason: string | null;
  readonly todo: string;
  /** Where that is done, if not here. */
  readonly at: 'service' | null;
}

/** `status`: what holds up every bill, whatever the bill itself met. */
export function waysOf(
  line: QueueLine,
  status: Pick<StationStatus, 'service' | 'queue'> | null,
  text: Text,
): Ways {
  const { standing, error, held, handOver, stage } = line;
  if (standing === 'queued' && status?.queue.pace.state === 'paused')
    return { tone: 'warn', reason: text('queue.paused'), todo: text('queue.paused.do'), at: null };
  // Before any bill met it: the service was asked for its news first.
  if (standing === 'queued' && isShutOut(status?.service ?? null))
    return {
      tone: 'warn',
      reason: text('error.SignInNeeded.what'),
      todo: text('error.SignInNeeded.do'),
      at: 'service',
    };
  if (standing === 'queued' && error === null && status?.service.state === 'unreachable')
    return {
      tone: 'warn',
      reason: text('error.ServiceUnreachable.what'),
      todo: text('error.ServiceUnreachable.do'),
      at: null,
    };
  if (standing === 'queued' && status?.service.address === null)
    return {
      tone: 'warn',
      reason: text('status.service.none'),
      todo: text('queue.noService.do'),
      at: 'service',
    };
  if (error !== null && (standing === 'queued' || standing === 'parked')) {
    const { what, todo } = wordError(error, text);
    const at = error.type === 'SignInNeeded' ? 'service' : null;
    return { tone: standing === 'parked' ? 'bad' : 'warn', reason: what, todo, at };
  }
  if (held !== null) {
    const at = formatDateTime(held.at);
    return {
      tone: 'warn',
      reason: text(`queue.held.${held.type}`, { ...held, at }),
      todo: text(explainKey(line)),
      at: null,
    };
  }
  const reason = handOver?.reason ? text('erp.reason', { reason: handOver.reason }) : null;
  const todo = text(explainKey(line));
  if (standing === 'submitFailed') return { tone: 'bad', reason, todo, at: null };
  if (standing === 'matchFailed' || standing === 'returned')
    return { tone: 'warn', reason: null, todo, at: null };
  const waits = standing === 'matched' && erpStepOf(handOver, stage) === 'submit';
  return { tone: waits ? 'warn' : 'quiet', reason: waits ? text('erp.waiting') : reason, todo, at: null };
}

function isShutOut(service: StationStatus['service'] | null): boolean {
  return service !== null && service.address !== null && !['shared', 'enrolled'].includes(service.signIn);
}

function explainKey({ standing, handOver, stage }: QueueLine): MessageKey {
  const step = erpStepOf(handOver, stage);
  if (standing === 'matched' && step === 'submit') return 'erp.waiting.explain';
  if (standing === 'submitFailed' && step === 'submit-looked-up') return 'erp.unknown.explain';
  return `standing.${standing}.explain`;
}
