import type { StationClient } from '../../src/contract/client.ts';
import type { CommandInput, CommandName } from '../../src/contract/commands.ts';
import type { DeviceList } from '../../src/contract/device-shapes.ts';
import type { Fault, StationError } from '../../src/contract/errors.ts';
import type { StationEvent } from '../../src/contract/events.ts';
import type {
  BatchSnapshot,
  CaptureJob,
  QueryInput,
  QueryName,
  StationStatus,
} from '../../src/contract/queries.ts';
import type { BillStatus } from '../../src/contract/queue-shapes.ts';
import type { BatchId, BillId, CaptureJobId, DocumentId, IdByKind, PageId } from '../../src/domain/ids.ts';
import type { Link } from '../../src/domain/link.ts';
import { err, ok, type Result } from '../../src/domain/result.ts';
import { problemsOf } from '../../src/domain/rules/check.ts';
import { accountOf, countProblems, stackOf } from '../../src/domain/rules/count.ts';
import type { ExpectedInvoice } from '../../src/domain/rules/expected.ts';
import { type GateFacts, usualGate } from '../../src/domain/rules/gate.ts';
import { matchBill } from '../../src/domain/rules/match.ts';
import { scannedDocuments } from '../../src/domain/rules/submission.ts';
import { apply } from '../../src/domain/tree/apply.ts';
import { emptyTree } from '../../src/domain/tree/build.ts';
import { applyDiff, isEmptyDiff } from '../../src/domain/tree/changes.ts';
import type { NewPage, Place, TreeCommand } from '../../src/domain/tree/commands.ts';
import type { TreeDiff } from '../../src/domain/tree/diff.ts';
import { effectsOf, stepSubject } from '../../src/domain/tree/effects.ts';
import {
  type HistoryChange,
  historyAfter,
  type LabelledStep,
  newStep,
  nextLabels,
  redoDiff,
  undoDiff,
} from '../../src/domain/tree/history.ts';
import type { Tree } from '../../src/domain/tree/records.ts';
import { deletedPages } from '../../src/domain/tree/views.ts';
import { isClosed } from '../../src/renderer/station/closed.ts';
import { type FixtureDesk, fixtureDesk } from './fixture-desk.ts';
import { type FixtureSide, image, readingOf, recipeOf } from './fixture-pages.ts';
import { emptyQueue, type FixtureQueue, fixtureQueue } from './fixture-queue.ts';
import { type FixtureSchemes, fixtureSchemes } from './fixture-schemes.ts';
import {
  type FixtureSettings,
  fixtureCapabilities,
  fixtureDevices,
  fixtureSettings,
} from './fixture-settings.ts';

/**
 * A double of the station for building and testing the window alone: the real domain over pages made by hand, in
 * memory, with a feeder that runs on a timer. It scans no paper, stores nothing and sends nothing.
 */
export interface FixtureStation extends StationClient {
  readonly batchId: BatchId;
  tree(): Tree;
  /** Feeds the given sides at once. */
  feed(sides: readonly FixtureSide[]): void;
  emit(event: StationEvent): void;
  /** How long a side of the next scan takes to be read. */
  readAfter(ms: number): void;
  captures(): readonly CaptureJob[];
  /** A link from outside. */
  bringLink(link: Link): void;
  setStatus(change: Partial<StationStatus>): void;
  /** What the station knows besides. */
  setFacts(change: Partial<GateFacts>): void;
  readonly settings: FixtureSettings;
  readonly schemes: FixtureSchemes;
  readonly queue: FixtureQueue;
  /** The next scan ends in this fault after so many sides. */
  failNextScan(type: Fault['type'], afterSides: number): void;
  /** What the next scan says of itself. */
  noteNextScan(notes: CaptureJob['notes']): void;
  /** Puts paper into the feeder, in front of what is there. */
  putIn(sides: readonly FixtureSide[]): void;
  /** Every order of a scan, as it came. */
  readonly orders: readonly CommandInput<'scan.start'>[];
  setDevices(list: DeviceList): void;
  /** What the service answers of lists and checks. */
  readonly desk: FixtureDesk;
}

let minted = 0;
export function fixtureId<K extends keyof IdByKind>(kind: K): IdByKind[K] {
  minted += 1;
  return `${kind}:018f0000-0000-7000-8000-${String(minted).padStart(12, '0')}` as IdByKind[K];
}

export function fixtureStation(wish: {
  sides: readonly FixtureSide[];
  expected?: readonly ExpectedInvoice[];
  msPerSide?: number;
  waiting?: readonly FixtureSide[];
}): FixtureStation {
  const batchId = fixtureId('batch');
  const desk = fixtureDesk();
  const listeners = new Set<(event: StationEvent) => void>();
  let tree = emptyTree({
    id: batchId,
    name: '2026-11-23 / 07',
    openedAt: Date.UTC(2026, 10, 23, 1),
    openedBy: '林晓',
  });
  let revision = 0;
  let steps: readonly LabelledStep[] = [];
  const jobs = new Map<CaptureJobId, CaptureJob>();
  const statuses = new Map<BillId, BillStatus>();
  const expected = wish.expected ?? [];
  let waiting = [...(wish.waiting ?? [])];
  let fault: { type: Fault['type']; afterSides: number } | null = null;
  let notes: CaptureJob['notes'] = [];
  let devices: DeviceList = { devices: [...fixtureDevices], failures: [] };
  /** Of a re-run, which waits here until it is cancelled. */
  let rerun = { done: 0, total: 0 };
  const orders: CommandInput<'scan.start'>[] = [];
  let readingMs = wish.msPerSide ?? 200;
  let waitingLink: Link | null = null;
  /** Nobody is signed in, or the station is locked. */
  let isShut = false;
  const settings = fixtureSettings();
  const schemes = fixtureSchemes(
    () => status.operator,
    () => emit({ type: 'schemes.changed' }),
  );
  const queue = fixtureQueue();
  let facts: GateFacts = usualGate;
  let status: StationStatus = {
    version: '0.1.0',
    operator: '林晓',
    dataFolder: '/var/lib/platen',
    diskFreeBytes: 214_000_000_000,
    service: {
      address: 'http://127.0.0.1:0',
      state: 'reachable',
      by: 'embedded',
      signIn: 'shared',
      station: null,
    },
    queue: emptyQueue,
    deadJobs: 0,
    hotFolder: { folder: null, state: 'off', waiting: 0, code: null },
  };

  const emit = (event: StationEvent) => {
    if (event.type === 'session.changed') isShut = isClosed(event.session);
    if (event.type === 'bill.status') {
      for (const status of event.statuses) {
        statuses.set(status.billId, status);
        queue.hear(status);
      }
    }
    for (const listener of listeners) listener(event);
  };

  function commit(diff: TreeDiff, change: HistoryChange<LabelledStep> = { type: 'none' }): void {
    tree = applyDiff(tree, diff);
    revision += 1;
    steps = historyAfter(steps, change);
    const step = change.type === 'push' ? { type: 'push', seq: change.step.seq } : change;
    const event = { type: 'batch.changed', batchId, revision, diff, step, history: nextLabels(steps) };
    emit(event as StationEvent);
  }

  function change(command: TreeCommand): Result<TreeDiff, StationError> {
    const result = apply(tree, command, fixtureId);
    if (result.ok) commit(result.value);
    return result;
  }

  /** A change that can be undone. */
  function edit(command: TreeCommand): Result<{ revision: number }, StationError> {
    const result = apply(tree, command, fixtureId);
    if (!result.ok) return result;
    if (isEmptyDiff(result.value)) return ok({ revision });
    commit(result.value, { type: 'push', step: newStep(steps, command.type, result.value) });
    return ok({ revision });
  }

  function takeSide(job: CaptureJob, feed: number, side: FixtureSide, place: Place): PageId {
    const { replacement } = job;
    const id = fixtureId('page');
    const perSheet = job.profile?.sides === 'simplex' ? 1 : 2;
    const page: NewPage = {
      id,
      captureJobId: job.id,
      feed,
      sheet: Math.floor(feed / perSheet) + 1,
      side: side.isBack ? 'back' : 'front',
      source: null,
      original: image(id, side, 'a'),
      dpi: 300,
      dpiBy: 'device',
      deviceSays: null,
    };
    change(
      replacement
        ? { type: 'page.hold', page, behind: replacement.documentIds, grouping: 'split' }
        : { type: 'page.add', page, place, grouping: 'split' },
    );
    return id;
  }

  function read(pageId: PageId, side: FixtureSide): void {
    if (side.isGivenUp) {
      change({ type: 'page.parked', pageId, detail: 'the worker ended: signal SIGSEGV' });
      return;
    }
    const recipe = recipeOf(side);
    const thumbnail = { ...image(pageId, side, 'c'), width: 190, height: 269 };
    change({
      type: 'page.read',
      pageId,
      recipe,
      reading: readingOf(side),
      rendition: { image: image(pageId, side, 'b'), thumbnail, recipe },
    });
  }

  /** The figures of a capture as its pages are now. */
  function recount(id: CaptureJobId, part: Partial<CaptureJob> = {}): void {
    const job = jobs.get(id);
    if (!job) return;
    const { taken, blank, deleted, unread } = accountOf(id, tree.pages.values());
    let sheetsFed = 0;
    for (const page of tree.pages.values())
      if (page.captureJobId === id) sheetsFed = Math.max(sheetsFed, page.sheet);
    const next: CaptureJob = {
      ...job,
      sheetsFed,
      sidesTaken: taken,
      sidesBlank: blank,
      sidesDeleted: deleted,
      sidesUnread: unread,
      ...part,
    };
    jobs.set(id, next);
    emit({ type: 'capture.changed', job: next });
  }

  function newJob(order: CommandInput<'scan.start'> | null): CaptureJob {
    const job: CaptureJob = {
      id: fixtureId('capture'),
      batchId,
      kind: 'scan',
      state: 'running',
      startedAt: Date.now() + jobs.size,
      sheetsFed: 0,
      sidesTaken: 0,
      sidesBlank: 0,
      sidesDeleted: 0,
      sidesUnread: 0,
      fault: null,
      filesTotal: 0,
      filesDone: 0,
      failures: [],
      deviceId: order?.deviceId ?? 'virtual',
      profile: (order?.profile ??
        settings.get().profiles.profiles[0]?.settings ??
        null) as CaptureJob['profile'],
      continues: order?.continues ?? null,
      refedSheets: order?.refedSheets ?? 0,
      countedSheets: order?.countedSheets ?? null,
      countAcceptedBy: null,
      deviceSheets: null,
      notes: order ? notes : [],
      replacement: order?.replaces?.length
        ? { documentIds: order.replaces as DocumentId[], into: null, refused: null }
        : null,
    };
    jobs.set(job.id, job);
    return job;
  }

  function feed(sides: readonly FixtureSide[]): void {
    const job = newJob(null);
    const ids = sides.map((side, at) => takeSide(job, at, side, { at: 'tail' }));
    for (const [at, side] of sides.entries()) {
      const id = ids[at];
      if (id && !side.isUnread) read(id, side);
    }
    recount(job.id, { state: 'done' });
  }

  function startScan(order: CommandInput<'scan.start'>): CaptureJobId {
    orders.push(order);
    const job = newJob(order);
    const isDuplex = job.profile?.sides !== 'simplex';
    if (!isDuplex) waiting = waiting.filter((side) => !side.isBack);
    const sides = fault ? waiting.slice(0, fault.afterSides) : waiting;
    const ending = fault;
    fault = null;
    notes = [];
    waiting = waiting.slice(sides.length);
    let at = 0;
    recount(job.id);
    const timer = setInterval(() => {
      const side = sides[at];
      if (jobs.get(job.id)?.state === 'cancelled') {
        clearInterval(timer);
      } else if (side) {
        const pageId = takeSide(job, at, side, order.place as Place);
        at += 1;
        recount(job.id);
        setTimeout(() => {
          read(pageId, side);
          recount(job.id);
        }, readingMs);
      } else {
        clearInterval(timer);
        const stopped = ending && { type: ending.type, afterSide: at, raw: 'feeder: stopped at exit roller' };
        recount(job.id, stopped ? { state: 'fault', fault: stopped } : { state: 'done' });
      }
    }, wish.msPerSide ?? 200);
    return job.id;
  }

  function submit(billIds: readonly BillId[]) {
    const problems = [
      ...problemsOf(tree, billIds, facts),
      ...countProblems(tree, [...jobs.values()], billIds),
    ];
    const good = billIds.filter((id) => !problems.some((problem) => problem.billId === id));
    change({ type: 'bill.submitted', billIds: good });
    for (const billId of good) {
      const number = tree.bills.get(billId)?.number ?? '';
      const tell = (part: Partial<BillStatus>) => {
        const next = { ...(statuses.get(billId) as BillStatus), ...part, updatedAt: Date.now() };
        emit({ type: 'bill.status', statuses: [next] });
      };
      statuses.set(billId, {
        billId,
        batchId,
        number,
        revision: 1,
        stage: 'queued',
        attempts: 0,
        nextTryAt: null,
        error: null,
        held: null,
        origin: null,
        bytesTotal: 2_400_000,
        bytesSent: 0,
        results: null,
        returned: null,
        handOver: null,
        updatedAt: Date.now(),
      });
      tell({});
      const results = [
        ...matchBill(
          expected.filter((one) => one.billNumber === number),
          scannedDocuments(tree, billId),
        ),
      ];
      setTimeout(() => tell({ stage: 'sending', bytesSent: 1_100_000, attempts: 1 }), 300);
      setTimeout(() => tell({ stage: 'accepted', bytesSent: 2_400_000 }), 700);
      const stage = results.every((result) => result.verdict === 'matched') ? 'matched' : 'unmatched';
      setTimeout(() => tell({ stage, results: results as BillStatus['results'] }), 1100);
    }
    return { submitted: good, problems };
  }

  function travel(path: typeof steps, type: 'undo' | 'redo'): Result<unknown, StationError> {
    if (path.length === 0) return err({ type: type === 'undo' ? 'NothingToUndo' : 'NothingToRedo' });
    for (const step of path) {
      const diff = type === 'undo' ? undoDiff(tree, step) : redoDiff(tree, step);
      if (!diff.ok) return diff;
      commit(diff.value, { type, seq: step.seq });
    }
    return ok({ revision, steps: path.length, stopped: null });
  }

  async function run(name: CommandName, input: unknown): Promise<Result<unknown, StationError>> {
    const set = settings.run(name, input) ?? queue.run(name, input);
    if (set) return set;
    switch (name) {
      case 'link.take': {
        if (isShut) return err({ type: 'NotSignedIn', state: 'locked' });
        const link = waitingLink;
        waitingLink = null;
        return ok({ link });
      }
      case 'batch.open':
        return ok({ batchId });
      case 'tree.edit': {
        const result = edit((input as CommandInput<'tree.edit'>).edit as TreeCommand);
        if (result.ok) for (const id of jobs.keys()) recount(id);
        return result;
      }
      case 'quality.accept': {
        const { pageIds } = input as CommandInput<'quality.accept'>;
        return edit({ type: 'page.accept', pageIds, by: status.operator });
      }
      case 'bill.setPaper': {
        const { billId, paper } = input as CommandInput<'bill.setPaper'>;
        return edit({ type: 'bill.setPaper', billId, paper, by: status.operator });
      }
      case 'cleanup.rerun': {
        const { pageIds } = input as CommandInput<'cleanup.rerun'>;
        rerun = { done: 0, total: pageIds.length };
        emit({ type: 'cleanup.progress', batchId, ...rerun });
        return ok({ queued: pageIds.length });
      }
      case 'cleanup.cancel': {
        const cancelled = rerun.total - rerun.done;
        rerun = { done: rerun.total, total: rerun.total };
        emit({ type: 'cleanup.progress', batchId, ...rerun });
        return ok({ cancelled });
      }
      case 'service.enrol': {
        const { address, code } = input as CommandInput<'service.enrol'>;
        // The one code of the double.
        if (code !== 'K7WF-3HTR') return err({ type: 'EnrolmentRefused', reason: 'Code', name: '' });
        const by = status.service.by === 'given' ? ('given' as const) : ('typed' as const);
        status = {
          ...status,
          service: { address, state: 'reachable', by, signIn: 'enrolled', station: 'Desk 3' },
        };
        emit({ type: 'station.status', status });
        return ok({ station: 'Desk 3' });
      }
      case 'tree.undo': {
        const { to } = input as CommandInput<'tree.undo'>;
        const done = steps.filter((one) => !one.isUndone).toReversed();
        return travel(to === undefined ? done.slice(0, 1) : done.filter((one) => one.seq > to), 'undo');
      }
      case 'tree.redo': {
        const { to } = input as CommandInput<'tree.redo'>;
        const undone = steps.filter((one) => one.isUndone);
        return travel(to === undefined ? undone.slice(0, 1) : undone.filter((one) => one.seq <= to), 'redo');
      }
      case 'scan.start':
        return ok({ captureJobId: startScan(input as CommandInput<'scan.start'>) });
      case 'capture.setCount':
      case 'capture.acceptCount': {
        const count = input as CommandInput<'capture.setCount'>;
        const stack = stackOf([...jobs.values()], count.captureJobId as CaptureJobId);
        if (!stack) return err({ type: 'CaptureNotFound', captureJobId: count.captureJobId as CaptureJobId });
        recount(
          stack.first,
          name === 'capture.setCount'
            ? { countedSheets: count.countedSheets, countAcceptedBy: null }
            : { countAcceptedBy: status.operator },
        );
        return ok({});
      }
      case 'capture.cancel': {
        const job = jobs.get((input as CommandInput<'capture.cancel'>).captureJobId);
        if (job) {
          jobs.set(job.id, { ...job, state: 'cancelled' });
          emit({ type: 'capture.changed', job: { ...job, state: 'cancelled' } });
        }
        return ok({});
      }
      case 'bill.submit':
        return ok(submit((input as CommandInput<'bill.submit'>).billIds));
      case 'schemes.save':
        return schemes.save(input as CommandInput<'schemes.save'>);
      case 'check.decide':
      case 'check.undo':
        return desk.run(name, input);
      default:
        return ok({});
    }
  }

  async function ask(name: QueryName, input: unknown): Promise<Result<unknown, StationError>> {
    switch (name) {
      case 'station.status':
        return ok(status);
      case 'erp.way':
        return ok(settings.erp());
      case 'devices.list':
        return ok(devices);
      case 'devices.capabilities':
        return ok(fixtureCapabilities((input as QueryInput<'devices.capabilities'>).deviceId));
      case 'batches.list':
        return ok([
          { batch: tree.batch, bills: tree.bills.size, pages: tree.pages.size, openBills: tree.bills.size },
        ]);
      case 'bill.named': {
        const { number } = input as QueryInput<'bill.named'>;
        const bill = [...tree.bills.values()].find((one) => one.number === number && one.state === 'open');
        const named = [...statuses.values()].find((one) => one.number === number);
        return ok({ open: bill ? { batchId, billId: bill.id } : null, status: named ?? null });
      }
      case 'batch.snapshot':
        return ok(snapshot());
      case 'batch.problems':
        return ok(problemsOf(tree, null, facts));
      case 'batch.history':
        return ok(
          steps.map(({ seq, label, diff, isUndone }) => ({
            seq,
            label,
            state: isUndone ? 'undone' : 'done',
            at: Date.UTC(2026, 10, 23, 1, 20 + seq),
            operator: status.operator,
            subject: stepSubject(tree, diff),
            effects: effectsOf(tree, diff),
          })),
        );
      case 'batch.deletions':
        return ok(
          deletedPages(tree).map((page) => ({
            pageId: page.id,
            at: Date.UTC(2026, 10, 23, 1, 30),
            operator: status.operator,
          })),
        );
      case 'page.history':
        return ok([
          {
            at: Date.UTC(2026, 10, 23, 1, 12),
            operator: '林晓',
            act: 'scanned',
            label: null,
            about: 'page',
            effects: [],
          },
          {
            at: Date.UTC(2026, 10, 23, 1, 20),
            operator: '林晓',
            act: 'page.rotate',
            label: null,
            about: 'page',
            effects: [{ field: 'turn', from: 0, to: 90 }],
          },
        ]);
      case 'link.waits':
        return ok({ waits: waitingLink !== null });
      case 'session.current':
        return ok({ state: 'open', operator: null, name: status.operator });
      case 'operators.list':
        return ok([]);
      case 'queue.list':
        return ok([...statuses.values()]);
      case 'bill.batch':
        return ok({ batchId });
      case 'lists.sheet':
      case 'check.get':
      case 'lists.bills':
        return desk.ask(name, input);
      case 'queue.page':
        return ok(queue.page(input as QueryInput<'queue.page'>));
      case 'schemes.get':
        return ok(schemes.get());
      case 'settings.get':
        return ok(settings.get());
      case 'keeping.state':
        return settings.keeping();
      case 'retention.plan':
        return ok({ before: null, bills: [] });
    }
  }

  function snapshot(): BatchSnapshot {
    return {
      revision,
      batch: tree.batch,
      bills: [...tree.bills.values()],
      documents: [...tree.documents.values()],
      pages: [...tree.pages.values()],
      history: nextLabels(steps),
      captureJobs: [...jobs.values()],
      statuses: [...statuses.values()],
      expected: [...expected],
      facts,
    } as unknown as BatchSnapshot;
  }

  feed(wish.sides);
  return {
    shell: 'browser',
    batchId,
    queue,
    run: run as StationClient['run'],
    ask: ask as StationClient['ask'],
    listen(onEvent) {
      listeners.add(onEvent);
      return () => listeners.delete(onEvent);
    },
    tree: () => tree,
    feed,
    emit,
    readAfter(ms) {
      readingMs = ms;
    },
    captures: () => [...jobs.values()],
    bringLink(link) {
      waitingLink = link;
      emit({ type: 'link.arrived' });
    },
    setStatus(change) {
      status = { ...status, ...change };
      emit({ type: 'station.status', status });
    },
    setFacts(change) {
      facts = { ...facts, ...change };
      emit({ type: 'gate.changed', batchId, facts });
    },
    settings,
    schemes,
    desk,
    orders,
    failNextScan(type, afterSides) {
      fault = { type, afterSides };
    },
    noteNextScan(next) {
      notes = next;
    },
    putIn(sides) {
      waiting = [...sides, ...waiting];
    },
    setDevices(list) {
      devices = list;
    },
  };
}
