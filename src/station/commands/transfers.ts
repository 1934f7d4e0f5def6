import type { StationError } from '../../contract/errors.ts';
import type { StationEvent } from '../../contract/events.ts';
import { err, type Result } from '../../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { OutboxEntry, Store } from '../ports/store.ts';
import type { TakenUploads } from './taken-uploads.ts';
import type { Trees } from './trees.ts';

/** Progress is told this often at most. */
const tellEveryMs = 200;

export interface TransferPorts {
  readonly store: Store;
  readonly files: Files;
  readonly uploads: TakenUploads;
  readonly trees: Trees;
  readonly clock: Clock;
  readonly operator: string;
  readonly appVersion: string;
  readonly transfers: Transfers;
  readonly onOutbox: (entries: readonly OutboxEntry[]) => void;
}

export interface Transfer {
  readonly signal: AbortSignal;
  /** Bytes of images done, of how many. */
  tell(bytesDone: number, bytesTotal: number): void;
}

/** Exports and imports of bills, one at a time; each can be cancelled, and ends when the station closes. */
export interface Transfers {
  run<T>(
    what: 'export' | 'import',
    work: (transfer: Transfer) => Promise<Result<T, StationError>>,
  ): Promise<Result<T, StationError>>;
  cancel(): void;
}

export function openTransfers(emit: (event: StationEvent) => void, closing: AbortSignal): Transfers {
  let running: AbortController | null = null;
  return {
    async run(what, work) {
      if (running) return err({ type: 'TransferRunning' });
      const controller = new AbortController();
      running = controller;
      let last = { bytesDone: 0, bytesTotal: 0 };
      let toldAt = Number.NEGATIVE_INFINITY;
      try {
        return await work({
          signal: AbortSignal.any([controller.signal, closing]),
          tell(bytesDone, bytesTotal) {
            last = { bytesDone, bytesTotal };
            if (performance.now() - toldAt < tellEveryMs) return;
            toldAt = performance.now();
            emit({ type: 'queue.transfer', what, state: 'running', ...last });
          },
        });
      } finally {
        running = null;
        emit({ type: 'queue.transfer', what, state: 'ended', ...last });
      }
    },
    cancel: () => running?.abort(),
  };
}
