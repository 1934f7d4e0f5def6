import type { StationEvent } from '../contract/events.ts';
import type { StationStatus } from '../contract/queries.ts';
import type { QueuePace } from '../contract/queue-shapes.ts';
import type { Files } from './ports/files.ts';
import type { HotFolder } from './ports/hot-folder.ts';
import type { Store } from './ports/store.ts';

/** Changes within this time are told once. */
const gatherMs = 100;

/** What the status bar says. It is told anew after every change of the queue or of the service. */
export interface Status {
  read(): Promise<StationStatus>;
  changed(): void;
  setService(service: StationStatus['service']): void;
  /** Nothing is told any more; once it resolves nothing is read either: the store may close. */
  close(): Promise<void>;
}

export function openStatus(ports: {
  readonly store: Store;
  readonly files: Files;
  /** Asked late: the folder is opened after the status it is told in. */
  readonly hotFolder: () => Pick<HotFolder, 'status'>;
  readonly operator: () => string;
  readonly pace: () => QueuePace;
  readonly dataFolder: string;
  readonly version: string;
  readonly emit: (event: StationEvent) => void;
}): Status {
  let service: StationStatus['service'] = {
    address: null,
    state: 'unknown',
    by: 'typed',
    signIn: 'none',
    station: null,
  };
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;
  let telling: Promise<void> = Promise.resolve();

  async function read(): Promise<StationStatus> {
    // Whatever is read from the store is read at once: it may be closed while the disk is asked.
    const deadJobs = ports.store.deadJobs();
    const queue = { ...ports.store.outboxCounts(), pace: ports.pace() };
    return {
      version: ports.version,
      operator: ports.operator(),
      dataFolder: ports.dataFolder,
      diskFreeBytes: await ports.files.freeBytes(),
      service,
      queue,
      deadJobs,
      hotFolder: ports.hotFolder().status(),
    };
  }

  function changed(): void {
    if (timer || isClosed) return;
    timer = setTimeout(() => {
      timer = null;
      if (!isClosed) telling = read().then((status) => ports.emit({ type: 'station.status', status }));
    }, gatherMs);
    timer.unref();
  }

  return {
    read,
    changed,
    setService(next) {
      if (JSON.stringify(next) === JSON.stringify(service)) return;
      service = next;
      changed();
    },
    async close() {
      isClosed = true;
      if (timer) clearTimeout(timer);
      await telling;
    },
  };
}
