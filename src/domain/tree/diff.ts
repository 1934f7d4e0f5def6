import type { Bill, Document, Page } from './records.ts';

/** A change is data: what was added, what changed from and to (only the fields that changed), what was removed. */
export interface Changes<R extends { readonly id: string }> {
  readonly added: readonly R[];
  readonly updated: readonly FieldChange<R>[];
  readonly removed: readonly R[];
}

export interface FieldChange<R extends { readonly id: string }> {
  readonly id: R['id'];
  readonly from: Partial<Omit<R, 'id'>>;
  readonly to: Partial<Omit<R, 'id'>>;
}

export interface TreeDiff {
  readonly bills: Changes<Bill>;
  readonly documents: Changes<Document>;
  readonly pages: Changes<Page>;
}
