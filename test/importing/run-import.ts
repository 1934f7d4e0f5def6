import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportReply } from '../../src/contract/workers.ts';
import { importReply } from '../../src/contract/workers.ts';
import { importFile } from '../../src/importing/import-file.ts';
import type { FailureReply, PageReply } from '../../src/importing/reply.ts';

/** A folder of its own with a spool folder in it. */
export interface Bench {
  readonly folder: string;
  readonly spool: string;
  write(name: string, bytes: Uint8Array): Promise<string>;
  remove(): Promise<void>;
}

export async function openBench(): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-import-'));
  const spool = await mkdtemp(join(folder, 'spool-'));
  return {
    folder,
    spool,
    async write(name, bytes) {
      const path = join(folder, name);
      await writeFile(path, bytes);
      return path;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

export interface Imported {
  readonly replies: readonly ImportReply[];
  readonly pages: readonly PageReply[];
  readonly errors: readonly FailureReply['error'][];
}

/** Imports one file to the end; every reply must fit the contract and `end` must come last, once. */
export async function runImport(bench: Bench, path: string, name: string, dpi = 150): Promise<Imported> {
  const replies: ImportReply[] = [];
  const request = { type: 'import', path, name, dpi, spoolFolder: bench.spool } as const;
  for await (const reply of importFile(request, new AbortController().signal)) {
    replies.push(importReply.parse(reply));
  }
  const pages = replies.filter((reply) => reply.type === 'page');
  const end = replies.at(-1);
  if (end?.type !== 'end' || end.pages !== pages.length) throw new Error('no end, or of another page count');
  if (replies.filter((reply) => reply.type === 'end').length !== 1) throw new Error('more than one end');
  const errors = replies.filter((reply) => reply.type === 'failure').map((reply) => reply.error);
  return { replies, pages, errors };
}
