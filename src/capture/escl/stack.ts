import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { ScanNote } from '../../contract/profile-shapes.ts';
import type { ScanEvent, ScanRequest } from '../../contract/workers.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { type DocumentSide, type PagesOfPdf, takeDocument } from './document.ts';
import { type EsclFault, failureFault } from './faults.ts';
import type { EsclHttp, HttpAnswer } from './http.ts';
import { deleteJob } from './job.ts';
import { judge, type StackEnd } from './judge.ts';
import type { EsclLimits } from './limits.ts';
import type { Quirks } from './quirks.ts';
import type { EsclSettings } from './settings.ts';
import { takeSide } from './side.ts';
import { type EsclStatus, readStatus } from './status.ts';

export interface RunningJob {
  readonly http: EsclHttp;
  readonly url: string;
  readonly settings: EsclSettings;
  readonly request: ScanRequest;
  readonly limits: EsclLimits;
  readonly quirks: Quirks;
  readonly pagesOfPdf: PagesOfPdf;
  /** What of the profile is not followed; told first. */
  readonly notes: readonly ScanNote[];
  readonly signal: AbortSignal;
}

/** The sides of a job as they are durable, then its end or fault. Deletes the job at the device unless it is through. */
export async function* takeStack(job: RunningJob): AsyncGenerator<ScanEvent> {
  let sides = 0;
  let isThrough = false;
  let pauseMs = 0;
  try {
    for (const note of job.notes) yield { type: 'note', note };
    while (true) {
      const limit = AbortSignal.timeout(limitMs(job));
      const until = AbortSignal.any([job.signal, limit]);
      // Cut short by a cancel only; the next call sees that itself.
      if (pauseMs > 0) await delay(pauseMs, undefined, { signal: until }).catch(() => undefined);
      const askedAt = performance.now();
      const step = await nextAnswer(job, sides, until);
      if (step.type === 'fault') {
        yield faultEvent(step.fault, sides);
        return;
      }
      if (step.type === 'end') {
        isThrough = true;
        yield* endEvents(job, step, sides);
        return;
      }
      for await (const side of sidesOf(job, step.answer, until)) {
        if (!side.ok) {
          yield faultEvent(until.aborted ? stopped(job) : side.error, sides);
          return;
        }
        if (job.signal.aborted) {
          await rm(side.value.image.path, { force: true });
          yield faultEvent(stopped(job), sides);
          return;
        }
        yield pageEvent(job, side.value, sides);
        sides += 1;
      }
      // At most half of what the side took, so that a fast feeder stays fast.
      const tookMs = performance.now() - askedAt;
      pauseMs = job.quirks.needsPause ? Math.min(job.limits.pauseMs, tookMs / 2) : 0;
    }
  } finally {
    // A job that is not through would keep the feeder running for nobody.
    if (!isThrough) await deleteJob(job.http, job.url, job.limits);
  }
}

type Step =
  | { readonly type: 'answer'; readonly answer: HttpAnswer }
  | StackEnd
  | { readonly type: 'fault'; readonly fault: EsclFault };

/** The answer that carries the next side, waited for as long as the device says that it comes. */
async function nextAnswer(job: RunningJob, sides: number, until: AbortSignal): Promise<Step> {
  const startedAt = performance.now();
  for (let refusals = 0; ; refusals += 1) {
    const answer = await job.http.get(`${job.url}/NextDocument`, until);
    if (until.aborted) {
      if (answer.ok) answer.value.body.destroy();
      return { type: 'fault', fault: stopped(job) };
    }
    if (!answer.ok) return { type: 'fault', fault: failureFault(answer.error) };
    if (answer.value.status === 200) return { type: 'answer', answer: answer.value };
    answer.value.body.destroy();
    const status = await scannerStatus(job.http, until);
    if (until.aborted) return { type: 'fault', fault: stopped(job) };
    if (!status.ok) return { type: 'fault', fault: status.error };
    const verdict = judge(
      {
        httpStatus: answer.value.status,
        retryAfterMs: retryAfterMs(answer.value),
        status: status.value,
        jobPath: new URL(job.url).pathname,
        source: job.settings.source,
        isBlankRemoved: job.settings.blankRemoval === true,
        sides,
        refusals,
        waitedMs: performance.now() - startedAt,
        limitMs: limitMs(job),
      },
      job.limits,
      job.quirks,
    );
    if (verdict.type !== 'again') return verdict;
    await delay(verdict.afterMs, undefined, { signal: until }).catch(() => undefined);
    if (until.aborted) return { type: 'fault', fault: stopped(job) };
  }
}

/** One side, or all that a document holds. A device may send the other format than it was asked for, and says so. */
async function* sidesOf(
  job: RunningJob,
  answer: HttpAnswer,
  until: AbortSignal,
): AsyncGenerator<Result<DocumentSide, EsclFault>> {
  const { limits, settings, pagesOfPdf } = job;
  const { spoolFolder } = job.request;
  const told = answer.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  const format = told === 'application/pdf' || told === 'image/jpeg' ? told : settings.format;
  if (format === 'application/pdf') {
    yield* takeDocument(answer, { spoolFolder, dpi: settings.dpi, limits, pagesOfPdf }, until);
    return;
  }
  const image = await takeSide(answer, spoolFolder, limits, until);
  yield image.ok ? ok({ image: image.value, dpi: settings.dpi }) : image;
}

function pageEvent({ settings }: RunningJob, { image, dpi }: DocumentSide, index: number): ScanEvent {
  const isDuplex = settings.sides === 'duplex';
  return {
    type: 'page',
    index,
    sheet: isDuplex ? Math.floor(index / 2) + 1 : index + 1,
    side: isDuplex && index % 2 === 1 ? 'back' : 'front',
    dpi,
    image,
    // eSCL says nothing of a side beyond its pixels.
    info: { patch: null, codes: [], imprinted: null },
  };
}

function* endEvents({ settings }: RunningJob, end: StackEnd, sides: number): Generator<ScanEvent> {
  const perSheet = settings.sides === 'duplex' ? 2 : 1;
  const sheets = Math.ceil(sides / perSheet);
  if (end.evidence === 'feeder') yield { type: 'note', note: { type: 'EndByFeederOnly' } };
  if (sides % perSheet !== 0) yield { type: 'note', note: { type: 'BackMissing', sheet: sheets } };
  yield { type: 'end', sides, deviceSheets: sheetsCounted(end.imagesCompleted, sides, perSheet) };
}

/** Sheets by the device's own count of images; null where it has none. A count below what came here counts something else, or nothing yet. */
export function sheetsCounted(images: number | null, sides: number, perSheet: 1 | 2): number | null {
  return images !== null && images >= sides ? Math.ceil(images / perSheet) : null;
}

function limitMs({ settings, limits }: RunningJob): number {
  return settings.format === 'application/pdf' ? limits.documentMs : limits.pageMs;
}

function stopped(job: RunningJob): EsclFault {
  return job.signal.aborted
    ? { type: 'Cancelled', raw: null }
    : { type: 'DriverTimeout', raw: `no side in ${limitMs(job)} ms` };
}

async function scannerStatus(http: EsclHttp, signal: AbortSignal): Promise<Result<EsclStatus, EsclFault>> {
  const root = await http.xml('ScannerStatus', signal);
  return root.ok ? ok(readStatus(root.value)) : err(failureFault(root.error));
}

/** Seconds only: a scanner's clock is no clock to wait by. */
function retryAfterMs(answer: HttpAnswer): number | null {
  const seconds = answer.headers['retry-after'];
  return seconds !== undefined && /^\d+$/.test(seconds) ? Number(seconds) * 1000 : null;
}

export function faultEvent(fault: EsclFault, afterSide: number): ScanEvent {
  return { type: 'fault', fault: { ...fault, afterSide } };
}
