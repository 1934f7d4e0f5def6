import type { StationError } from '../../contract/errors.ts';
import type { BillStatus, DeviceList } from '../../contract/queries.ts';
import {
  type QueryInput,
  type QueryName,
  type QueryOutput,
  queries,
  type StationStatus,
} from '../../contract/queries.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { ScanPolicy } from '../../domain/rules/profile.ts';
import type { LiveCaptures } from '../commands/live-captures.ts';
import { billProblems } from '../commands/problems.ts';
import { historyState, type Trees } from '../commands/trees.ts';
import type { HotFolder } from '../hot-folder-ports.ts';
import type { CapturePort, OutboxEntry, Settings, Store } from '../ports.ts';

export interface QueryPorts {
  readonly trees: Trees;
  readonly store: Store;
  readonly captures: LiveCaptures;
  readonly scanner: CapturePort;
  readonly settings: Settings;
  readonly scanPolicy: ScanPolicy;
  /** Scanner addresses that IT gave. */
  readonly givenAddresses: readonly string[];
  /** Told of every list, so that a scanner is known when it is no longer in one. */
  readonly onDevices: (list: DeviceList) => void;
  readonly hotFolder: HotFolder;
  readonly status: () => Promise<StationStatus>;
  readonly asStationError: (cause: unknown) => StationError | null;
}

type Handlers = {
  readonly [N in QueryName]: (
    ports: QueryPorts,
    input: QueryInput<N>,
  ) => Result<QueryOutput<N>, StationError> | Promise<Result<QueryOutput<N>, StationError>>;
};

const handlers: Handlers = {
  'station.status': async ({ status }) => ok(await status()),
  'devices.list': async ({ scanner, onDevices }) => {
    const list = await scanner.list(new AbortController().signal);
    onDevices(list);
    return ok(list);
  },
  'devices.capabilities': ({ scanner }, { deviceId }) =>
    scanner.capabilities(deviceId, new AbortController().signal),
  'batches.list': ({ store }) => ok([...store.batchSummaries()]),
  'batch.snapshot': snapshot,
  'batch.problems': ({ trees, captures }, { batchId }) => {
    const batch = trees.load(batchId);
    if (!batch) return err({ type: 'BatchNotFound' });
    return ok([...billProblems(batch.tree, captures.of(batchId), null)]);
  },
  'page.history': ({ store }, { pageId }) => ok([...store.auditOf(pageId)]),
  'queue.list': ({ store }) => ok(store.outbox().map(billStatusOf)),
  'settings.get': ({ settings, scanPolicy, givenAddresses, hotFolder }) =>
    ok({
      coverRule: settings.coverRule(),
      profiles: settings.profiles(),
      scanPolicy,
      scannerAddresses: [
        ...givenAddresses.map((address) => ({ address, by: 'given' as const })),
        ...settings.scannerAddresses().map((address) => ({ address, by: 'typed' as const })),
      ],
      hotFolder: hotFolder.settings(),
    }),
};

/** Answers a question from outside: name and input are checked here, and nowhere else. */
export async function answerQuery(
  ports: QueryPorts,
  name: QueryName,
  input: unknown,
): Promise<Result<unknown, StationError>> {
  if (!Object.hasOwn(queries, name)) return err({ type: 'InvalidCommand', detail: `no query ${name}` });
  return answerNamed(ports, name, input);
}

/** The part of an outbox row that is shown. */
export function billStatusOf(entry: OutboxEntry): BillStatus {
  const { stationSeq: _seq, manifest: _manifest, digest: _digest, receipt: _receipt, ...status } = entry;
  return status;
}

async function answerNamed<N extends QueryName>(
  ports: QueryPorts,
  name: N,
  input: unknown,
): Promise<Result<unknown, StationError>> {
  const parsed = queries[name].input.safeParse(input);
  if (!parsed.success) return err({ type: 'InvalidCommand', detail: `${name}: ${parsed.error.message}` });
  try {
    return await handlers[name](ports, parsed.data as QueryInput<N>);
  } catch (cause) {
    const error = ports.asStationError(cause);
    if (!error) throw cause;
    return err(error);
  }
}

function snapshot(
  { trees, store, captures }: QueryPorts,
  { batchId }: QueryInput<'batch.snapshot'>,
): Result<QueryOutput<'batch.snapshot'>, StationError> {
  const batch = trees.load(batchId);
  if (!batch) return err({ type: 'BatchNotFound' });
  const { tree, revision, history } = batch;
  const bills = [...tree.bills.values()];
  const numbers = bills.flatMap((bill) => (bill.number === null ? [] : [bill.number]));
  return ok({
    revision,
    batch: tree.batch,
    bills,
    documents: [...tree.documents.values()],
    pages: [...tree.pages.values()],
    history: historyState(history),
    captureJobs: [...captures.of(batchId)],
    statuses: store.outboxOfBatch(batchId).map(billStatusOf),
    expected: [...store.expectedFor(numbers)],
  });
}
