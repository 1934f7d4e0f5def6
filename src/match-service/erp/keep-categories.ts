import type { z } from 'zod';
import type { categoriesReply } from '../../contract/wire.ts';
import { type Category, isSameList } from '../../domain/rules/categories.ts';
import { lastChange, recordChange } from '../store/changes.ts';
import type { Db } from '../store/tables.ts';
import { writing } from '../store/writing.ts';

/** Makes the list the one of all stations; none: each station keeps its own. An equal list changes nothing. */
export async function keepCategories(
  db: Db,
  categories: readonly Category[],
): Promise<z.infer<typeof categoriesReply>> {
  return writing(db, async (tx) => {
    const before = await lastChange(tx, 'categories');
    const known = before?.type === 'categories' ? before.categories : [];
    const isChanged = !isSameList(known, categories);
    if (isChanged) await recordChange(tx, '', { type: 'categories', categories });
    return { categories: categories.length, isChanged };
  });
}
