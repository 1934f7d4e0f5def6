import { copyFile, mkdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { defaultCoverRule } from '../../domain/rules/profile.ts';
import type { Output } from '../output.ts';
import { nameOfPage } from '../page-name.ts';
import { processFiles } from '../pages.ts';

/** `platen clean FILE... --out DIR`: the cleanup alone, with what it found. */
export async function cleanFiles(
  files: readonly string[],
  options: { readonly out: string },
  output: Output,
): Promise<void> {
  await mkdir(options.out, { recursive: true });
  for await (const done of processFiles(files, defaultCoverRule)) {
    const { file } = done;
    if ('error' in done) {
      output.failure(done.error, { file });
      continue;
    }
    const { page, reply } = done;
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
        out,
        ms: { decode, analyse, render, encode, total },
      },
      `${file} page ${page}: skew ${recipe.skewDeg.value.toFixed(2)} deg, turn ${recipe.quarterTurn.value}, ` +
        `${reading.quality.blank.isBlank ? 'blank' : colour}, ${Math.round(total)} ms -> ${out}`,
    );
  }
}
