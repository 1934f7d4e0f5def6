import sharp from 'sharp';
import { type PageReply, pageRequest } from '../contract/workers.ts';
import { cleanupPresets } from '../domain/rules/cleanup.ts';
import { defaultCoverRule } from '../domain/rules/profile.ts';
import { openParentChannel } from './parent-channel.ts';
import { processPage } from './process-page.ts';
import { workPage } from './work-page.ts';

/* Lives as long as the station; one page at a time. Several of them share the cores, so each keeps to one. */
sharp.concurrency(1);
sharp.cache(false);

const channel = openParentChannel();
/** Requests in the order they came; the pool sends one at a time, and none is lost if it sends more. */
let last: Promise<void> = warmUp().then(() => channel.post({ type: 'ready' }));

channel.onMessage((message) => {
  last = last.then(() => answer(message));
});

async function answer(message: unknown): Promise<void> {
  const request = pageRequest.safeParse(message);
  const reply: PageReply = request.success
    ? await processPage(request.data)
    : { type: 'failure', detail: request.error.message };
  channel.post(reply);
}

/** Small pages through every stage: engines load and loops are compiled before the first page waits for them. */
async function warmUp(): Promise<void> {
  const page = await warmPage();
  const task = {
    task: 'read',
    dpi: 150,
    recipe: null,
    plan: cleanupPresets.standard,
    deviceSays: null,
    coverRule: defaultCoverRule,
  } as const;
  for (let i = 0; i < warmPages; i++) await workPage(page, task);
}

const warmPages = 3;

/** Dark dashes in crooked rows on paper: enough like text that no stage takes a short cut. */
async function warmPage(): Promise<Buffer> {
  const width = 1240;
  const height = 1754;
  const pixels = Buffer.alloc(width * height * 3, 245);
  for (let y = 100; y < height - 100; y++) {
    for (let x = 100; x < width - 100; x++) {
      const row = y + x * 0.03;
      const isInk = row % 40 < 18 && (x * 7 + Math.floor(row / 40) * 13) % 17 < 7;
      if (isInk) pixels.fill(40, (y * width + x) * 3, (y * width + x) * 3 + 3);
    }
  }
  for (let y = 300; y < 420; y++)
    pixels.fill(Buffer.from([210, 40, 40]), (y * width + 700) * 3, (y * width + 820) * 3);
  return await sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer();
}
