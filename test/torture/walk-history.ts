import { isDeepStrictEqual } from 'node:util';
import type { EditCommand } from '../../src/domain/tree/commands.ts';
import type { Faces, ModelBatch } from './walk-model.ts';
import { editBills, handOnPaper } from './walk-model-bills.ts';
import { editDocuments } from './walk-model-documents.ts';
import { Refusal } from './walk-model-open.ts';
import { editPages } from './walk-model-pages.ts';

interface Step {
  readonly label: EditCommand['type'];
  readonly before: ModelBatch;
  readonly after: ModelBatch;
}

/** What the model says of an operation: the error it must meet, or the batch it makes. Nothing is changed yet. */
export type Verdict =
  | { readonly refusal: string }
  | { readonly refusal: null; readonly batch: ModelBatch; readonly isChanged: boolean };

/** The batch of a walk with all it was before: undo is looking up, not working out. */
export interface WalkModel {
  batch: ModelBatch;
  readonly faces: Faces;
  readonly steps: Step[];
  /** Steps that are done; those after them are undone. */
  done: number;
}

/** New bills and documents are called `new` until the station has named them. */
export function judgeEdit({ batch: before, faces }: WalkModel, edit: EditCommand): Verdict {
  const batch = structuredClone(before);
  try {
    change(batch, edit, faces);
  } catch (cause) {
    if (cause instanceof Refusal) return { refusal: cause.type };
    throw cause;
  }
  for (const bill of batch) bill.documents = bill.documents.filter(({ pages }) => pages.length > 0);
  handOnPaper(before, batch);
  const kept = batch.filter(({ documents }) => documents.length > 0);
  return { refusal: null, batch: kept, isChanged: !isDeepStrictEqual(before, kept) };
}

export function judgeUndo({ steps, done }: WalkModel): Verdict {
  const step = steps[done - 1];
  return step ? { refusal: null, batch: step.before, isChanged: true } : { refusal: 'NothingToUndo' };
}

export function judgeRedo({ steps, done }: WalkModel): Verdict {
  const step = steps[done];
  return step ? { refusal: null, batch: step.after, isChanged: true } : { refusal: 'NothingToRedo' };
}

/** An edit that was done, as the station left it; what was undone before it can no longer be redone. */
export function push(model: WalkModel, label: Step['label'], after: ModelBatch): void {
  model.steps.splice(model.done, Number.POSITIVE_INFINITY, { label, before: model.batch, after });
  model.done += 1;
  model.batch = after;
}

/** What undo and redo would do next, as the window shows it. */
export function labelsOf({ steps, done }: WalkModel): { undo: string | null; redo: string | null } {
  return { undo: steps[done - 1]?.label ?? null, redo: steps[done]?.label ?? null };
}

function change(batch: ModelBatch, edit: EditCommand, faces: Faces): void {
  switch (edit.type) {
    case 'bill.setNumber':
    case 'bill.setPaper':
    case 'bill.split':
    case 'bill.join':
      editBills(batch, edit, faces);
      break;
    case 'document.move':
    case 'document.merge':
    case 'document.split':
    case 'document.reclassify':
      editDocuments(batch, edit, faces);
      break;
    default:
      editPages(batch, edit, faces);
  }
}
