import { createRequire } from 'node:module';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import sharp from 'sharp';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readCodes } from '../../src/recognition/barcode/read-codes.ts';
import { a4, barcodePng, qrPng, scanned, slip } from './sheets.ts';

const invoiceText = '01,32,,26312000001234567890,113.00,20260318,,9F3C';

interface Symbol {
  readonly format: string;
  readonly text: string;
  readonly draw: (modulePx: number) => Promise<Buffer>;
}
const symbols: readonly Symbol[] = [
  { format: 'QRCode', text: invoiceText, draw: (px) => qrPng(invoiceText, px) },
  ...(
    [
      ['Code128', 'code128', 'CL-2026-000123', 'CL-2026-000123'],
      ['Code39', 'code39', 'CL-2026-0001', 'CL-2026-0001'],
      ['DataMatrix', 'datamatrix', 'CL-2026-000123', 'CL-2026-000123'],
      ['PDF417', 'pdf417', 'CL-2026-000123', 'CL-2026-000123'],
      ['EAN13', 'ean13', '690123456789', '6901234567892'],
      ['ITF', 'interleaved2of5', '12345678', '12345678'],
    ] as const
  ).map(([format, bcid, printed, text]) => ({
    format,
    text,
    draw: (px: number) => barcodePng(bcid, printed, px),
  })),
];

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('reading codes', () => {
  it('READ-1 reads without any request leaving the process', async () => {
    const asked: unknown[] = [];
    vi.stubGlobal('fetch', (...args: unknown[]) => {
      asked.push(args);
      throw new Error('no network here');
    });
    const luma = await scanned([{ png: await qrPng(invoiceText, 3), left: 300, top: 300 }]);
    expect((await readCodes(luma)).map((code) => code.text)).toEqual([invoiceText]);
    expect(asked).toEqual([]);
  });

  it.each(symbols)(
    'READ-2 reads $format at 3 px a module, straight and skewed by up to 10 degrees',
    async (symbol) => {
      const png = await symbol.draw(3);
      for (const skew of [0, -10, 10]) {
        const codes = await readCodes(await scanned([{ png, left: 400, top: 600 }], skew, slip));
        expect(
          codes.map(({ format, text }) => ({ format, text })),
          `skew ${skew}`,
        ).toEqual([{ format: symbol.format, text: symbol.text }]);
      }
    },
  );

  it('READ-3 reads nine in ten codes or more at 2 px a module', async () => {
    let read = 0;
    let shown = 0;
    for (const symbol of symbols) {
      const png = await symbol.draw(2);
      for (const skew of [0, 7]) {
        shown++;
        const codes = await readCodes(await scanned([{ png, left: 400, top: 600 }], skew, slip));
        if (codes.length === 1 && codes[0]?.text === symbol.text) read++;
      }
    }
    expect(read / shown).toBeGreaterThanOrEqual(0.9);
  });

  it('READ-4 returns every code of a page, each once', async () => {
    const twice = await qrPng(invoiceText, 3);
    const luma = await scanned([
      { png: twice, left: 200, top: 200 },
      { png: twice, left: 1500, top: 2400 },
      { png: await qrPng('01,31,,26312000001234567891,226.00,20260319,,', 4), left: 1500, top: 300 },
      { png: await barcodePng('code128', 'CL-2026-000123', 3), left: 300, top: 1500 },
      { png: await barcodePng('datamatrix', 'A-17', 5), left: 1700, top: 1500 },
    ]);
    const texts = (await readCodes(luma)).map((code) => code.text).sort();
    expect(texts).toEqual(
      [
        invoiceText,
        invoiceText,
        '01,31,,26312000001234567891,226.00,20260319,,',
        'CL-2026-000123',
        'A-17',
      ].sort(),
    );
  });

  it.each([
    { turn: 0, right: { x: 1, y: 0 } },
    { turn: 90, right: { x: 0, y: 1 } },
    { turn: 180, right: { x: -1, y: 0 } },
    { turn: 270, right: { x: 0, y: -1 } },
  ])(
    'READ-5 corners run clockwise from the top left of the code as it reads, turned by $turn',
    async ({ turn, right }) => {
      for (const png of [
        await qrPng(invoiceText, 4),
        await barcodePng('code128', 'CL-2026-000123', 4),
        await barcodePng('pdf417', 'CL-2026-000123', 4),
      ]) {
        const [code] = await readCodes(await scanned([{ png, left: 300, top: 500 }], turn, slip));
        if (!code) throw new Error('nothing read');
        const [topLeft, topRight, , bottomLeft] = code.corners;
        const along = { x: topRight.x - topLeft.x, y: topRight.y - topLeft.y };
        const down = { x: bottomLeft.x - topLeft.x, y: bottomLeft.y - topLeft.y };
        expect(Math.sign(Math.round(along.x / 20))).toBe(right.x || 0);
        expect(Math.sign(Math.round(along.y / 20))).toBe(right.y || 0);
        // Clockwise on a screen, where y grows downwards.
        expect(along.x * down.y - along.y * down.x).toBeGreaterThan(0);
      }
    },
  );

  it('READ-5 corners lie where the code was put', async () => {
    const [code] = await readCodes(
      await scanned([{ png: await qrPng(invoiceText, 4), left: 600, top: 800 }]),
    );
    // Four modules of quiet zone at 4 px before the first finder pattern.
    expect(code?.corners[0].x).toBeCloseTo(616, -1);
    expect(code?.corners[0].y).toBeCloseTo(816, -1);
  });

  it('READ-6 reads a light code on a dark ground', async () => {
    const png = await sharp(await qrPng(invoiceText, 6))
      .negate({ alpha: false })
      .png()
      .toBuffer();
    expect((await readCodes(await scanned([{ png, left: 600, top: 800 }]))).map((code) => code.text)).toEqual(
      [invoiceText],
    );
  });

  it('READ-9 reads a coarse print beside a fine one on the same page', async () => {
    const coarseText = '01,31,,26312000001234567891,226.00,20260319,,';
    const coarse = await dotted(await qrPng(coarseText, 9), 9);
    const luma = await scanned([
      { png: await qrPng(invoiceText, 3), left: 150, top: 150 },
      { png: coarse, left: 800, top: 700 },
    ]);
    expect((await readCodes(luma)).map((code) => code.text).sort()).toEqual([coarseText, invoiceText].sort());
  });

  it('READ-7 looks again at double size where a page has few pixels', async () => {
    const page = await sharp({ create: { width: 1240, height: 1754, channels: 3, background: 'white' } })
      .composite([{ input: await qrPng(invoiceText, 4), left: 200, top: 200 }])
      .png()
      .toBuffer();
    // 4 px modules brought down to 1.4.
    const { data, info } = await sharp(page)
      .resize(434)
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const codes = await readCodes({ data, width: info.width, height: info.height });
    expect(codes.map((code) => code.text)).toEqual([invoiceText]);
    expect(codes[0]?.corners[0].x).toBeCloseTo(75.6, -1);
  });

  it('READ-8 finds nothing on blank paper and on dense text with ruled tables', async () => {
    const blank = await scanned([]);
    expect(await readCodes(blank)).toEqual([]);
    expect(await readCodes(await scanned([{ png: textAndTable(), left: 0, top: 0 }]))).toEqual([]);
  });
});

/** As a needle printer does it: of every module only a dot. */
async function dotted(png: Buffer, modulePx: number): Promise<Buffer> {
  const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true });
  for (let y = 0; y < info.height; y++) {
    for (let x = 0; x < info.width; x++) {
      const dx = (x % modulePx) - (modulePx - 1) / 2;
      const dy = (y % modulePx) - (modulePx - 1) / 2;
      if (Math.hypot(dx, dy) > modulePx * 0.42) data[y * info.width + x] = 255;
    }
  }
  return await sharp(data, { raw: { width: info.width, height: info.height, channels: 1 } })
    .png()
    .toBuffer();
}

function textAndTable(): Buffer {
  const require = createRequire(import.meta.url);
  GlobalFonts.registerFromPath(
    require.resolve('@embedpdf/fonts-sc').replace(/dist.*$/, 'fonts/NotoSansHans-Regular.otf'),
    'Sheet Sans',
  );
  const canvas = createCanvas(a4.width, a4.height);
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, a4.width, a4.height);
  context.fillStyle = 'black';
  context.font = '34px "Sheet Sans"';
  const words =
    '增值税发票 购买方名称 纳税人识别号 地址电话 开户行及账号 12345.67 合计 0123456789 Quantity Price ';
  for (let y = 150, line = 0; y < a4.height - 150; y += 54, line++) {
    context.fillText(words.repeat(2).slice(line % 20, (line % 20) + 60), 150, y);
  }
  context.lineWidth = 4;
  for (let x = 150; x < 2300; x += line(x)) context.strokeRect(x, 1200, 3, 900);
  return canvas.toBuffer('image/png');

  function line(x: number): number {
    return 12 + ((x * 7919) % 60);
  }
}
