import type { AskOutcome, ErpPort, HandOver, HandOverOutcome } from '../../src/match-service/erp/erp-port.ts';
import type { KingdeeRig } from './kingdee-rig.ts';
import { never } from './kingdee-rig.ts';

/** What happened to one hand-over, in its order; the checker reads it beside the server's arrivals. */
export interface QueueEvent {
  readonly type: 'handed' | 'asked' | 'died' | 'person';
  /** How many calls had arrived at the server by then. */
  readonly arrived: number;
}

export interface QueueEnd {
  readonly state: 'accepted' | 'refused' | 'unfinished';
  readonly events: readonly QueueEvent[];
  readonly outcomes: readonly (HandOverOutcome | AskOutcome)[];
}

/**
 * A queue as the port demands it: hands over, asks after `unknown` and after a death, sends again only when the answer
 * allows it or when a person says so after several askings.
 */
export async function runQueue(
  rig: KingdeeRig,
  handOver: HandOver,
  process: { readonly isDead: () => boolean; readonly revive: () => void },
  turns: number,
): Promise<QueueEnd> {
  const events: QueueEvent[] = [];
  const outcomes: (HandOverOutcome | AskOutcome)[] = [];
  let erp: ErpPort = rig.connector();
  let next: 'hand-over' | 'ask' = 'hand-over';
  let unanswered = 0;

  for (let turn = 0; turn < turns; turn += 1) {
    rig.pass(40_000);
    events.push({ type: next === 'ask' ? 'asked' : 'handed', arrived: rig.server.arrivals.length });
    let outcome: HandOverOutcome | AskOutcome;
    try {
      outcome = await (next === 'ask' ? erp.ask(handOver, never) : erp.handOver(handOver, never));
    } catch (error) {
      if (!process.isDead()) throw error;
      process.revive();
      erp = rig.connector();
      next = 'ask';
      events.push({ type: 'died', arrived: rig.server.arrivals.length });
      continue;
    }
    outcomes.push(outcome);
    if (outcome.type === 'accepted') return { state: 'accepted', events, outcomes };
    if (outcome.type === 'refused') return { state: 'refused', events, outcomes };
    if (outcome.type === 'absent' || outcome.type === 'try-later') {
      next = 'hand-over';
      continue;
    }
    if (outcome.type === 'out-of-reach') continue;
    unanswered = next === 'ask' ? unanswered + 1 : 0;
    next = 'ask';
    if (unanswered < 4) continue;
    events.push({ type: 'person', arrived: rig.server.arrivals.length });
    next = 'hand-over';
    unanswered = 0;
  }
  return { state: 'unfinished', events, outcomes };
}

/**
 * Writes that arrived once more although nobody had asked in between: blind repeats. A write the server is known to
 * have refused may come again.
 */
export function blindRepeats(rig: KingdeeRig, events: readonly QueueEvent[]): readonly string[] {
  const found: string[] = [];
  const last = new Map<string, number>();
  for (const [index, { kind, body, bill }] of rig.server.arrivals.entries()) {
    if (kind !== 'collect' && kind !== 'submit') continue;
    const write = kind === 'submit' ? `submit ${bill}` : `collect ${body}`;
    const before = last.get(write);
    // Asked after the earlier one arrived, and before this one did.
    const wasAsked = events.some(
      ({ type, arrived }) => type === 'asked' && before !== undefined && arrived > before && arrived <= index,
    );
    if (before !== undefined && !wasAsked) found.push(write);
    last.set(write, index);
  }
  return found;
}
