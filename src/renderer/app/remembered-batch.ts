import type { BatchId } from '../../domain/ids.ts';

/* Apart from the other preferences: it is read before the window's own code has come. */

export function rememberedBatch(): BatchId | null {
  const stored = localStorage.getItem('platen.batch');
  return stored?.startsWith('batch:') ? (stored as BatchId) : null;
}

/** Told with every change of the batch, and slow to write. */
let kept: string | null = null;

export function rememberBatch(batchId: string): void {
  if (batchId === kept) return;
  localStorage.setItem('platen.batch', batchId);
  kept = batchId;
}
