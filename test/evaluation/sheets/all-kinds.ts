import type { Random } from '../random.ts';
import { formKinds } from './form-kinds.ts';
import type { Sheet, SheetKind } from './sheet.ts';
import { blankKinds, pictureKinds, sparseKinds } from './sparse-kinds.ts';
import { textKinds } from './text-kinds.ts';

export const printedKinds: readonly SheetKind[] = [...textKinds, ...formKinds];
export const allKinds: readonly SheetKind[] = [
  ...printedKinds,
  ...pictureKinds,
  ...sparseKinds,
  ...blankKinds,
];

/** A side as a feeder sees them: two in three printed, the rest sparse, pictures and blank backs. */
export function anySheet(random: Random): Sheet {
  const share = random.next();
  const kinds =
    share < 0.66 ? printedKinds : share < 0.74 ? pictureKinds : share < 0.87 ? sparseKinds : blankKinds;
  return random.pick(kinds).make(random);
}
