import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Feeder, NextSide } from './feeder.ts';
import type { JobSettings } from './job-settings.ts';
import { pdfOfSides } from './pdf-of-sides.ts';
import type { SideScan, SideSettings } from './stack.ts';

type Taken = Extract<NextSide, { type: 'side' }>;

/** NextDocument: the next side, or all that are left as one PDF, at its pace, with the faults that were ordered for it. */
export function openSideServer(feeder: Feeder, defaultPaceMs: number) {
  let lastSideAt = Number.NEGATIVE_INFINITY;

  async function scanAtPace(taken: Taken, settings: JobSettings): Promise<Buffer> {
    const bytes = await taken.scan(sideSettings(settings));
    const paceMs = feeder.controls.pace ?? defaultPaceMs;
    await delay(Math.max(0, lastSideAt + paceMs - performance.now()));
    lastSideAt = performance.now();
    return bytes;
  }

  return async function serveSide(jobId: string, response: ServerResponse): Promise<void> {
    const first = feeder.next(jobId);
    if (first.type !== 'side') {
      if (first.type === 'refused' && first.http === 503)
        response.setHeader('Retry-After', feeder.retryAfterS);
      response.statusCode = first.type === 'none' ? 404 : first.http;
      response.end();
      return;
    }
    const settings = settingsOf(feeder, jobId);
    const sides = [await scanAtPace(first, settings)];
    let last: Taken = first;
    const isWholeStack = feeder.controls.delivery === 'pdf-stack';
    while (isWholeStack) {
      // It lies in the scanner's memory: the paper is through.
      feeder.sideDone(jobId);
      const next = feeder.next(jobId);
      if (next.type !== 'side') break;
      sides.push(await scanAtPace(next, settings));
      last = next;
    }
    if (response.destroyed) return feeder.sideLost(jobId);
    const body =
      settings.format === 'application/pdf'
        ? await pdfOfSides(sides, settings)
        : (sides[0] ?? Buffer.alloc(0));

    response.setHeader('Content-Type', settings.format);
    const { drop, truncate } = feeder.controls;
    const isHit = (trouble: { at: number } | undefined) =>
      trouble !== undefined && trouble.at >= first.index && trouble.at <= last.index;
    if (isHit(drop)) {
      feeder.sideLost(jobId);
      response.setHeader('Content-Length', body.length);
      response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
      return;
    }
    const sent = isHit(truncate) ? body.subarray(0, Math.floor((body.length * 3) / 4)) : body;
    response.setHeader('Content-Length', sent.length);
    // Counted before the client can have all of it, so that its next question finds the side done.
    response.once('close', () => {
      if (!response.writableFinished) feeder.sideLost(jobId);
    });
    if (!isWholeStack) feeder.sideDone(jobId);
    response.end(sent);
    await scanAhead(last.ahead.slice(0, 2), sideSettings(settings));
  };
}

/** The feeder draws the next sheet in while this side is on its way. A side that fails here fails again when asked for, and is told then. */
async function scanAhead(scans: readonly SideScan[], settings: SideSettings): Promise<void> {
  for (const scan of scans) await scan(settings).catch(() => undefined);
}

function settingsOf(feeder: Feeder, jobId: string): JobSettings {
  const job = feeder.jobs().find(({ id }) => id === jobId);
  if (!job) throw new Error(`job ${jobId} is gone`);
  return job.settings;
}

/** Paper is scanned grey for black and white, and reduced afterwards. */
function sideSettings({ dpi, colour }: JobSettings): SideSettings {
  return { dpi, colour: colour === 'colour' ? 'colour' : 'gray' };
}
