import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { ImageFile } from '../../../src/domain/tree/records.ts';
import { openStore } from '../../../src/station/store/open-store.ts';
import { attachment, type BillSpec, batch, bill, cover, invoice, recipe } from '../../domain/builders.ts';
import { audit, commit, diff } from '../../station/store/sample.ts';

/* A batch as a month's end leaves it, put straight into a station's store: scanning it would take twenty minutes. */

export const billsInAll = 600;
export const pagesInAll = 5_000;
const pictures = 24;
const perPush = 1_000;

/** Fills a data folder with a second, small batch and the large one, named `large`. */
export async function fillWithLargeBatch(folder: string): Promise<void> {
  const files = await drawPictures(join(folder, 'cas'));
  const opened = openStore(join(folder, 'station.sqlite'), { log: () => undefined });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const store = opened.value;
  try {
    const tree = batch(...Array.from({ length: billsInAll }, (_, at) => largeBill(at)));
    const made = { ...tree.batch, name: 'large', openedAt: 1_000 };
    store.insertBatch(made, audit('opened', [], made.id));
    const pages = [...tree.pages.values()].map((page, at) => {
      const { original, image, thumbnail } = files[at % pictures] as PictureFiles;
      return { ...page, original, rendition: { image, thumbnail, recipe: page.recipe ?? recipe } };
    });
    if (pages.length !== pagesInAll) throw new Error(`${pages.length} pages`);
    const { bills, documents } = { bills: [...tree.bills.values()], documents: [...tree.documents.values()] };
    const first = diff({ bills: { added: bills }, documents: { added: documents } });
    store.commit({ ...commit(1, { diff: first }), batchId: made.id });
    for (let from = 0, revision = 2; from < pages.length; from += perPush, revision += 1) {
      const added = pages.slice(from, from + perPush);
      store.commit({ ...commit(revision, { diff: diff({ pages: { added } }) }), batchId: made.id });
    }
  } finally {
    store.close();
  }
}

/** Cover, four invoices, two attachments of one and two pages; every third bill one page more. */
function largeBill(at: number): BillSpec {
  const first = at * 4;
  return bill(
    `CL-2026-${String(at + 1).padStart(6, '0')}`,
    cover(),
    ...Array.from({ length: 4 }, (_, n) =>
      invoice({
        number: `2631700000${String(first + n).padStart(10, '0')}`,
        amount: `${100 + first + n}.50`,
      }),
    ),
    attachment(1),
    attachment(at % 3 === 0 ? 3 : 2),
  );
}

interface PictureFiles {
  readonly original: ImageFile;
  readonly image: ImageFile;
  readonly thumbnail: ImageFile;
}

/** Pages of the size a station makes of A4 at 300 dpi, few enough to draw in seconds. */
async function drawPictures(cas: string): Promise<readonly PictureFiles[]> {
  const made: PictureFiles[] = [];
  for (let at = 0; at < pictures; at += 1) {
    const [image, thumbnail] = [await drawn(cas, at, 2480), await drawn(cas, at, 240)];
    made.push({ original: image, image, thumbnail });
  }
  return made;
}

async function drawn(cas: string, at: number, width: number): Promise<ImageFile> {
  const height = Math.round((width * 3508) / 2480);
  const lines = Array.from(
    { length: 30 },
    (_, n) =>
      `<rect x="8" y="${10 + n * 3.4}" width="${30 + ((n * 17 + at * 29) % 54)}" height="1.2" fill="#333"/>`,
  ).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 141.45" width="${width}" height="${height}"><rect width="100" height="142" fill="#fdfdfb"/>${lines}</svg>`;
  const bytes = await sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await mkdir(join(cas, sha256.slice(0, 2)), { recursive: true });
  await writeFile(join(cas, sha256.slice(0, 2), sha256), bytes);
  return { sha256, mime: 'image/jpeg', bytes: bytes.length, width, height };
}
