import { useState } from 'react';
import { isSameOutcome } from '../../domain/rules/rendition.ts';
import type { Page } from '../../domain/tree/records.ts';

/** A page as it is drawn, while its rendition is exchanged. */
interface SteadyPage {
  readonly drawn: Page;
  /** The page with the rendition that is to come in place of the one drawn; null where they are the same. */
  readonly next: Page | null;
  readonly exchange: () => void;
}

/**
 * The page with the rendition it had, where the new one differs by a quarter turn alone: turned, it shows the same, and
 * nothing flickers until the new one can be drawn in its place.
 */
export function useSteadyPage(page: Page): SteadyPage {
  const [kept, setKept] = useState(page);
  const isHeld = isTurnedAlone(kept, page);
  if (!isHeld && kept !== page) setKept(page);
  return {
    drawn: isHeld ? { ...page, rendition: kept.rendition, reading: kept.reading } : page,
    next: isHeld ? page : null,
    exchange: () => setKept(page),
  };
}

function isTurnedAlone(before: Page, page: Page): boolean {
  const [old, now] = [before.rendition, page.rendition];
  if (before.id !== page.id || !old || !now || old.image.sha256 === now.image.sha256) return false;
  const { quarterTurn } = now.recipe;
  return (
    before.original.sha256 === page.original.sha256 &&
    isSameOutcome({ ...old.recipe, quarterTurn }, now.recipe)
  );
}
