import { listRequest, type Sheet, sheet } from '../../contract/bill-list.ts';
import type { DeviceList } from '../../contract/device-shapes.ts';
import type { StationError } from '../../contract/errors.ts';
import {
  type QueryInput,
  type QueryName,
  type QueryOutput,
  queries,
  type StationStatus,
} from '../../contract/queries.ts';
import type { SchemeLack } from '../../contract/scheme-book.ts';
import { queryNeeds } from '../../contract/session-needs.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { ScanPolicy } from '../../domain/rules/profile.ts';
import { nextLabels } from '../../domain/tree/history.ts';
import { deletedPages } from '../../domain/tree/views.ts';
import type { Categories } from '../commands/categories.ts';
import type { Gate } from '../commands/gate.ts';
import type { Keeping } from '../commands/keeping.ts';
import type { Links } from '../commands/links.ts';
import type { LiveCaptures } from '../commands/live-captures.ts';
import { billProblems } from '../commands/problems.ts';
import { stepsOf } from '../commands/step-record.ts';
import type { Trees } from '../commands/trees.ts';
import type { HotFolder } from '../ports/hot-folder.ts';
import type { Session } from '../ports/operators.ts';
import type { Desk, ErpWay } from '../ports/service.ts';
import type { Settings } from '../ports/settings.ts';
import type { Store } from '../ports/store.ts';
import type { CapturePort } from '../ports/workers.ts';
import { billStatusOf } from './bill-status.ts';
import { keptLines } from './kept-lines.ts';
import { namedBill } from './named-bill.ts';
import { pageEvents } from './page-events.ts';

export interface QueryPorts {
  readonly trees: Trees;
  readonly store: Store;
  readonly captures: LiveCaptures;
  readonly gate: Gate;
  readonly scanner: CapturePort;
  readonly settings: Settings;
  readonly scanPolicy: ScanPolicy;
  /** Scanner addresses that IT gave. */
  readonly givenAddresses: readonly string[];
  /** Told of every list, so that a scanner is known when it is no longer in one. */
  readonly onDevices: (list: DeviceList) => void;
  readonly session: Session;
  readonly links: Pick<Links, 'waits'>;
  readonly desk: Desk;
  readonly writeSheet: (sheet: Sheet) => Promise<Uint8Array>;
  readonly hotFolder: HotFolder;
  readonly categories: Categories;
  readonly keeping: Keeping;
  readonly erpWay: ErpWay;
  readonly status: () => Promise<StationStatus>;
  /** Aborted when the station closes. */
  readonly closing: AbortSignal;
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
  'devices.list': async ({ scanner, onDevices, closing }) => {
    const list = await scanner.list(closing);
    onDevices(list);
    return ok(list);
  },
  'devices.capabilities': ({ scanner, closing }, { deviceId }) => scanner.capabilities(deviceId, closing),
  'batches.list': ({ store }) => ok([...store.batchSummaries()]),
  'batch.snapshot': snapshot,
  'batch.problems': ({ trees, captures, gate }, { batchId }) => {
    const batch = trees.load(batchId);
    if (!batch) return err({ type: 'BatchNotFound' });
    return ok([...billProblems(batch.tree, captures.of(batchId), gate.factsOf(batch.tree), null)]);
  },
  'batch.history': ({ trees, store }, { batchId }) => {
    const batch = trees.load(batchId);
    return batch ? ok([...stepsOf(store, batch)]) : err({ type: 'BatchNotFound' });
  },
  'batch.deletions': ({ trees, store }, { batchId }) => {
    const batch = trees.load(batchId);
    if (!batch) return err({ type: 'BatchNotFound' });
    const signs = store.lastDeletions(deletedPages(batch.tree).map((page) => page.id));
    return ok([...signs].map(([pageId, sign]) => ({ pageId, ...(sign ?? { at: null, operator: null }) })));
  },
  'page.history': ({ trees, store }, { pageId }) => ok([...pageEvents(trees, store, pageId)]),
  'session.current': ({ session }) => ok(session.current()),
  'operators.list': ({ session }) => ok([...session.list()]),
  'link.waits': ({ links }) => ok({ waits: links.waits() }),
  'queue.list': ({ store }) => ok(store.outbox().map(billStatusOf)),
  'check.get': ({ desk, keeping }, bill) => {
    keeping.noteLook(bill.billId);
    return desk.check(bill);
  },
  'schemes.get': async ({ desk, gate }) => {
    const kept = await desk.schemes();
    if (kept.ok) return ok({ ...kept.value, lack: null });
    const told = { revision: 0, by: 'service' as const, kept: null, book: gate.schemes() };
    return ok({ ...told, lack: lackOf(kept.error) });
  },
  'bill.batch': ({ store }, { billId }) => ok({ batchId: store.latestOutboxOf(billId)?.batchId ?? null }),
  'bill.named': namedBill,
  'erp.way': async ({ erpWay }) => ok(await erpWay.read()),
  'lists.bills': async ({ desk, store }, input) => {
    const request = listRequest.parse(input);
    const stationId = store.readSetting('station.id') ?? '';
    const page = await desk.list(request);
    if (page.ok) return ok({ page: page.value, from: 'service', stationId });
    if (page.error.type !== 'CheckOutOfReach' && page.error.type !== 'SignInNeeded') return page;
    return ok({ page: keptLines(store.outbox(), request), from: 'station', stationId });
  },
  'lists.sheet': async ({ writeSheet }, input) =>
    ok({ base64: Buffer.from(await writeSheet(sheet.parse(input))).toString('base64') }),
  'keeping.state': ({ keeping }) => keeping.state(),
  'retention.plan': ({ keeping }) => keeping.plan(),
  'queue.page': ({ store }, ask) => ok(store.queuePage(ask)),
  'settings.get': ({ settings, scanPolicy, givenAddresses, hotFolder, categories, gate }) =>
    ok({
      coverRule: settings.coverRule(),
      coverless: gate.coverless(),
      idleLock: settings.idleLock(),
      profiles: settings.profiles(),
      scanPolicy,
      scannerAddresses: [
        ...givenAddresses.map((address) => ({ address, by: 'given' as const })),
        ...settings.scannerAddresses().map((address) => ({ address, by: 'typed' as const })),
      ],
      hotFolder: hotFolder.settings(),
      keys: settings.keys(),
      categories: categories.list(),
    }),
};

function lackOf(error: StationError): SchemeLack {
  if (error.type === 'SignInNeeded') return 'SignInNeeded';
  return error.type === 'SchemesRefused' ? 'NotThere' : 'OutOfReach';
}

/** Answers a question from outside: name and input are checked here, and nowhere else. */
export async function answerQuery(
  ports: QueryPorts,
  name: QueryName,
  input: unknown,
): Promise<Result<unknown, StationError>> {
  if (!Object.hasOwn(queries, name)) return err({ type: 'InvalidCommand', detail: `no query ${name}` });
  return answerNamed(ports, name, input);
}

async function answerNamed<N extends QueryName>(
  ports: QueryPorts,
  name: N,
  input: unknown,
): Promise<Result<unknown, StationError>> {
  const shut = queryNeeds[name] === 'session' ? ports.session.closed() : null;
  if (shut) return err(shut);
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
  { trees, store, captures, gate, keeping }: QueryPorts,
  { batchId }: QueryInput<'batch.snapshot'>,
): Result<QueryOutput<'batch.snapshot'>, StationError> {
  const batch = trees.load(batchId);
  if (!batch) return err({ type: 'BatchNotFound' });
  keeping.noteLook(batchId);
  const { tree, revision, history } = batch;
  const bills = [...tree.bills.values()];
  const numbers = bills.flatMap((bill) => (bill.number === null ? [] : [bill.number]));
  return ok({
    revision,
    batch: tree.batch,
    bills,
    documents: [...tree.documents.values()],
    pages: [...tree.pages.values()],
    history: nextLabels(history),
    captureJobs: [...captures.of(batchId)],
    statuses: store.outboxOfBatch(batchId).map(billStatusOf),
    expected: [...store.expectedFor(numbers)],
    facts: gate.told(tree),
  });
}
