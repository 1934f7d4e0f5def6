import { readFile } from 'node:fs/promises';
import { openSpoolingSide } from '../capture/spool.ts';
import type { PageReply, PageRequest, SpooledImage, StageMs } from '../contract/workers.ts';
import type { CodeFinding, PatchFinding, Quality, Reading, Recipe } from '../domain/reading.ts';
import type { QuarterTurn } from '../domain/units.ts';
import { analysePage } from '../imaging/analyse-page.ts';
import { type DecodedPage, decodePage } from '../imaging/decode/decode-page.ts';
import { type EncodedImage, encodePage } from '../imaging/encode/encode-page.ts';
import { turnByCodes, turnCorners, withCodeVote } from '../imaging/orient/vote.ts';
import type { Raster } from '../imaging/raster.ts';
import { lumaOf } from '../imaging/render/luma-of.ts';
import { type RenderedPage, renderPage } from '../imaging/render/render-page.ts';
import { turnRaster } from '../imaging/render/turn-raster.ts';
import { thumbnailOf } from '../imaging/thumbnail/make-thumbnail.ts';
import { type PageReading, readPage } from '../recognition/read-page.ts';
import { withDeviceFindings } from './device-findings.ts';

/** A blank page is read all the same, unless next to nothing is on it: a pale code may be all there is. */
const nothing = 1e-5;

/** One page the whole way, or its rendition anew. A damaged original or a file system that refuses is a `failure`. */
export async function processPage(request: PageRequest): Promise<PageReply> {
  try {
    return await (request.task === 'read' ? readTask(request) : renderTask(request));
  } catch (error) {
    if (isFileSystemError(error)) return { type: 'failure', detail: error.message };
    throw error;
  }
}

async function readTask(request: PageRequest): Promise<PageReply> {
  const clock = startClock();
  const decoded = await decodePage(await readFile(request.path), request.dpi);
  if (!decoded.ok) return { type: 'failure', detail: decoded.error.detail };
  const page = decoded.value;
  clock.lap('decode');
  const { recipe, quality } = analysePage(page, request.recipe, request.plan);
  clock.lap('analyse');
  const rendered = renderPage(page, recipe);
  clock.lap('render');
  const luma = lumaOf(rendered);
  const found = isEmpty(quality)
    ? emptyReading
    : await readPage(luma, page.dpi, { coverRule: request.coverRule });
  const turn = turnByCodes(found.codes, recipe);
  const upright = turnRaster(rendered, turn);
  clock.lap('read');
  const reading = turnReading({ ...found, quality }, turn, luma);
  return await finish(request, clock, {
    recipe: withCodeVote(recipe, found.codes, turn),
    reading: withDeviceFindings(reading, request.deviceSays, upright, request.coverRule),
    upright,
  });
}

async function renderTask(request: PageRequest): Promise<PageReply> {
  const clock = startClock();
  const decoded = await decodePage(await readFile(request.path), request.dpi);
  if (!decoded.ok) return { type: 'failure', detail: decoded.error.detail };
  const page: DecodedPage = decoded.value;
  clock.lap('decode');
  const recipe = request.recipe ?? analysePage(page, null, request.plan).recipe;
  clock.lap('analyse');
  const upright = renderPage(page, recipe);
  clock.lap('render');
  return await finish(request, clock, { recipe, reading: null, upright });
}

interface Finished {
  readonly recipe: Recipe;
  readonly reading: Reading | null;
  readonly upright: RenderedPage;
}

async function finish(request: PageRequest, clock: Clock, page: Finished): Promise<PageReply> {
  const { recipe, reading, upright } = page;
  const colour = recipe.output.value;
  const rendition = await spool(request.spoolFolder, await encodePage(upright, colour));
  clock.lap('encode');
  const thumbnail = await spool(request.spoolFolder, await thumbnailOf(upright));
  clock.lap('thumbnail');
  return { type: 'page', recipe, reading, rendition, thumbnail, colour, ms: clock.total() };
}

const emptyReading: PageReading = {
  codes: [],
  patches: [],
  invoices: [],
  kind: 'attachment',
  billNumber: null,
};

function isEmpty({ blank }: Quality): boolean {
  return blank.isBlank && blank.inkRatio < nothing;
}

/** What was read before a turn by codes, with its places in the turned rendition; nothing is read twice. */
function turnReading(
  reading: Reading,
  turn: QuarterTurn,
  { width, height }: Pick<Raster, 'width' | 'height'>,
): Reading {
  const turned = <T extends CodeFinding | PatchFinding>(finding: T): T => ({
    ...finding,
    corners: turnCorners(finding.corners, turn, width, height),
  });
  return { ...reading, codes: reading.codes.map(turned), patches: reading.patches.map(turned) };
}

async function spool(folder: string, { bytes, ...kind }: EncodedImage): Promise<SpooledImage> {
  const side = await openSpoolingSide(folder, kind.mime === 'image/png' ? 'png' : 'jpg');
  try {
    await side.write(bytes);
    return await side.finish(kind);
  } catch (error) {
    await side.discard();
    throw error;
  }
}

interface Clock {
  lap(stage: Exclude<keyof StageMs, 'total'>): void;
  total(): StageMs;
}

function startClock(): Clock {
  const start = performance.now();
  const ms = { decode: 0, analyse: 0, render: 0, read: 0, encode: 0, thumbnail: 0 };
  let last = start;
  return {
    lap(stage) {
      const now = performance.now();
      ms[stage] += now - last;
      last = now;
    },
    total: () => ({ ...ms, total: performance.now() - start }),
  };
}

function isFileSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}
