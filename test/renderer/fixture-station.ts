import type { StationClient } from '../../src/contract/client.ts';
import type { CommandInput, CommandName } from '../../src/contract/commands.ts';
import type { StationError } from '../../src/contract/errors.ts';
import type { StationEvent } from '../../src/contract/events.ts';
import type {
  BatchSnapshot,
  BillStatus,
  CaptureJob,
  QueryName,
  StationStatus,
} from '../../src/contract/queries.ts';
import type { BatchId, BillId, CaptureJobId, IdByKind, PageId } from '../../src/domain/ids.ts';
import type { InvoiceFields } from '../../src/domain/invoice.ts';
import type { Reading, Recipe } from '../../src/domain/reading.ts';
import { err, ok, type Result } from '../../src/domain/result.ts';
import { problemsOf } from '../../src/domain/rules/check.ts';
import type { ExpectedInvoice } from '../../src/domain/rules/expected.ts';
import { matchBill } from '../../src/domain/rules/match.ts';
import { defaultCoverRule, defaultScanProfile } from '../../src/domain/rules/profile.ts';
import { submittedPages } from '../../src/domain/rules/submission.ts';
import { apply } from '../../src/domain/tree/apply.ts';
import { emptyTree } from '../../src/domain/tree/build.ts';
import { applyDiff, reverseDiff } from '../../src/domain/tree/changes.ts';
import type { Place, TreeCommand } from '../../src/domain/tree/commands.ts';
import type { TreeDiff } from '../../src/domain/tree/diff.ts';
import type { ImageFile, Tree } from '../../src/domain/tree/records.ts';

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
  setStatus(change: Partial<StationStatus>): void;
  /** The next scan ends in this fault after so many sides. */
  failNextScan(type: 'PaperJam' | 'DoubleFeed' | 'FeederEmpty', afterSides: number): void;
}

/** What one side of paper says. */
export interface FixtureSide {
  readonly kind: 'cover' | 'invoice' | 'attachment' | 'blank';
  readonly billNumber?: string;
  readonly invoice?: Partial<InvoiceFields>;
  readonly isBlurred?: boolean;
  readonly isBack?: boolean;
  readonly skewDeg?: number;
}

let minted = 0;
export function fixtureId<K extends keyof IdByKind>(kind: K): IdByKind[K] {
  minted += 1;
  return `${kind}:018f0000-0000-7000-8000-${String(minted).padStart(12, '0')}` as IdByKind[K];
}

export function invoiceFields(fields: Partial<InvoiceFields>): InvoiceFields {
  return {
    type: 'digital-special',
    code: null,
    number: '26317000000530000021',
    date: '2026-03-18',
    amountMinor: 1234567,
    amountBasis: 'gross',
    totalMinor: 1234567,
    currency: 'CNY',
    checkCode: null,
    sellerName: '上海明远电子科技股份有限公司',
    buyerName: '苏州华锐精密机械有限公司',
    source: 'qr',
    confidence: 0.99,
    ...fields,
  };
}

export function fixtureStation(wish: {
  sides: readonly FixtureSide[];
  expected?: readonly ExpectedInvoice[];
  msPerSide?: number;
  waiting?: readonly FixtureSide[];
}): FixtureStation {
  const batchId = fixtureId('batch');
  const listeners = new Set<(event: StationEvent) => void>();
  let tree = emptyTree({
    id: batchId,
    name: '2026-11-23 / 07',
    openedAt: Date.UTC(2026, 10, 23, 1),
    openedBy: '林晓',
  });
  let revision = 0;
  const steps: { label: string; diff: TreeDiff; isUndone: boolean }[] = [];
  const jobs = new Map<CaptureJobId, CaptureJob>();
  const statuses = new Map<BillId, BillStatus>();
  const expected = wish.expected ?? [];
  let waiting = [...(wish.waiting ?? [])];
  let fault: { type: 'PaperJam' | 'DoubleFeed' | 'FeederEmpty'; afterSides: number } | null = null;
  let status: StationStatus = {
    version: '0.1.0',
    operator: '林晓',
    dataFolder: '/var/lib/platen',
    diskFreeBytes: 214_000_000_000,
    service: { address: 'http://127.0.0.1:0', state: 'reachable' },
    queue: { waiting: 0, sending: 0, parked: 0 },
    deadJobs: 0,
  };

  const emit = (event: StationEvent) => {
    for (const listener of listeners) listener(event);
  };
  const historyState = () => ({
    undo: steps.findLast((step) => !step.isUndone)?.label ?? null,
    redo: steps.find((step) => step.isUndone)?.label ?? null,
  });

  function commit(diff: TreeDiff): void {
    tree = applyDiff(tree, diff);
    revision += 1;
    const event = { type: 'batch.changed', batchId, revision, diff, history: historyState() };
    emit(event as StationEvent);
  }

  function change(command: TreeCommand): Result<TreeDiff, StationError> {
    const result = apply(tree, command, fixtureId);
    if (result.ok) commit(result.value);
    return result;
  }

  function takeSide(job: CaptureJobId, feed: number, side: FixtureSide, place: Place): PageId {
    const id = fixtureId('page');
    pictures.set(id, side);
    const sheet = Math.floor(feed / 2) + 1;
    change({
      type: 'page.add',
      page: {
        id,
        captureJobId: job,
        feed,
        sheet,
        side: side.isBack ? 'back' : 'front',
        source: null,
        original: image(id, 'a'),
        dpi: 300,
        dpiBy: 'device',
      },
      place,
      grouping: 'split',
    });
    return id;
  }

  function read(pageId: PageId, side: FixtureSide): void {
    const recipe: Recipe = {
      quarterTurn: { value: 0, by: 'auto', confidence: 1 },
      skewDeg: { value: side.skewDeg ?? 0, by: 'auto', confidence: 0.9 },
      crop: { value: null, by: 'auto', confidence: 1 },
      tone: { value: 'whiten', by: 'auto', confidence: 1 },
    };
    const thumbnail = { ...image(pageId, 'c'), width: 190, height: 269 };
    change({
      type: 'page.read',
      pageId,
      recipe,
      reading: readingOf(side),
      rendition: { image: image(pageId, 'b'), thumbnail, recipe },
    });
  }

  function feed(sides: readonly FixtureSide[]): void {
    const job = fixtureId('capture');
    const ids = sides.map((side, at) => takeSide(job, at, side, { at: 'tail' }));
    for (const [at, side] of sides.entries()) {
      const id = ids[at];
      if (id) read(id, side);
    }
    jobs.set(job, jobOf(job, sides, 'done', sides.length));
  }

  function jobOf(
    id: CaptureJobId,
    sides: readonly FixtureSide[],
    state: CaptureJob['state'],
    taken: number,
  ): CaptureJob {
    const done = sides.slice(0, taken);
    return {
      id,
      batchId,
      kind: 'scan',
      state,
      startedAt: Date.now(),
      sheetsFed: Math.ceil(taken / 2),
      sidesTaken: taken,
      sidesBlank: done.filter((side) => side.kind === 'blank').length,
      sidesUnread: state === 'running' ? 2 : 0,
      fault: null,
      filesTotal: 0,
      filesDone: 0,
      failures: [],
    };
  }

  function startScan(place: Place): CaptureJobId {
    const id = fixtureId('capture');
    const sides = fault ? waiting.slice(0, fault.afterSides) : waiting;
    const ending = fault;
    fault = null;
    waiting = waiting.slice(sides.length);
    let at = 0;
    const tell = (job: CaptureJob) => {
      jobs.set(id, job);
      emit({ type: 'capture.changed', job });
    };
    tell(jobOf(id, sides, 'running', 0));
    const timer = setInterval(() => {
      const side = sides[at];
      if (jobs.get(id)?.state === 'cancelled') {
        clearInterval(timer);
      } else if (side) {
        const pageId = takeSide(id, at, side, place);
        at += 1;
        tell(jobOf(id, sides, 'running', at));
        setTimeout(() => read(pageId, side), wish.msPerSide ?? 200);
      } else {
        clearInterval(timer);
        const last = jobOf(id, sides, ending ? 'fault' : 'done', at);
        tell(
          ending
            ? { ...last, fault: { type: ending.type, afterSide: at, raw: 'feeder: jam at exit roller' } }
            : last,
        );
      }
    }, wish.msPerSide ?? 200);
    return id;
  }

  function submit(billIds: readonly BillId[]) {
    const problems = problemsOf(tree, billIds);
    const good = billIds.filter((id) => !problems.some((problem) => problem.billId === id));
    change({ type: 'bill.submitted', billIds: good });
    for (const billId of good) {
      const number = tree.bills.get(billId)?.number ?? '';
      const tell = (part: Partial<BillStatus>) => {
        const next = { ...(statuses.get(billId) as BillStatus), ...part, updatedAt: Date.now() };
        statuses.set(billId, next);
        emit({ type: 'bill.status', status: next });
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
        bytesTotal: 2_400_000,
        bytesSent: 0,
        results: null,
        updatedAt: Date.now(),
      });
      tell({});
      const scanned = submittedPages(tree, billId).map(({ document, invoices }) => ({
        documentId: document.id,
        invoices,
      }));
      const results = [
        ...matchBill(
          expected.filter((one) => one.billNumber === number),
          scanned,
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
    switch (name) {
      case 'batch.open':
        return ok({ batchId });
      case 'tree.edit': {
        const { edit } = input as CommandInput<'tree.edit'>;
        const result = change(edit as TreeCommand);
        if (!result.ok) return result;
        steps.splice(0, steps.length, ...steps.filter((step) => !step.isUndone));
        steps.push({ label: edit.type, diff: result.value, isUndone: false });
        commit({ bills: none, documents: none, pages: none });
        return ok({ revision });
      }
      case 'tree.undo': {
        const step = steps.findLast((one) => !one.isUndone);
        if (!step) return err({ type: 'NothingToUndo' });
        step.isUndone = true;
        commit(reverseDiff(step.diff));
        return ok({ revision });
      }
      case 'tree.redo': {
        const step = steps.find((one) => one.isUndone);
        if (!step) return err({ type: 'NothingToRedo' });
        step.isUndone = false;
        commit(step.diff);
        return ok({ revision });
      }
      case 'scan.start':
        return ok({ captureJobId: startScan((input as CommandInput<'scan.start'>).place as Place) });
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
      default:
        return ok({});
    }
  }

  async function ask(name: QueryName): Promise<Result<unknown, StationError>> {
    switch (name) {
      case 'station.status':
        return ok(status);
      case 'devices.list':
        return ok([
          { id: 'virtual', name: '虚拟扫描仪', driver: 'virtual' },
          { id: 'net-1', name: 'Example fi-1', driver: 'escl' },
        ]);
      case 'devices.capabilities':
        return ok({
          sources: ['feeder', 'platen'],
          sides: ['simplex', 'duplex'],
          dpi: [150, 200, 300, 600],
          colours: ['bitonal', 'gray', 'colour'],
          formats: [],
        });
      case 'batches.list':
        return ok([
          { batch: tree.batch, bills: tree.bills.size, pages: tree.pages.size, openBills: tree.bills.size },
        ]);
      case 'batch.snapshot':
        return ok(snapshot());
      case 'batch.problems':
        return ok(problemsOf(tree, null));
      case 'page.history':
        return ok([
          { at: Date.UTC(2026, 10, 23, 1, 12), operator: '林晓', act: 'scanned', detail: '{}' },
          { at: Date.UTC(2026, 10, 23, 1, 20), operator: '林晓', act: 'page.rotate', detail: '{"turn":90}' },
        ]);
      case 'queue.list':
        return ok([...statuses.values()]);
      case 'settings.get':
        return ok({
          coverRule: defaultCoverRule,
          profiles: [
            defaultScanProfile,
            { ...defaultScanProfile, name: 'simplex-200-gray', sides: 'simplex', dpi: 200, colour: 'gray' },
          ],
        });
    }
  }

  function snapshot(): BatchSnapshot {
    return {
      revision,
      batch: tree.batch,
      bills: [...tree.bills.values()],
      documents: [...tree.documents.values()],
      pages: [...tree.pages.values()],
      history: historyState(),
      captureJobs: [...jobs.values()],
      statuses: [...statuses.values()],
      expected: [...expected],
    } as unknown as BatchSnapshot;
  }

  feed(wish.sides);
  return {
    shell: 'browser',
    batchId,
    run: run as StationClient['run'],
    ask: ask as StationClient['ask'],
    listen(onEvent) {
      listeners.add(onEvent);
      return () => listeners.delete(onEvent);
    },
    tree: () => tree,
    feed,
    emit,
    setStatus(change) {
      status = { ...status, ...change };
      emit({ type: 'station.status', status });
    },
    failNextScan(type, afterSides) {
      fault = { type, afterSides };
    },
  };
}

const pictures = new Map<PageId, FixtureSide>();

const none = { added: [], updated: [], removed: [] };

/** The hash says what the side shows (first digit: its kind), so that whoever serves the pictures can draw it. */
function image(pageId: PageId, letter: string): ImageFile {
  const kind = ['cover', 'invoice', 'attachment', 'blank'].indexOf(pictures.get(pageId)?.kind ?? 'blank');
  const sha256 = String(kind) + (pageId.slice(-12) + letter).padStart(63, '0');
  return { sha256, mime: 'image/jpeg', bytes: 412_000, width: 2480, height: 3508 };
}

function readingOf(side: FixtureSide): Reading {
  const isInvoice = side.kind === 'invoice';
  const invoices = isInvoice && side.invoice ? [invoiceFields(side.invoice)] : [];
  const corners = (x: number, y: number, width: number, height: number) =>
    [
      { x, y },
      { x: x + width, y },
      { x: x + width, y: y + height },
      { x, y: y + height },
    ] as const;
  return {
    quality: {
      blank: { isBlank: side.kind === 'blank', inkRatio: side.kind === 'blank' ? 0.0002 : 0.043 },
      sharpness: { value: side.isBlurred ? 0.021 : 0.087, isBlurred: side.isBlurred ?? false },
      colour: 'colour',
    },
    codes: [
      ...(side.billNumber
        ? [{ format: 'Code128', text: side.billNumber, corners: corners(1240, 300, 900, 200) }]
        : []),
      ...(invoices.length > 0
        ? [{ format: 'QRCode', text: '01,31,,…', corners: corners(200, 160, 330, 330) }]
        : []),
    ],
    patches: [],
    invoices,
    kind: side.kind === 'blank' ? 'attachment' : side.kind,
    billNumber: side.billNumber ?? null,
  };
}
