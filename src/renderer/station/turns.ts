import type { StationError } from '../../contract/errors.ts';
import type { PageId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import type { Page } from '../../domain/tree/records.ts';
import type { QuarterTurn } from '../../domain/units.ts';
import type { Station } from './station.ts';
import { createStore, useStore } from './store.ts';

/** How a page is to stand; an object of its own for each press. */
interface AskedTurn {
  readonly to: QuarterTurn;
}

/** Turns the station was asked for and no state of the batch shows yet. */
const askedTurns = createStore<{ readonly of: ReadonlyMap<PageId, AskedTurn> }>({ of: new Map() });

type Turnable = Pick<Page, 'id' | 'recipe' | 'rendition'>;

/** The turn wanted that the picture shown does not have yet: drawn at once, while the rendition is made anew. */
export function useOwedTurn(page: Turnable): QuarterTurn {
  const asked = useStore(askedTurns, ({ of }) => of.get(page.id)?.to);
  return added(asked ?? wantedTurn(page), -(page.rendition?.recipe.quarterTurn.value ?? 0));
}

/**
 * Asks for a turn of pages and has it drawn from the press on, not from the answer; where the station refuses they stand
 * as they stood.
 */
export async function turnAtOnce<A extends Result<{ readonly revision: number }, StationError>>(
  { state }: Pick<Station, 'state'>,
  pages: readonly Turnable[],
  by: QuarterTurn,
  ask: () => Promise<A>,
): Promise<A> {
  const mine = new Map(pages.map((page) => [page.id, { to: added(standing(page), by) }]));
  askedTurns.set(({ of }) => ({ of: new Map([...of, ...mine]) }));
  try {
    const answer = await ask();
    if (answer.ok) await reached(state, answer.value.revision);
    return answer;
  } finally {
    // A later press of the same page stands until it is answered itself.
    askedTurns.set(({ of }) => ({ of: new Map([...of].filter(([id, one]) => one !== mine.get(id))) }));
  }
}

function standing(page: Turnable): QuarterTurn {
  return askedTurns.get().of.get(page.id)?.to ?? wantedTurn(page);
}

function wantedTurn({ recipe }: Turnable): QuarterTurn {
  return recipe?.quarterTurn.value ?? 0;
}

function added(turn: QuarterTurn, by: number): QuarterTurn {
  return ((turn + by + 360) % 360) as QuarterTurn;
}

/** Resolves when the window shows the batch as of a revision, or another batch. */
function reached(state: Station['state'], revision: number): Promise<void> {
  const batchId = state.get().batch?.tree.batch.id;
  const isThere = () => {
    const { batch } = state.get();
    return batch?.tree.batch.id !== batchId || batch === null || batch.revision >= revision;
  };
  if (isThere()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = state.subscribe(() => {
      if (!isThere()) return;
      stop();
      resolve();
    });
  });
}
