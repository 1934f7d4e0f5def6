import { rm } from 'node:fs/promises';
import type { ScanNote } from '../../contract/profile-shapes.ts';
import type { ScanEvent, ScanRequest } from '../../contract/workers.ts';
import { type Closing, endingOf } from './ending.ts';
import type { TwainFault } from './faults.ts';
import type { HostFrame } from './messages.ts';
import { type Feeding, feedingAfter, noteOf, openResolutionWatch } from './notes.ts';
import type { SessionStep, TwainSession } from './session.ts';
import { openSheetCounter } from './sheets.ts';
import { type PageEvent, takeSide } from './side.ts';

type NoteEvent = Extract<ScanEvent, { type: 'note' }>;
/** Sides and notes in the order in which the host told them; a side is there once it is on disk. */
type Outgoing = PageEvent | NoteEvent | { readonly type: 'failed'; readonly fault: TwainFault };

/** One side is written while the next is transferred; beyond that the source has to wait. */
const mostInFlight = 2;

export interface StackWork {
  readonly session: TwainSession;
  readonly request: ScanRequest;
  /** What is known not to be followed before the source is asked. */
  readonly notes: readonly ScanNote[];
}

/**
 * The sides of one session and, when its process is gone, its end or fault. After an abort nothing but `Cancelled`
 * follows. Left early, the source is taken down. Sides that were complete but not told are deleted.
 */
export async function* takeStack(
  { session, request, notes }: StackWork,
  signal: AbortSignal,
): AsyncGenerator<ScanEvent> {
  const outgoing: Promise<Outgoing>[] = notes.map(sendNote);
  const intake = openIntake(request, outgoing);
  let step: Promise<SessionStep> | null = null;
  let isGone = false;
  let closing: Closing | null = null;
  let failure: TwainFault | null = null;
  let sides = 0;
  let last: PageEvent | null = null;
  try {
    while (!isGone || outgoing.length > 0) {
      if (!isGone && outgoing.length < mostInFlight) step ??= session.next();
      const came = await earliest(outgoing[0], step);
      if (signal.aborted) break;
      if (came.type === 'frame' || came.type === 'gone') {
        step = null;
        if (came.type === 'gone') {
          isGone = true;
          continue;
        }
        const told = intake.take(came.frame);
        closing ??= told;
        continue;
      }
      outgoing.shift();
      if (came.type === 'failed') {
        failure = came.fault;
        break;
      }
      if (came.type === 'page') {
        sides += 1;
        last = came;
      }
      yield came;
    }
    const closed = await session.close();
    const feeding = intake.feeding();
    yield* endingOf({ feeding, sides, last, closing, failure, closed, isAborted: signal.aborted });
  } finally {
    await session.close();
    await deleteSides(outgoing);
  }
}

interface Intake {
  /** Puts what a frame brings at the end of the queue; gives what the host says of the end of its work. */
  take(frame: HostFrame): Closing | null;
  /** As the source does it. */
  feeding(): Feeding;
}

function openIntake(request: ScanRequest, outgoing: Promise<Outgoing>[]): Intake {
  const placeOf = openSheetCounter();
  const resolution = openResolutionWatch(request.profile.dpi);
  let feeding: Feeding = request.profile;
  let index = 0;

  return {
    take({ message, bytes }) {
      switch (message.type) {
        case 'page': {
          const note = resolution.noteOf(message);
          if (note) outgoing.push(sendNote(note));
          const place = { index, ...placeOf(message, feeding) };
          index += 1;
          outgoing.push(takeSide({ page: message, bytes, place, request }));
          return null;
        }
        case 'note':
          resolution.heed(message);
          feeding = feedingAfter(feeding, message);
          outgoing.push(sendNote(noteOf(message, Object.keys(request.profile.options))));
          return null;
        case 'end':
        case 'fault':
        case 'cancelled':
          return message;
        default:
          return null;
      }
    },
    feeding: () => feeding,
  };
}

async function sendNote(note: ScanNote): Promise<Outgoing> {
  return { type: 'note', note };
}

/** The head of the queue goes before what comes next: a side is told as soon as it is on disk. */
function earliest(
  head: Promise<Outgoing> | undefined,
  step: Promise<SessionStep> | null,
): Promise<Outgoing | SessionStep> {
  return Promise.race([...(head ? [head] : []), ...(step ? [step] : [])]);
}

async function deleteSides(rest: readonly Promise<Outgoing>[]): Promise<void> {
  for (const one of await Promise.all(rest)) {
    if (one.type === 'page') await rm(one.image.path, { force: true });
  }
}
