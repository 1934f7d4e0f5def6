import { useState } from 'react';
import type { MergedCategories } from '../../../domain/rules/categories.ts';
import type { CategoryFileFault } from '../../../domain/rules/category-file.ts';
import { useCategories } from '../../actions/categories.ts';
import { told } from '../../actions/context.ts';
import { contextOf, useWorkbench } from '../../actions/workbench-provider.tsx';
import { notify } from '../../actions/workbench-state.ts';
import {
  type CategoryDraft,
  categoriesOf,
  draftOf,
  faultsOf,
  isChanged,
  withFile,
} from './category-draft.ts';
import { categoriesOfFile } from './category-files.ts';

/** What came of the last file. */
export type FileNote =
  | { readonly type: 'came'; readonly merged: MergedCategories }
  | { readonly type: 'refused'; readonly faults: readonly CategoryFileFault[] };

export interface CategoryEditing {
  readonly draft: CategoryDraft;
  readonly isGiven: boolean;
  readonly isChanged: boolean;
  readonly faults: ReturnType<typeof faultsOf>;
  readonly note: FileNote | null;
  change(draft: CategoryDraft): void;
  takeFile(file: Blob): Promise<void>;
  /** True when the list is in force. */
  save(): Promise<boolean>;
}

/** The categories as they are being changed. A list that changes elsewhere is followed while nothing is changed here. */
export function useCategoryDraft(): CategoryEditing {
  const workbench = useWorkbench();
  const list = useCategories();
  const isGiven = list.by === 'service';
  const [mine, setMine] = useState<CategoryDraft | null>(null);
  const [blamesEmpty, setBlamesEmpty] = useState(false);
  const [note, setNote] = useState<FileNote | null>(null);
  const isMine = mine !== null && !isGiven && isChanged(mine);
  const draft = isMine ? mine : draftOf(list.categories);

  function change(next: CategoryDraft): void {
    setMine(next);
  }

  async function takeFile(file: Blob): Promise<void> {
    const read = await categoriesOfFile(file);
    if (!read.ok) {
      setNote({ type: 'refused', faults: read.error });
      return;
    }
    const { draft: next, merged } = withFile(draft, read.value);
    setMine(next);
    setNote({ type: 'came', merged });
  }

  async function save(): Promise<boolean> {
    setBlamesEmpty(true);
    if (faultsOf(draft, true).size > 0) return false;
    const categories = categoriesOf(draft);
    const result = await workbench.station.client.run('categories.save', { known: draft.known, categories });
    if (!told(contextOf(workbench), result)) return false;
    await workbench.station.refreshSettings();
    setMine(null);
    setBlamesEmpty(false);
    setNote(null);
    notify(workbench.ui, { type: 'done', key: 'categories.saved', params: {} });
    return true;
  }

  return {
    draft,
    isGiven,
    isChanged: isMine,
    faults: faultsOf(draft, blamesEmpty),
    note,
    change,
    takeFile,
    save,
  };
}
