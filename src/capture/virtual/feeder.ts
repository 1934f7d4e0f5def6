import { randomUUID } from 'node:crypto';
import { adfStateOf, type Controls } from './controls.ts';
import type { JobSettings } from './job-settings.ts';
import type { PaperStack, SideScan } from './stack.ts';

export type JobState = 'Processing' | 'Completed' | 'Canceled' | 'Aborted';

export interface ScanJob {
  readonly id: string;
  readonly settings: JobSettings;
  readonly state: JobState;
  readonly sidesDone: number;
}

/** What NextDocument finds. */
export type NextSide =
  | {
      readonly type: 'side';
      readonly scan: SideScan;
      readonly index: number;
      readonly ahead: readonly SideScan[];
    }
  | { readonly type: 'none' }
  | { readonly type: 'refused'; readonly http: number };

interface RunningJob {
  id: string;
  settings: JobSettings;
  state: JobState;
  sidesDone: number;
  sheet: { sides: readonly SideScan[]; next: number; done: number } | null;
  /** Instant of its client's last word; a job nobody asks for is given up. */
  heardAt: number;
}

const reloadAfterMs = 1_000;
const abandonedAfterMs = 5_000;
const jobsKept = 10;

/**
 * The moving parts: paper, jobs and faults, without any protocol. A sheet leaves the feeder when its last side is
 * done, so that after a fault or a cancel the same sheet comes again. `reload`: an idle empty feeder fills itself.
 */
export function openFeeder(stack: PaperStack, loading: 'reload' | 'manual', now: () => number) {
  let position = 0;
  let isRemoved = false;
  let stuck: string | null = null;
  let emptySince = now();
  let controls: Controls = {};
  let busyLeft = 0;
  let hasLiedEmpty = false;
  const jobs: RunningJob[] = [];

  const hasPaper = () => !isRemoved && stack.sheetAt(position, 'simplex') !== null;
  const active = () => jobs.find((job) => job.state === 'Processing') ?? null;

  /** Only when somebody else wants to scan: a client may take its time. */
  function giveUpAbandoned(): void {
    const job = active();
    if (job && now() - job.heardAt > abandonedAfterMs) job.state = 'Aborted';
  }

  /** Where nothing watches for two sheets at once, nothing stops for them. */
  function faultFor(job: RunningJob): Controls['fault'] {
    const { fault } = controls;
    return fault?.type === 'doubleFeed' && job.settings.doubleFeed === 'off' ? undefined : fault;
  }

  function complete(job: RunningJob): void {
    job.state = 'Completed';
    emptySince = now();
    if (controls.forgetJob) jobs.splice(jobs.indexOf(job), 1);
  }

  /** The sheet in the paper path, drawn in if there is none. */
  function sheetOf(job: RunningJob) {
    if (job.settings.source === 'platen' && job.sidesDone > 0) return null;
    if (job.sheet) return job.sheet;
    if (!hasPaper()) return null;
    const sheet = stack.sheetAt(position, job.settings.sides);
    job.sheet = sheet && { ...sheet, done: 0 };
    return job.sheet;
  }

  return {
    control(wanted: Controls): void {
      if (wanted.clear) {
        // How sides are delivered is no fault.
        controls = controls.delivery ? { delivery: controls.delivery } : {};
        stuck = null;
        busyLeft = 0;
      }
      controls = { ...controls, ...wanted };
      if (wanted.busy) busyLeft = wanted.busy.times;
      if (wanted.falseEmpty) hasLiedEmpty = false;
      if (wanted.empty) isRemoved = true;
      if (wanted.load) {
        isRemoved = false;
        position = 0;
      }
    },

    get controls(): Controls {
      return controls;
    },

    get retryAfterS(): number {
      return controls.busy?.retryAfterS ?? 1;
    },

    /** AdfState; looking at an idle empty feeder may find it filled again. */
    adfState(): string {
      if (stuck) return stuck;
      if (active()?.settings.source === 'feeder') return 'ScannerAdfProcessing';
      // What somebody took out stays out until it is laid in again.
      const isIdle = !isRemoved && now() - emptySince >= reloadAfterMs;
      if (!hasPaper() && loading === 'reload' && isIdle) position = 0;
      return hasPaper() ? 'ScannerAdfLoaded' : 'ScannerAdfEmpty';
    },

    jobs: (): readonly ScanJob[] => jobs,
    isBusy: () => active() !== null,

    /** The new job's id, or the HTTP status that refuses it. */
    start(settings: JobSettings): { readonly id: string } | { readonly http: 409 | 503 } {
      giveUpAbandoned();
      if (busyLeft > 0 && controls.busy?.at === null) {
        busyLeft -= 1;
        return { http: 503 };
      }
      if (active()) return { http: 503 };
      if (stuck || !hasPaper()) return { http: 409 };
      const id = randomUUID();
      jobs.unshift({ id, settings, state: 'Processing', sidesDone: 0, sheet: null, heardAt: now() });
      jobs.splice(jobsKept);
      return { id };
    },

    next(id: string): NextSide {
      const job = jobs.find((one) => one.id === id);
      if (!job) return { type: 'refused', http: 404 };
      job.heardAt = now();
      const index = job.sidesDone;
      const { busy, falseEmpty } = controls;
      const fault = faultFor(job);
      if (stuck && fault) return { type: 'refused', http: fault.http };
      if (job.state !== 'Processing') return { type: 'none' };
      if (busy?.at === index && busyLeft > 0) {
        busyLeft -= 1;
        return { type: 'refused', http: 503 };
      }
      if (falseEmpty?.at === index && !hasLiedEmpty) {
        hasLiedEmpty = true;
        return { type: 'refused', http: 404 };
      }
      if (fault?.at === index) {
        stuck = adfStateOf(fault.type);
        job.state = 'Aborted';
        return { type: 'refused', http: fault.http };
      }
      const sheet = sheetOf(job);
      const scan = sheet?.sides[sheet.done];
      if (!sheet || !scan) {
        complete(job);
        return { type: 'none' };
      }
      const following = stack.sheetAt(sheet.next, job.settings.sides)?.sides ?? [];
      return { type: 'side', scan, index, ahead: [...sheet.sides.slice(sheet.done + 1), ...following] };
    },

    /** The side has gone out whole. */
    sideDone(id: string): void {
      const job = jobs.find((one) => one.id === id);
      if (job?.state !== 'Processing' || !job.sheet) return;
      job.heardAt = now();
      job.sidesDone += 1;
      job.sheet.done += 1;
      if (job.sheet.done < job.sheet.sides.length) return;
      if (job.settings.source === 'feeder') position = job.sheet.next;
      job.sheet = null;
      if (job.settings.source === 'feeder' && hasPaper()) return;
      if (faultFor(job)?.at === job.sidesDone) return;
      complete(job);
    },

    /** The side could not go out: the line broke. The device stops, as it cannot know what arrived. */
    sideLost(id: string): void {
      const job = jobs.find((one) => one.id === id);
      if (job?.state === 'Processing') job.state = 'Aborted';
    },

    cancel(id: string): boolean {
      const job = jobs.find((one) => one.id === id);
      if (!job) return false;
      if (job.state === 'Processing') job.state = 'Canceled';
      return true;
    },
  };
}

export type Feeder = ReturnType<typeof openFeeder>;
