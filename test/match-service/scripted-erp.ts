import type { AskOutcome, ErpPort, HandOver, HandOverOutcome } from '../../src/match-service/erp/erp-port.ts';

type Sent = { readonly work: 'send' | 'ask'; readonly handOver: HandOver };

export interface ScriptedErp extends ErpPort {
  readonly calls: Sent[];
  /** How often each hand-over was sent, by id. */
  sends(): ReadonlyMap<string, number>;
}

// biome-ignore lint/suspicious/noThenProperty: the port's own word, holds no function
export const workingOnIt = { then: 'ask' } as const;
// biome-ignore lint/suspicious/noThenProperty: the port's own word, holds no function
export const accepted = { type: 'accepted', reference: 'ERP-1', then: 'final' } as const;

/** An ERP that answers as told: `answer` is asked at every call, with how many calls of this bill came before. */
export function scriptedErp(
  answer: (
    call: Sent,
    before: number,
    signal: AbortSignal,
  ) => HandOverOutcome | AskOutcome | Promise<HandOverOutcome | AskOutcome>,
): ScriptedErp {
  const calls: Sent[] = [];
  async function take(call: Sent, signal: AbortSignal) {
    const before = calls.filter(({ handOver }) => handOver.id === call.handOver.id).length;
    calls.push(call);
    return answer(call, before, signal);
  }
  return {
    name: 'scripted',
    calls,
    handOver: (handOver, signal) => take({ work: 'send', handOver }, signal) as Promise<HandOverOutcome>,
    probe: async () => ({ type: 'ready' }),
    matchPage: async () => ({ type: 'no-page' }),
    ask: (handOver, signal) => take({ work: 'ask', handOver }, signal) as Promise<AskOutcome>,
    sends() {
      const counts = new Map<string, number>();
      for (const { work, handOver } of calls)
        if (work === 'send') counts.set(handOver.id, (counts.get(handOver.id) ?? 0) + 1);
      return counts;
    },
  };
}
