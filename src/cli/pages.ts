import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { ImportError } from '../contract/errors.ts';
import type { PageReply } from '../contract/workers.ts';
import type { CleanupPlan } from '../domain/rules/cleanup.ts';
import { saysOfFile } from '../domain/rules/file-says.ts';
import type { CoverRule } from '../domain/rules/profile.ts';
import { openImportHost } from '../station/jobs/import-host.ts';
import { openPagePool } from '../station/jobs/page-pool.ts';
import { launchOnNode } from '../workers/launch-node.ts';
import { logToStderr, pageWorkers } from './environment.ts';

export interface CleanedFilePage {
  readonly file: string;
  readonly page: number;
  readonly dpi: number;
  readonly dpiBy: 'file' | 'assumed';
  readonly reply: Extract<PageReply, { type: 'page' }>;
}

/** Runs every page of the files through import, cleanup and reading, in order, as many at a time as there are workers. */
export async function* processFiles(
  files: readonly string[],
  { coverRule, plan }: { readonly coverRule: CoverRule; readonly plan: CleanupPlan },
): AsyncGenerator<CleanedFilePage | { readonly file: string; readonly error: ImportError }> {
  const spoolFolder = await mkdtemp(join(tmpdir(), 'platen-pages-'));
  const importer = openImportHost({ launch: launchOnNode, spoolFolder, log: logToStderr });
  const pool = openPagePool({
    launch: launchOnNode,
    spoolFolder,
    concurrency: pageWorkers,
    log: logToStderr,
  });
  const ahead: Promise<CleanedFilePage | { file: string; error: ImportError }>[] = [];
  try {
    for (const file of files) {
      for await (const step of importer.import(
        { path: file, name: basename(file), dpi: 300 },
        new AbortController().signal,
      )) {
        if (step.type === 'failure') ahead.push(Promise.resolve({ file, error: step.error }));
        if (step.type === 'page') {
          const { pageNumber, dpi, dpiBy, invoice, warnings } = step;
          const work = pool.run({
            task: 'read',
            path: step.image.path,
            dpi,
            recipe: null,
            plan,
            deviceSays: saysOfFile({ invoice, warnings }),
            coverRule,
          });
          ahead.push(
            work.then(async (reply) => {
              await rm(step.image.path, { force: true });
              if (reply.type === 'page') return { file, page: pageNumber, dpi, dpiBy, reply };
              return {
                file,
                error: { type: 'PageDamaged', name: basename(file), pageNumber, detail: reply.detail },
              };
            }),
          );
        }
        if (ahead.length > pageWorkers * 2) yield await (ahead.shift() as (typeof ahead)[number]);
      }
    }
    for (const work of ahead) yield await work;
  } finally {
    pool.close();
    await rm(spoolFolder, { recursive: true, force: true });
  }
}
