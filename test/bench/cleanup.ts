import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type JpegOptions } from 'sharp';
import { cleanupPresets } from '../../src/domain/rules/cleanup.ts';
import { analysePage } from '../../src/imaging/analyse-page.ts';
import { decodePage } from '../../src/imaging/decode/decode-page.ts';
import { encodePage } from '../../src/imaging/encode/encode-page.ts';
import { type RenderedPage, renderPage } from '../../src/imaging/render/render-page.ts';
import { thumbnailOf } from '../../src/imaging/thumbnail/make-thumbnail.ts';
import { cpuMs, cpuMsOf, median } from './cpu.ts';
import { type BenchPage, benchPages } from './pages.ts';

/*
 * CPU milliseconds of the whole cleanup of a page, decode to thumbnail, beside bare decode and encode of the same page
 * in the same run: at the JPEG encoder's default (optimised Huffman tables) and fast, as Platen writes. Then unpaper
 * and ImageMagick -deskew on the same pages. No codes are read. With the flags of a page worker:
 * node --single-threaded-gc test/bench/cleanup.ts
 */
sharp.concurrency(1);
sharp.cache(false);

const blocks = 4;
const roundsABlock = 3;
/** Loops are compiled by then, as in a worker that did its warming. */
const warmRounds = 3;
const targets = { default: 1.9, fast: 2.3, others: 10 } as const;
const encodings = { default: { quality: 85 }, fast: { quality: 85, optimiseCoding: false } } as const;

const pages = await benchPages();
const laps = pages.map(() => new Map<string, number[]>());

/** CPU milliseconds by what was done, of one page once. */
type Laps = ReadonlyMap<string, number>;

function stopwatch(): { readonly laps: Laps; lap<T>(stage: string, work: () => T | Promise<T>): Promise<T> } {
  const taken = new Map<string, number>();
  return {
    laps: taken,
    async lap<T>(stage: string, work: () => T | Promise<T>): Promise<T> {
      let value: T | undefined;
      const ms = await cpuMs(async () => {
        value = await work();
      });
      taken.set(stage, ms);
      return value as T;
    },
  };
}

async function floors({ jpeg, captured: { width, height } }: BenchPage): Promise<Laps> {
  const { laps, lap } = stopwatch();
  for (const [name, encoding] of Object.entries(encodings)) {
    await lap(`floor ${name}`, async () => {
      const raw = await sharp(jpeg).raw().toBuffer();
      await sharp(raw, { raw: { width, height, channels: 3 } })
        .jpeg(encoding)
        .toBuffer();
    });
  }
  return laps;
}

async function cleanUp({ jpeg }: BenchPage): Promise<Laps> {
  const { laps, lap } = stopwatch();
  const decoded = await lap('decode', () => decodePage(jpeg, 300));
  if (!decoded.ok) throw new Error(decoded.error.detail);
  const { recipe } = await lap('analyse', () => analysePage(decoded.value, null, cleanupPresets.standard));
  const rendered = await lap('render', () => renderPage(decoded.value, recipe));
  await lap('thumbnail', () => thumbnailOf(rendered));
  await lap('encode', () => encodePage(rendered, recipe.output.value));
  await lap('encode default', () => encodeAs(rendered, encodings.default));
  return laps;
}

/** Page after page, as a worker has them. */
async function rounds(count: number, work: (page: BenchPage) => Promise<Laps>): Promise<void> {
  for (let round = 0; round < count; round++) {
    for (const [i, page] of pages.entries()) {
      for (const [stage, ms] of await work(page)) laps[i]?.set(stage, [...(laps[i]?.get(stage) ?? []), ms]);
    }
  }
}

/*
 * Floors and cleanup take turns in blocks, so that both see the same machine and neither pays for the pictures the
 * other left to the collector, or for code that was dropped while the other ran.
 */
for (let block = 0; block < blocks; block++) {
  await rounds(roundsABlock, floors);
  for (let round = 0; round < warmRounds; round++) for (const page of pages) await cleanUp(page);
  await rounds(roundsABlock, cleanUp);
}

const rows: string[] = [];
const ratios: Record<keyof typeof encodings, number[]> = { default: [], fast: [] };
const wholes: number[] = [];
for (const [page, { name }] of pages.entries()) {
  const ms = (stage: string) => median(laps[page]?.get(stage) ?? []);
  const work = ms('decode') + ms('analyse') + ms('render') + ms('thumbnail');
  const whole = { default: work + ms('encode default'), fast: work + ms('encode') };
  const over = { default: whole.default / ms('floor default'), fast: whole.fast / ms('floor fast') };
  ratios.default.push(over.default);
  ratios.fast.push(over.fast);
  wholes.push(whole.default);
  const cells = ['decode', 'analyse', 'render', 'thumbnail', 'encode', 'encode default'].map((stage) =>
    ms(stage).toFixed(0),
  );
  rows.push(
    `| ${name} | ${ms('floor default').toFixed(0)} / ${ms('floor fast').toFixed(0)} | ${cells.join(' | ')} | ` +
      `${over.default.toFixed(2)} | ${over.fast.toFixed(2)} |`,
  );
}

console.log(
  '| page | floor default / fast | decode | analyse | render | thumbnail | encode fast | encode default | over floor, default | over floor, fast |',
);
console.log('|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|');
for (const row of rows) console.log(row);
verdict('whole cleanup over floor, default encoding', mean(ratios.default), targets.default, 'most');
verdict('whole cleanup over floor, fast encoding', mean(ratios.fast), targets.fast, 'most');

const folder = mkdtempSync(join(tmpdir(), 'platen-bench-cleanup-'));
try {
  const others: Record<string, number[]> = { unpaper: [], 'ImageMagick -deskew': [] };
  for (const [i, { jpeg, captured }] of pages.entries()) {
    const { data, width, height } = captured;
    const source = join(folder, `${i}.ppm`);
    writeFileSync(source, Buffer.concat([Buffer.from(`P6\n${width} ${height}\n255\n`), data]));
    writeFileSync(join(folder, `${i}.jpg`), jpeg);
    const unpaper = cpuMsOf('unpaper', ['--overwrite', '-q', source, join(folder, 'out.ppm')]);
    const deskew = cpuMsOf('convert', [join(folder, `${i}.jpg`), '-deskew', '40%', join(folder, 'out.jpg')]);
    if (unpaper !== null) others.unpaper?.push(unpaper);
    if (deskew !== null) others['ImageMagick -deskew']?.push(deskew);
  }
  for (const [name, times] of Object.entries(others)) {
    if (times.length === 0) console.log(`${name}: not installed`);
    else {
      console.log(`${name}: median ${median(times).toFixed(0)} ms CPU a page`);
      verdict(`${name} over the whole cleanup`, median(times) / median(wholes), targets.others, 'least');
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function encodeAs({ data, width, height, channels }: RenderedPage, options: JpegOptions) {
  await sharp(data, { raw: { width, height, channels } })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .jpeg(options)
    .toBuffer();
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function verdict(name: string, value: number, target: number, bound: 'most' | 'least'): void {
  const isMet = bound === 'most' ? value <= target : value >= target;
  console.log(`${name}: ${value.toFixed(2)} (target: at ${bound} ${target}) ${isMet ? 'met' : 'MISSED'}`);
}
