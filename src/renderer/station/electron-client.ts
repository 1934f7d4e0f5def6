import type { StationClient } from '../../contract/client.ts';
import type { StationError } from '../../contract/errors.ts';
import type { StationEvent } from '../../contract/events.ts';
import { unpackAnswer } from '../../contract/packed-answer.ts';
import type { Result } from '../../domain/result.ts';

/** What the preload puts on `window`. */
export interface PlatenBridge {
  readonly shell: 'electron';
  run(name: string, input: unknown): Promise<unknown>;
  ask(name: string, input: unknown): Promise<unknown>;
  listen(listener: (event: unknown) => void): () => void;
}

declare global {
  interface Window {
    readonly platen?: PlatenBridge;
  }
}

/** The station behind Electron's bridge. Both sides were built from the same contract, and main checks every input. */
export function electronClient(bridge: PlatenBridge): StationClient {
  return {
    shell: 'electron',
    run: (name, input) => bridge.run(name, input) as Promise<Result<never, StationError>>,
    ask: async (name, input) =>
      unpackAnswer(name, (await bridge.ask(name, input)) as Result<unknown, StationError>),
    // The bridge lives as long as the window: nothing can be missed between.
    listen: (onEvent) => bridge.listen((event) => onEvent(event as StationEvent)),
  };
}
