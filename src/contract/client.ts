import type { Result } from '../domain/result.ts';
import type { CommandInput, CommandName, CommandOutput } from './commands.ts';
import type { StationError } from './errors.ts';
import type { StationEvent } from './events.ts';
import type { QueryInput, QueryName, QueryOutput } from './queries.ts';

/**
 * The station as a renderer sees it, the same in both shells. Pixels and uploads do not pass here but over the
 * shell's routes, relative to the page: `GET pages/{pageId}/{original|rendition|thumbnail}?v={sha256}` and
 * `POST uploads?name={name}` (body: the bytes; answer: `{uploadId}`).
 */
export interface StationClient {
  readonly shell: 'electron' | 'browser';
  run<N extends CommandName>(
    name: N,
    input: CommandInput<N>,
  ): Promise<Result<CommandOutput<N>, StationError>>;
  ask<N extends QueryName>(name: N, input: QueryInput<N>): Promise<Result<QueryOutput<N>, StationError>>;
  /** Returns how to stop listening. `onGap` is called when events may have been missed: fetch snapshots again. */
  listen(onEvent: (event: StationEvent) => void, onGap: () => void): () => void;
}
