import { mkdir, open, readFile, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { v4 as uuidv4 } from 'uuid';
import { type BillSidecar, billSidecar } from '../../contract/bill-sidecar.ts';
import { type BillId, uuidOf } from '../../domain/ids.ts';
import type { Folders } from './adopt.ts';
import { codeOf, flushFolder, renamePatiently } from './durable.ts';
import { namesIn } from './names-in.ts';

/** Pages put into words at once: about a millisecond. */
const pagesAtOnce = 50;

/** Puts what is known of a bill into the place of what was known of it, whole and to the disk. Throws what the disk says. */
export async function writeBillSidecar(
  folders: Folders,
  billId: BillId,
  sidecar: BillSidecar,
): Promise<void> {
  const target = pathOf(folders.bills, billId);
  const shelf = dirname(target);
  if ((await mkdir(shelf, { recursive: true })) !== undefined) await flushFolder(folders.bills);
  const part = join(folders.spool, `${uuidv4()}.bill.part`);
  const handle = await open(part, 'wx');
  try {
    for await (const text of linesOf(sidecar)) await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await renamePatiently(part, target);
  await flushFolder(shelf);
}

/** For a bill that is no more: it went into another. */
export async function dropBillSidecar(folders: Folders, billId: BillId): Promise<void> {
  try {
    await unlink(pathOf(folders.bills, billId));
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return;
    throw cause;
  }
  await flushFolder(dirname(pathOf(folders.bills, billId)));
}

/** Every one of a data folder. Null: a file that does not read, which says nothing. */
export async function* storedBills(dataFolder: string): AsyncGenerator<BillSidecar | null> {
  const root = join(dataFolder, 'bills');
  for (const shelf of await namesIn(root))
    for (const name of await namesIn(join(root, shelf)))
      if (name.endsWith('.json')) yield sidecarIn(await readFile(join(root, shelf, name), 'utf8'));
}

/** By the end of the id: its beginning is a time, and all of one day would lie on one shelf. */
function pathOf(folder: string, billId: BillId): string {
  const uuid = uuidOf(billId);
  return join(folder, uuid.slice(-2), `${uuid}.json`);
}

async function* linesOf({ tree, ...rest }: BillSidecar): AsyncGenerator<string> {
  yield `${JSON.stringify({ ...rest, tree: tree && { ...tree, pages: [] } })}\n`;
  const pages = tree?.pages ?? [];
  for (let from = 0; from < pages.length; from += pagesAtOnce) {
    await turnOfTheLoop();
    yield pages
      .slice(from, from + pagesAtOnce)
      .map((page) => `${JSON.stringify(page)}\n`)
      .join('');
  }
}

function sidecarIn(text: string): BillSidecar | null {
  try {
    const [head, ...pages] = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
    const read = billSidecar.safeParse(head?.tree ? { ...head, tree: { ...head.tree, pages } } : head);
    return read.success ? read.data : null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}
