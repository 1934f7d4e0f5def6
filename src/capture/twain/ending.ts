import type { ScanEvent } from '../../contract/workers.ts';
import { faultOf, type TwainFault } from './faults.ts';
import type { HostMessage } from './messages.ts';
import type { Feeding } from './notes.ts';
import type { PageEvent } from './side.ts';

/** What the host says of the end of its work. */
export type Closing = Extract<HostMessage, { type: 'end' | 'fault' | 'cancelled' }>;

export interface EndedStack {
  readonly feeding: Feeding;
  /** Told so far, and the last of them. */
  readonly sides: number;
  readonly last: PageEvent | null;
  readonly closing: Closing | null;
  /** A side that could not be kept. */
  readonly failure: TwainFault | null;
  /** How the process went; null: with `done`. */
  readonly closed: TwainFault | null;
  readonly isAborted: boolean;
}

/**
 * The last events of a stack. The end needs the host's own `end`: no more pending transfers and nothing failed. A
 * source that then crashes or hangs while it is taken down changes nothing about the stack.
 */
export function endingOf(stack: EndedStack): ScanEvent[] {
  const { closing, sides } = stack;
  const fault = faultAtEnd(stack);
  if (fault) return [{ type: 'fault', fault: { ...fault, afterSide: sides } }];
  const deviceSheets = closing?.type === 'end' ? closing.sheetCount : null;
  return [...missingBack(stack), { type: 'end', sides, deviceSheets }];
}

function faultAtEnd({ feeding, sides, closing, failure, closed, isAborted }: EndedStack): TwainFault | null {
  if (isAborted) return { type: 'Cancelled', raw: closed?.raw ?? null };
  if (failure) return failure;
  if (closing === null) return closed ?? { type: 'Unknown', raw: 'done without an end' };
  switch (closing.type) {
    case 'fault':
      return faultOf(closing, sides);
    case 'cancelled':
      return { type: 'Cancelled', raw: 'by the source' };
    case 'end':
      // Someone stopped it at the device, or it lost count: the stack is not through.
      if (closing.isFeederLoaded && feeding.source === 'feeder') {
        return { type: 'Unknown', raw: 'the source ended with paper in the feeder' };
      }
      // Where the source leaves out blank sides itself, a stack of blank sheets has no side.
      if (sides > 0 || feeding.blankSides === 'skip') return null;
      return {
        type: feeding.source === 'feeder' ? 'FeederEmpty' : 'Unknown',
        raw: 'the source ended without a side',
      };
  }
}

/** Not where the source itself leaves out blank sides: there a front alone is usual. */
function missingBack({ feeding, last }: EndedStack): ScanEvent[] {
  const isExpected =
    feeding.source === 'feeder' && feeding.sides === 'duplex' && feeding.blankSides === 'keep';
  if (!isExpected || last?.side !== 'front') return [];
  return [{ type: 'note', note: { type: 'BackMissing', sheet: last.sheet } }];
}
