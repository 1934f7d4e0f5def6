import type { StationClient } from '../../contract/client.ts';
import type { NamedEdit } from '../../contract/edit-shapes.ts';
import type { StationError } from '../../contract/errors.ts';
import type { BatchId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import type { EditCommand } from '../../domain/tree/commands.ts';

/** What an operator asks the station for: an edit, or one step back or forward. */
export type Asked =
  | { readonly type: 'edit'; readonly edit: PlainEdit }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' };

/** Those that carry the operator's name have commands of their own. */
export type PlainEdit = Exclude<EditCommand, NamedEdit>;

export async function ask(
  client: StationClient,
  batchId: BatchId,
  asked: Asked,
): Promise<Result<{ readonly revision: number }, StationError>> {
  if (asked.type === 'edit') return client.run('tree.edit', { batchId, edit: writable(asked.edit) });
  return client.run(asked.type === 'undo' ? 'tree.undo' : 'tree.redo', { batchId });
}

/** The contract's inputs are mutable arrays, the domain's commands readonly ones; nobody changes either. */
type Writable<T> = T extends readonly (infer M)[] ? Writable<M>[] : T;
type WritableEdit<T> = { -readonly [K in keyof T]: Writable<T[K]> };
function writable<T extends PlainEdit>(edit: T): WritableEdit<T> {
  return edit as WritableEdit<T>;
}
