import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import QRCode from 'qrcode';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type PageReply,
  type PageRequest,
  pageReply,
  type WorkerChannel,
} from '../../src/contract/workers.ts';
import { cleanupPresets } from '../../src/domain/rules/cleanup.ts';
import { defaultCoverRule } from '../../src/domain/rules/profile.ts';
import { launchOnNode } from '../../src/workers/launch-node.ts';
import { processPage } from '../../src/workers/process-page.ts';
import { type Captured, capture, type Draw, letter, table } from '../imaging/draw-page.ts';

let folder = '';
let spoolFolder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'platen-page-'));
  spoolFolder = join(folder, 'spool');
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function save(name: string, page: Captured): Promise<string> {
  const path = join(folder, name);
  const { data, width, height } = page;
  await writeFile(
    path,
    await sharp(data, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 90 })
      .toBuffer(),
  );
  return path;
}

function request(path: string, changes: Partial<PageRequest> = {}): PageRequest {
  const coverRule = defaultCoverRule;
  const usual = {
    task: 'read',
    path,
    dpi: 150,
    recipe: null,
    plan: cleanupPresets.standard,
    deviceSays: null,
    coverRule,
  } as const;
  return { type: 'page', ...usual, spoolFolder, ...changes };
}

function done(reply: PageReply): Extract<PageReply, { type: 'page' }> {
  expect(pageReply.safeParse(reply).error).toBeUndefined();
  if (reply.type !== 'page') throw new Error(reply.detail);
  return reply;
}

const code = await loadImage(await QRCode.toBuffer('CL-2026-000123', { scale: 8, margin: 2 }));
const codeMm = 30;
const withCode =
  (under: Draw): Draw =>
  (sheet, random) => {
    under(sheet, random);
    const canvas = createCanvas(code.width, code.height);
    canvas.getContext('2d').drawImage(code, 0, 0);
    sheet.drawImage(canvas, 20, 255, codeMm, codeMm);
  };

describe('process a page', () => {
  it('PAGE-1 gives recipe, reading, rendition and thumbnail, both on disk under their own hash', async () => {
    const path = await save('cover.jpg', capture(withCode(letter('han')), { skewDeg: 2, seed: 4 }));
    const reply = done(await processPage(request(path)));
    expect(reply.recipe.skewDeg.value).toBeCloseTo(2, 1);
    expect(reply.reading?.codes.map(({ text }) => text)).toEqual(['CL-2026-000123']);
    expect(reply.reading?.billNumber).toBe('CL-2026-000123');
    expect(reply.reading?.kind).toBe('cover');
    for (const image of [reply.rendition, reply.thumbnail]) {
      const bytes = await readFile(image.path);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(image.sha256);
      expect(bytes.length).toBe(image.bytes);
      const { width, height } = await sharp(bytes).metadata();
      expect([width, height]).toEqual([image.width, image.height]);
    }
    const { total, ...stages } = reply.ms;
    const sum = Object.values(stages).reduce((a, b) => a + b, 0);
    expect(Math.abs(total - sum)).toBeLessThan(5);
  });

  it('PAGE-2 a code says which way is up; its corners follow the turn and the rendition reads upright', async () => {
    const onlyCode = withCode(() => undefined);
    for (const turn of [0, 90, 180, 270] as const) {
      const path = await save(`turned-${turn}.jpg`, capture(onlyCode, { turn, seed: 5 }));
      const reply = done(await processPage(request(path)));
      expect(reply.recipe.quarterTurn.value).toBe((360 - turn) % 360);
      expect(reply.rendition.width).toBeLessThan(reply.rendition.height);
      const [topLeft, topRight, , bottomLeft] = reply.reading?.codes[0]?.corners ?? [];
      const px = 150 / 25.4;
      // The quiet zone of the drawn code is two of its modules.
      expect(Math.abs((topLeft?.x ?? 0) - 22 * px)).toBeLessThan(1.5 * px);
      expect(Math.abs((topLeft?.y ?? 0) - 257 * px)).toBeLessThan(1.5 * px);
      expect(topRight?.x).toBeGreaterThan((topLeft?.x ?? 0) + 20 * px);
      expect(bottomLeft?.y).toBeGreaterThan((topLeft?.y ?? 0) + 20 * px);
      const again = done(await processPage(request(reply.rendition.path)));
      expect(again.recipe.quarterTurn.value).toBe(0);
    }
  });

  it('PAGE-11 what only the device read counts like what was read here; its place is the whole page', async () => {
    const path = await save('device.jpg', capture(letter('han'), { seed: 9 }));
    const plain = done(await processPage(request(path)));
    expect(plain.reading).toMatchObject({ codes: [], kind: 'attachment' });
    const says = (codes: NonNullable<PageRequest['deviceSays']>['codes'], patch: 'T' | null = null) => ({
      deviceSays: { patch, codes, imprinted: null },
    });
    const cover = done(
      await processPage(request(path, says([{ format: 'Code128', text: 'CL-2026-000123' }]))),
    );
    const { width, height } = cover.rendition;
    const corners = [
      { x: 0, y: 0 },
      { x: width, y: 0 },
      { x: width, y: height },
      { x: 0, y: height },
    ];
    expect(cover.reading).toEqual({
      ...plain.reading,
      codes: [{ format: 'Code128', text: 'CL-2026-000123', corners }],
      kind: 'cover',
      billNumber: 'CL-2026-000123',
    });
    const number = '26317000000000000017';
    const code = { format: 'QRCode', text: `01,32,,${number},112.00,20260215,,74AE` };
    const invoice = done(await processPage(request(path, says([code, { ...code, text: `${code.text} ` }]))));
    expect(invoice.reading).toMatchObject({ kind: 'invoice', invoices: [{ number }] });
    const separator = done(await processPage(request(path, says([], 'T'))));
    expect(separator.reading?.patches).toEqual([{ type: 'T', corners }]);
  });

  it('PAGE-11 what was read here as well is not doubled, and keeps its place', async () => {
    const path = await save('both.jpg', capture(withCode(letter('han')), { seed: 4 }));
    const plain = done(await processPage(request(path)));
    const codes = [{ format: 'qrcode', text: ' CL-2026-000123' }];
    const both = done(
      await processPage(request(path, { deviceSays: { patch: null, codes, imprinted: 'A-1' } })),
    );
    expect(both.reading).toEqual(plain.reading);
  });

  it('PAGE-3 task render follows the given recipe and reads nothing', async () => {
    const path = await save('render.jpg', capture(withCode(table('han')), { seed: 6 }));
    const first = done(await processPage(request(path)));
    const recipe = { ...first.recipe, quarterTurn: { value: 90, by: 'manual', confidence: 1 } } as const;
    const reply = done(await processPage(request(path, { task: 'render', recipe })));
    expect(reply.reading).toBeNull();
    expect(reply.recipe).toEqual(recipe);
    expect([reply.rendition.width, reply.rendition.height]).toEqual([
      first.rendition.height,
      first.rendition.width,
    ]);
  });

  it('PAGE-4 what a person set is kept when a page is read again', async () => {
    const path = await save('kept.jpg', capture(withCode(letter('latin')), { turn: 180, seed: 7 }));
    const first = done(await processPage(request(path)));
    expect(first.recipe.quarterTurn.value).toBe(180);
    const recipe = { ...first.recipe, quarterTurn: { value: 0, by: 'manual', confidence: 1 } } as const;
    const reply = done(await processPage(request(path, { recipe })));
    expect(reply.recipe.quarterTurn).toEqual(recipe.quarterTurn);
  });

  it('PAGE-5 a damaged, a missing and an unwritable file are failures, and leave nothing half written', async () => {
    const path = await save('whole.jpg', capture(letter('han'), { dpi: 100 }));
    const half = join(folder, 'half.jpg');
    const bytes = await readFile(path);
    await writeFile(half, bytes.subarray(0, bytes.length >> 1));
    expect(await processPage(request(half))).toMatchObject({
      type: 'failure',
      detail: expect.stringContaining('JPEG'),
    });
    expect(await processPage(request(join(folder, 'none.jpg')))).toMatchObject({ type: 'failure' });
    expect(await processPage(request(path, { spoolFolder: path }))).toMatchObject({ type: 'failure' });
    expect((await readdir(spoolFolder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('PAGE-6 a blank page is told and kept as it is', async () => {
    const path = await save(
      'blank.jpg',
      capture(() => undefined, { dpi: 100 }),
    );
    const reply = done(await processPage(request(path, { dpi: 100 })));
    expect(reply.reading?.quality.blank).toEqual({ isBlank: true, inkRatio: 0 });
    expect(reply.reading?.codes).toEqual([]);
  });
});

describe('page worker', () => {
  function open(): { channel: WorkerChannel; next: () => Promise<unknown> } {
    const channel = launchOnNode('page-worker', []);
    const arrived: unknown[] = [];
    const waiting: ((message: unknown) => void)[] = [];
    const push = (message: unknown) => {
      const taker = waiting.shift();
      if (taker) taker(message);
      else arrived.push(message);
    };
    channel.onMessage(push);
    channel.onExit((detail) => push({ type: 'exit', detail }));
    const next = () =>
      new Promise<unknown>((resolve) => (arrived.length ? resolve(arrived.shift()) : waiting.push(resolve)));
    return { channel, next };
  }

  it('PAGE-10 says ready, answers in order, survives bad pages, and gives the same page the same result', async () => {
    const path = await save('worker.jpg', capture(withCode(letter('han')), { skewDeg: -1.5, seed: 8 }));
    const { channel, next } = open();
    try {
      expect(await next()).toEqual({ type: 'ready' });
      channel.post(request(path));
      const first = done(pageReply.parse(await next()));
      channel.post({ type: 'nonsense' });
      channel.post(request(join(folder, 'none.jpg')));
      expect(await next()).toMatchObject({ type: 'failure' });
      expect(await next()).toMatchObject({ type: 'failure' });
      for (let i = 0; i < 3; i++) channel.post(request(path));
      for (let i = 0; i < 3; i++) {
        const { recipe, reading, rendition } = done(pageReply.parse(await next()));
        expect({ recipe, reading }).toEqual({ recipe: first.recipe, reading: first.reading });
        expect(rendition.sha256).toBe(first.rendition.sha256);
      }
    } finally {
      channel.kill();
    }
  });
});
