import type { CommandInput } from '../../src/contract/commands.ts';
import type { Fault } from '../../src/contract/errors.ts';
import type { StationEvent } from '../../src/contract/events.ts';
import type { CaptureJob } from '../../src/contract/queries.ts';
import type { BatchId, CaptureJobId, DocumentId, PageId } from '../../src/domain/ids.ts';
import { accountOf } from '../../src/domain/rules/count.ts';
import type { NewPage, Place } from '../../src/domain/tree/commands.ts';
import { type FixtureSide, image, readingOf, recipeOf } from './fixture-pages.ts';
import { type FixtureTree, fixtureId } from './fixture-tree.ts';

/** The feeder of a station in memory, on a timer: what lies in it, and what came of every scan. */
export interface FixtureFeeder {
  /** Feeds the given sides at once. */
  feed(sides: readonly FixtureSide[]): void;
  startScan(order: CommandInput<'scan.start'>): CaptureJobId;
  cancel(id: CaptureJobId): void;
  captures(): readonly CaptureJob[];
  /** Tells the figures of a capture as its pages are now. */
  recount(id: CaptureJobId, part?: Partial<CaptureJob>): void;
  /** How long a side of the next scan takes to be read. */
  readAfter(ms: number): void;
  /** The next scan ends in this fault after so many sides. */
  failNextScan(type: Fault['type'], afterSides: number): void;
  /** What the next scan says of itself. */
  noteNextScan(notes: CaptureJob['notes']): void;
  /** Puts paper into the feeder, in front of what is there. */
  putIn(sides: readonly FixtureSide[]): void;
  /** Every order of a scan, as it came. */
  readonly orders: readonly CommandInput<'scan.start'>[];
}

export function fixtureFeeder(parts: {
  readonly batchId: BatchId;
  readonly tree: FixtureTree;
  readonly emit: (event: StationEvent) => void;
  readonly usualProfile: () => CaptureJob['profile'];
  readonly msPerSide: number;
  readonly waiting: readonly FixtureSide[];
}): FixtureFeeder {
  const { batchId, tree, emit, usualProfile, msPerSide } = parts;
  const jobs = new Map<CaptureJobId, CaptureJob>();
  const orders: CommandInput<'scan.start'>[] = [];
  let waiting = [...parts.waiting];
  let fault: { type: Fault['type']; afterSides: number } | null = null;
  let notes: CaptureJob['notes'] = [];
  let readingMs = msPerSide;

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
    tree.change(
      replacement
        ? { type: 'page.hold', page, behind: replacement.documentIds, grouping: 'split' }
        : { type: 'page.add', page, place, grouping: 'split' },
    );
    return id;
  }

  function read(pageId: PageId, side: FixtureSide): void {
    if (side.isGivenUp) {
      tree.change({ type: 'page.parked', pageId, detail: 'the worker ended: signal SIGSEGV' });
      return;
    }
    const recipe = recipeOf(side);
    const thumbnail = { ...image(pageId, side, 'c'), width: 190, height: 269 };
    tree.change({
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
    const { taken, blank, deleted, unread } = accountOf(id, tree.now().pages.values());
    let sheetsFed = 0;
    for (const page of tree.now().pages.values())
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
      profile: (order?.profile ?? usualProfile()) as CaptureJob['profile'],
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
    }, msPerSide);
    return job.id;
  }

  return {
    feed,
    startScan,
    cancel(id) {
      const job = jobs.get(id);
      if (!job) return;
      jobs.set(job.id, { ...job, state: 'cancelled' });
      emit({ type: 'capture.changed', job: { ...job, state: 'cancelled' } });
    },
    captures: () => [...jobs.values()],
    recount,
    readAfter(ms) {
      readingMs = ms;
    },
    failNextScan(type, afterSides) {
      fault = { type, afterSides };
    },
    noteNextScan(next) {
      notes = next;
    },
    putIn(sides) {
      waiting = [...sides, ...waiting];
    },
    orders,
  };
}
