import type { SKRSContext2D } from '@napi-rs/canvas';
import type { ImportWarning } from '../../domain/import-warnings.ts';
import { ofdNestingLimit, ofdObjectsLimit } from '../limits.ts';
import type { Faces } from './faces.ts';
import type { Pictures } from './pictures.ts';
import type { Resources } from './resources.ts';

/** What is drawn on, and what has come of it so far. One page and all that is nested in it share the counts. */
export interface Scene {
  readonly canvas: SKRSContext2D;
  readonly faces: Faces;
  readonly pictures: Pictures;
  readonly resources: Resources;
  readonly warnings: Set<ImportWarning>;
  readonly budget: Budget;
  readonly depth: number;
}

export interface Budget {
  /** Counts one thing to draw. Throws once a page has had its share: it is refused as a whole. */
  spend(): void;
}

export function newBudget(): Budget {
  let spent = 0;
  return {
    spend() {
      spent++;
      if (spent > ofdObjectsLimit) throw new Error(`more than ${ofdObjectsLimit} objects`);
    },
  };
}

/** The scene one level further in. Throws where the file goes deeper than any that is meant. */
export function inner(scene: Scene): Scene {
  if (scene.depth >= ofdNestingLimit) throw new Error(`nested more than ${ofdNestingLimit} deep`);
  return { ...scene, depth: scene.depth + 1 };
}
