import type { StationClient } from '../../src/contract/client.ts';
import type { CommandInput, CommandName } from '../../src/contract/commands.ts';
import type { DeviceList } from '../../src/contract/device-shapes.ts';
import type { StationError } from '../../src/contract/errors.ts';
import type { StationEvent } from '../../src/contract/events.ts';
import type { BatchSnapshot, QueryInput, QueryName, StationStatus } from '../../src/contract/queries.ts';
import type { BillStatus } from '../../src/contract/queue-shapes.ts';
import type { BatchId, BillId, CaptureJobId } from '../../src/domain/ids.ts';
import type { Link } from '../../src/domain/link.ts';
import { err, ok, type Result } from '../../src/domain/result.ts';
import { problemsOf } from '../../src/domain/rules/check.ts';
import { countProblems, stackOf } from '../../src/domain/rules/count.ts';
import type { ExpectedInvoice } from '../../src/domain/rules/expected.ts';
import { type GateFacts, usualGate } from '../../src/domain/rules/gate.ts';
import { matchBill } from '../../src/domain/rules/match.ts';
import { scannedDocuments } from '../../src/domain/rules/submission.ts';
import type { TreeCommand } from '../../src/domain/tree/commands.ts';
import { effectsOf, stepSubject } from '../../src/domain/tree/effects.ts';
import { nextLabels } from '../../src/domain/tree/history.ts';
import type { Tree } from '../../src/domain/tree/records.ts';
import { deletedPages } from '../../src/domain/tree/views.ts';
import { isClosed } from '../../src/renderer/station/closed.ts';
import { type FixtureDesk, fixtureDesk } from './fixture-desk.ts';
import { type FixtureFeeder, fixtureFeeder } from './fixture-feeder.ts';
import type { FixtureSide } from './fixture-pages.ts';
import { emptyQueue, type FixtureQueue, fixtureQueue, statusOf } from './fixture-queue.ts';
import { type FixtureSchemes, fixtureSchemes } from './fixture-schemes.ts';
import {
  type FixtureSettings,
  fixtureCapabilities,
  fixtureDevices,
  fixtureSettings,
} from './fixture-settings.ts';
import { fixtureId, fixtureTree } from './fixture-tree.ts';

/**
 * A double of the station for building and testing the window alone: the real domain over pages made by hand, in
 * memory, with a feeder that runs on a timer. It scans no paper, stores nothing and sends nothing.
 */
export interface FixtureStation
  extends StationClient,
    Omit<FixtureFeeder, 'startScan' | 'cancel' | 'recount'> {
  readonly batchId: BatchId;
  tree(): Tree;
  emit(event: StationEvent): void;
  /** A link from outside. */
  bringLink(link: Link): void;
  setStatus(change: Partial<StationStatus>): void;
  /** What the station knows besides. */
  setFacts(change: Partial<GateFacts>): void;
  readonly settings: FixtureSettings;
  readonly schemes: FixtureSchemes;
  readonly queue: FixtureQueue;
  setDevices(list: DeviceList): void;
  /** What the service answers of lists and checks. */
  readonly desk: FixtureDesk;
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
  const statuses = new Map<BillId, BillStatus>();
  const expected = wish.expected ?? [];
  let devices: DeviceList = { devices: [...fixtureDevices], failures: [] };
  /** Of a re-run, which waits here until it is cancelled. */
  let rerun = { done: 0, total: 0 };
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
  const batch = fixtureTree(batchId, emit);
  const feeder = fixtureFeeder({
    batchId,
    tree: batch,
    emit,
    usualProfile: () => settings.get().profiles.profiles[0]?.settings ?? null,
    msPerSide: wish.msPerSide ?? 200,
    waiting: wish.waiting ?? [],
  });

  function submit(billIds: readonly BillId[]) {
    const problems = [
      ...problemsOf(batch.now(), billIds, facts),
      ...countProblems(batch.now(), feeder.captures(), billIds),
    ];
    const good = billIds.filter((id) => !problems.some((problem) => problem.billId === id));
    batch.change({ type: 'bill.submitted', billIds: good });
    for (const billId of good) {
      const number = batch.now().bills.get(billId)?.number ?? '';
      const tell = (part: Partial<BillStatus>) => {
        const next = { ...(statuses.get(billId) as BillStatus), ...part, updatedAt: Date.now() };
        emit({ type: 'bill.status', statuses: [next] });
      };
      statuses.set(billId, statusOf({ billId, batchId, number, bytesTotal: 2_400_000 }));
      tell({});
      const results = [
        ...matchBill(
          expected.filter((one) => one.billNumber === number),
          scannedDocuments(batch.now(), billId),
        ),
      ];
      setTimeout(() => tell({ stage: 'sending', bytesSent: 1_100_000, attempts: 1 }), 300);
      setTimeout(() => tell({ stage: 'accepted', bytesSent: 2_400_000 }), 700);
      const stage = results.every((result) => result.verdict === 'matched') ? 'matched' : 'unmatched';
      setTimeout(() => tell({ stage, results: results as BillStatus['results'] }), 1100);
    }
    return { submitted: good, problems };
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
        const result = batch.edit((input as CommandInput<'tree.edit'>).edit as TreeCommand);
        if (result.ok) for (const { id } of feeder.captures()) feeder.recount(id);
        return result;
      }
      case 'quality.accept': {
        const { pageIds } = input as CommandInput<'quality.accept'>;
        return batch.edit({ type: 'page.accept', pageIds, by: status.operator });
      }
      case 'bill.setPaper': {
        const { billId, paper } = input as CommandInput<'bill.setPaper'>;
        return batch.edit({ type: 'bill.setPaper', billId, paper, by: status.operator });
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
      case 'tree.undo':
        return batch.undo((input as CommandInput<'tree.undo'>).to);
      case 'tree.redo':
        return batch.redo((input as CommandInput<'tree.redo'>).to);
      case 'scan.start':
        return ok({ captureJobId: feeder.startScan(input as CommandInput<'scan.start'>) });
      case 'capture.setCount':
      case 'capture.acceptCount': {
        const count = input as CommandInput<'capture.setCount'>;
        const stack = stackOf(feeder.captures(), count.captureJobId as CaptureJobId);
        if (!stack) return err({ type: 'CaptureNotFound', captureJobId: count.captureJobId as CaptureJobId });
        feeder.recount(
          stack.first,
          name === 'capture.setCount'
            ? { countedSheets: count.countedSheets, countAcceptedBy: null }
            : { countAcceptedBy: status.operator },
        );
        return ok({});
      }
      case 'capture.cancel':
        feeder.cancel((input as CommandInput<'capture.cancel'>).captureJobId as CaptureJobId);
        return ok({});
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
          {
            batch: batch.now().batch,
            bills: batch.now().bills.size,
            pages: batch.now().pages.size,
            openBills: batch.now().bills.size,
          },
        ]);
      case 'bill.named': {
        const { number } = input as QueryInput<'bill.named'>;
        const bill = [...batch.now().bills.values()].find(
          (one) => one.number === number && one.state === 'open',
        );
        const named = [...statuses.values()].find((one) => one.number === number);
        return ok({ open: bill ? { batchId, billId: bill.id } : null, status: named ?? null });
      }
      case 'batch.snapshot':
        return ok(snapshot());
      case 'batch.problems':
        return ok(problemsOf(batch.now(), null, facts));
      case 'batch.history':
        return ok(
          batch.steps().map(({ seq, label, diff, isUndone }) => ({
            seq,
            label,
            state: isUndone ? 'undone' : 'done',
            at: Date.UTC(2026, 10, 23, 1, 20 + seq),
            operator: status.operator,
            subject: stepSubject(batch.now(), diff),
            effects: effectsOf(batch.now(), diff),
          })),
        );
      case 'batch.deletions':
        return ok(
          deletedPages(batch.now()).map((page) => ({
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
      revision: batch.revision(),
      batch: batch.now().batch,
      bills: [...batch.now().bills.values()],
      documents: [...batch.now().documents.values()],
      pages: [...batch.now().pages.values()],
      history: nextLabels(batch.steps()),
      captureJobs: [...feeder.captures()],
      statuses: [...statuses.values()],
      expected: [...expected],
      facts,
    } as unknown as BatchSnapshot;
  }

  feeder.feed(wish.sides);
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
    tree: batch.now,
    feed: feeder.feed,
    emit,
    readAfter: feeder.readAfter,
    captures: feeder.captures,
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
    orders: feeder.orders,
    failNextScan: feeder.failNextScan,
    noteNextScan: feeder.noteNextScan,
    putIn: feeder.putIn,
    setDevices(list) {
      devices = list;
    },
  };
}
