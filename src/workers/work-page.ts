import type { PageRequest, StageMs } from '../contract/workers.ts';
import type { CodeFinding, ColourKind, PatchFinding, Quality, Reading, Recipe } from '../domain/reading.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { QuarterTurn } from '../domain/units.ts';
import { analysePage } from '../imaging/analyse-page.ts';
import { decodePage } from '../imaging/decode/decode-page.ts';
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

/** What to do with a page, wherever its original comes from and its pictures go. */
export type PageTask = Omit<PageRequest, 'type' | 'path' | 'spoolFolder'>;

/** A page as worked: the pictures in memory, the reading null where only a rendition was asked for. */
export interface WorkedPage {
  readonly recipe: Recipe;
  readonly reading: Reading | null;
  readonly rendition: EncodedImage;
  readonly thumbnail: EncodedImage;
  readonly colour: ColourKind;
  readonly ms: StageMs;
}

/** One page the whole way, or its rendition anew, from the bytes of its original. Fails on a damaged original. */
export async function workPage(
  original: Buffer,
  task: PageTask,
): Promise<Result<WorkedPage, { readonly detail: string }>> {
  const clock = startClock();
  const decoded = await decodePage(original, task.dpi);
  if (!decoded.ok) return err({ detail: decoded.error.detail });
  const page = decoded.value;
  clock.lap('decode');
  if (task.task === 'render') {
    const recipe = task.recipe ?? analysePage(page, null, task.plan).recipe;
    clock.lap('analyse');
    const upright = renderPage(page, recipe);
    clock.lap('render');
    return ok(await encoded(clock, { recipe, reading: null, upright }));
  }
  const { recipe, quality } = analysePage(page, task.recipe, task.plan);
  clock.lap('analyse');
  const rendered = renderPage(page, recipe);
  clock.lap('render');
  const luma = lumaOf(rendered);
  const found = isEmpty(quality)
    ? emptyReading
    : await readPage(luma, page.dpi, { coverRule: task.coverRule });
  const turn = turnByCodes(found.codes, recipe);
  const upright = turnRaster(rendered, turn);
  clock.lap('read');
  const reading = turnReading({ ...found, quality }, turn, luma);
  return ok(
    await encoded(clock, {
      recipe: withCodeVote(recipe, found.codes, turn),
      reading: withDeviceFindings(reading, task.deviceSays, upright, task.coverRule),
      upright,
    }),
  );
}

async function encoded(
  clock: Clock,
  { recipe, reading, upright }: Pick<WorkedPage, 'recipe' | 'reading'> & { readonly upright: RenderedPage },
): Promise<WorkedPage> {
  const colour = recipe.output.value;
  const rendition = await encodePage(upright, colour);
  clock.lap('encode');
  const thumbnail = await thumbnailOf(upright);
  clock.lap('thumbnail');
  return { recipe, reading, rendition, thumbnail, colour, ms: clock.total() };
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
