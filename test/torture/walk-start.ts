import { basename } from 'node:path';
import type { PageRequest } from '../../src/contract/workers.ts';
import type { BatchId } from '../../src/domain/ids.ts';
import type { Reading } from '../../src/domain/reading.ts';
import {
  blankReading,
  coverReading,
  invoiceReading,
  plainReading,
  separatorReading,
} from '../domain/builders.ts';
import { tiffOf } from '../importing/image-files.ts';
import { type ScriptedPages, scriptPages } from '../station/scripted-pages.ts';
import { openTestStation, type TestStation } from '../station/test-station.ts';
import { foundSettings } from './walk-model-pages.ts';

/* A stack that the real station takes in, of files small enough to cost nothing, with pages read by a script. */

/** Which bill is submitted before a walk begins. */
export const submissions = ['none', 'first', 'last'] as const;
export type Submission = (typeof submissions)[number];

/** What is read on each original, by the name of its file in the store. */
export type Script = Map<string, Reading | 'damaged'>;

const clippedReading: Reading = {
  ...plainReading,
  quality: { ...plainReading.quality, clipped: ['left'] },
};

/** File by file, page by page. */
const stack: readonly (readonly (Reading | 'damaged')[])[] = [
  [coverReading('CL-1')],
  [plainReading],
  [coverReading('CL-2')],
  [invoiceReading()],
  [plainReading],
  [clippedReading],
  [blankReading],
  ['damaged'],
  [coverReading('CL-3')],
  [separatorReading],
  [invoiceReading({ number: '26317000000000000002' })],
  [clippedReading],
  [
    plainReading,
    plainReading,
    invoiceReading({ number: '26317000000000000003' }),
    clippedReading,
    plainReading,
  ],
  [plainReading],
  [coverReading('CL-4')],
  [plainReading],
];

/** Page workers that see the same on a page whenever they look. A page that is not in the script yet is the next of the stack. */
export function scriptedWorkers(script: Script): ScriptedPages {
  const { quarterTurn } = foundSettings;
  const pages = scriptPages({ quarterTurn: { ...quarterTurn, confidence: 0.97 } });
  const faces = stack.flat();
  const seen = ({ path }: PageRequest): Reading | 'damaged' => {
    const face = script.get(basename(path)) ?? faces[script.size];
    if (face === undefined) throw new Error('more pages than the stack has');
    script.set(basename(path), face);
    return face;
  };
  pages.fate = (request) => (seen(request) === 'damaged' ? 'damaged' : 'done');
  pages.says = (request) => {
    const face = seen(request);
    if (face === 'damaged') throw new Error('read in spite of its script');
    // A lean that nobody is sure of is no fault, whatever skew a person sets.
    return { ...face, quality: { ...face.quality, skew: { degrees: 0, confidence: 0 } } };
  };
  return pages;
}

/** Fills a data folder with the stack, one bill submitted or none, and closes the station again. */
export async function takeInStack(folder: string, submission: Submission, script: Script): Promise<BatchId> {
  const station = await openTestStation(folder, { launch: scriptedWorkers(script).launch });
  const batchId = await station.openBatch();
  const uploadIds: string[] = [];
  let shade = 0;
  for (const [index, faces] of stack.entries()) {
    // Shades of their own: equal pictures would be one original.
    const shades = faces.map((_, n) => shade + n * 5);
    shade += faces.length * 5;
    uploadIds.push(await upload(station, `${index}.tiff`, tiffOf(shades, 60, 85, 300)));
  }
  const place = { at: 'tail' } as const;
  must(await station.run('import.start', { batchId, uploadIds, grouping: 'whole', place }));
  await station.station.pagesRead();
  const { bills } = await station.snapshot(batchId);
  if (bills.length !== 4) throw new Error(`${bills.length} bills of a stack of four`);
  const inOrder = bills.toSorted((a, b) => a.rank - b.rank);
  const bill = submission === 'none' ? undefined : inOrder.at(submission === 'first' ? 0 : -1);
  if (bill) {
    const { submitted } = must(await station.run('bill.submit', { batchId, billIds: [bill.id] }));
    if (submitted.length !== 1) throw new Error('the bill was not submitted');
  }
  await station.close();
  return batchId;
}

async function upload(station: TestStation, name: string, bytes: Uint8Array): Promise<string> {
  const body = async function* () {
    yield bytes;
  };
  const { uploadId } = must(await station.station.receiveUpload(name, body()));
  return uploadId;
}

function must<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
