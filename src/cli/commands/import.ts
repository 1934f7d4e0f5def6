import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { openImportHost } from '../../station/jobs/import-host.ts';
import { launchOnNode } from '../../workers/launch-node.ts';
import { logToStderr } from '../environment.ts';
import type { Output } from '../output.ts';
import { nameOfPage } from '../page-name.ts';

/** `platen import FILE... --out DIR [--dpi N]`: files to page images, nothing else. How a page differs from its file is told of it. */
export async function importFiles(
  files: readonly string[],
  options: { readonly out: string; readonly dpi: number },
  output: Output,
): Promise<void> {
  await mkdir(options.out, { recursive: true });
  const spoolFolder = await mkdtemp(join(tmpdir(), 'platen-import-'));
  const importer = openImportHost({ launch: launchOnNode, spoolFolder, log: logToStderr });
  try {
    for (const file of files) {
      const request = { path: file, name: basename(file), dpi: options.dpi };
      for await (const step of importer.import(request, new AbortController().signal)) {
        if (step.type === 'failure') output.failure(step.error, { file });
        if (step.type !== 'page') continue;
        const { pageNumber: page, dpi, method, image, warnings } = step;
        const out = join(options.out, nameOfPage(file, page, extname(image.path) || '.jpg'));
        await copyFile(image.path, out);
        await rm(image.path, { force: true });
        const { width, height } = image;
        output.line(
          { file, page, width, height, dpi, method, out, warnings },
          `${file} page ${page}: ${width} x ${height}, ${dpi} dpi, ${method} -> ${out}`,
        );
        for (const warning of warnings) output.note(`${file} page ${page}: ${warning}`);
      }
    }
  } finally {
    await rm(spoolFolder, { recursive: true, force: true });
  }
}
