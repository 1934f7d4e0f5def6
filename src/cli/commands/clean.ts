import { copyFile, mkdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { type Recipe, type RecipeValue, recipeValues } from '../../domain/reading.ts';
import type { CleanupPlan } from '../../domain/rules/cleanup.ts';
import { defaultCoverRule } from '../../domain/rules/profile.ts';
import type { Output } from '../output.ts';
import { nameOfPage } from '../page-name.ts';
import { processFiles } from '../pages.ts';

/** `platen clean FILE... --out DIR`: the cleanup alone, with what it found. */
export async function cleanFiles(
  files: readonly string[],
  options: { readonly out: string; readonly plan: CleanupPlan },
  output: Output,
): Promise<void> {
  await mkdir(options.out, { recursive: true });
  for await (const done of processFiles(files, { coverRule: defaultCoverRule, plan: options.plan })) {
    const { file } = done;
    if ('error' in done) {
      output.failure(done.error, { file });
      continue;
    }
    const { page, dpi, dpiBy, reply } = done;
    const { recipe, reading, rendition, colour, ms } = reply;
    if (!reading) throw new Error('a page was cleaned without being read');
    const out = join(options.out, nameOfPage(file, page, extname(rendition.path)));
    await copyFile(rendition.path, out);
    const { width, height } = rendition;
    const { decode, analyse, render, encode, total } = ms;
    output.line(
      {
        file,
        page,
        width,
        height,
        skewDeg: recipe.skewDeg.value,
        orientationDeg: recipe.quarterTurn.value,
        crop: recipe.crop.value,
        blank: reading.quality.blank,
        sharpness: reading.quality.sharpness,
        colour,
        dpi,
        dpiBy,
        corners: recipe.corners.value,
        output: recipe.output.value,
        removed: removedBy(recipe),
        confidence: confidenceOf(recipe),
        skewSeen: reading.quality.skew,
        clipped: reading.quality.clipped,
        sheetMm: reading.quality.sheetMm,
        overlap: reading.quality.overlap,
        out,
        ms: { decode, analyse, render, encode, total },
      },
      `${file} page ${page}: skew ${recipe.skewDeg.value.toFixed(2)} deg, turn ${recipe.quarterTurn.value}, ` +
        `${reading.quality.blank.isBlank ? 'blank' : colour}, ${Math.round(total)} ms -> ${out}`,
    );
  }
}

/** How sure each stage was, by the value it decides; one that is not sure leaves the page as it is. */
function confidenceOf(recipe: Recipe): Readonly<Record<string, number>> {
  const rounded = (value: RecipeValue) => Math.round(recipe[value].confidence * 1000) / 1000;
  return Object.fromEntries(recipeValues.map((value) => [value, rounded(value)]));
}

/** What was taken off the page, beside its tilt. */
function removedBy({ tone, bleed, borders, holes, specks }: Recipe) {
  return {
    shade: tone.value,
    bleed: bleed.value === 'remove',
    borders: borders.value === 'clear',
    holes: holes.value === 'fill',
    specks: specks.value,
  };
}
