import sharp from 'sharp';
import { cleanupPresets } from '../../src/domain/rules/cleanup.ts';
import { analysePage } from '../../src/imaging/analyse-page.ts';
import { decodePage } from '../../src/imaging/decode/decode-page.ts';
import { encodePage } from '../../src/imaging/encode/encode-page.ts';
import { renderPage } from '../../src/imaging/render/render-page.ts';
import { thumbnailOf } from '../../src/imaging/thumbnail/make-thumbnail.ts';
import { capture, letter, photo, seal } from '../imaging/draw-page.ts';

/*
 * CPU milliseconds of each stage for one A4 page of 300 dpi in colour, beside bare decode and encode of the same page
 * with the same settings in the same run. Cleanup only, no codes read: node test/bench/stages.ts
 */
sharp.concurrency(1);
sharp.cache(false);

const rounds = 9;
const pages = {
  'letter, 1.3 degrees': capture(letter('han'), { dpi: 300, skewDeg: 1.3 }),
  'letter, straight': capture(letter('latin'), { dpi: 300 }),
  'letter, photograph and seal on a black bed, -2 degrees': capture(
    (sheet, random) => {
      letter('han')(sheet, random);
      photo(sheet, random, 100, 190, 90, 70);
      seal(sheet, 150, 120, 20);
    },
    { dpi: 300, skewDeg: -2, bed: { marginMm: 6, colour: '#0a0a0a' } },
  ),
  'letter, sideways': capture(letter('han'), { dpi: 300, turn: 90, skewDeg: 0.8 }),
};

for (const [name, page] of Object.entries(pages)) {
  const { width, height } = page;
  const jpeg = await sharp(page.data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
  const laps: Record<string, number[]> = {};
  const measure = async <T>(stage: string, work: () => T | Promise<T>): Promise<T> => {
    const before = process.cpuUsage();
    const value = await work();
    const { user, system } = process.cpuUsage(before);
    laps[stage] ??= [];
    laps[stage].push((user + system) / 1000);
    return value;
  };
  for (let round = 0; round < rounds; round++) {
    await measure('floor', async () => {
      const raw = await sharp(jpeg).raw().toBuffer();
      await sharp(raw, { raw: { width, height, channels: 3 } })
        .jpeg({ quality: 85 })
        .toBuffer();
    });
    const decoded = await measure('decode', () => decodePage(jpeg, 300));
    if (!decoded.ok) throw new Error(decoded.error.detail);
    const { recipe } = await measure('analyse', () =>
      analysePage(decoded.value, null, cleanupPresets.standard),
    );
    const rendered = await measure('render', () => renderPage(decoded.value, recipe));
    await measure('encode', () => encodePage(rendered, recipe.output.value));
    await measure('thumbnail', () => thumbnailOf(rendered));
  }
  const medians = Object.entries(laps).map(([stage, ms]) => [stage, median(ms)] as const);
  const floor = medians.find(([stage]) => stage === 'floor')?.[1] ?? 0;
  const full = medians.reduce((sum, [stage, ms]) => (stage === 'floor' ? sum : sum + ms), 0);
  console.log(name);
  for (const [stage, ms] of medians) console.log(`  ${stage.padEnd(10)} ${ms.toFixed(0).padStart(5)} ms`);
  console.log(`  full ${full.toFixed(0)} ms, ${(full / floor).toFixed(2)} x floor`);
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
