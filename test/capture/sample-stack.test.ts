import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { openSampleStack } from '../../src/capture/virtual/sample-stack.ts';
import { chineseAmount } from '../../src/capture/virtual/sheets/chinese-amount.ts';
import { drawQr } from '../../src/capture/virtual/sheets/codes.ts';
import { invoiceQrText, type SampleInvoice, sample, yuan } from '../../src/capture/virtual/sheets/sample.ts';
import { type SampleSide, sampleLeaves } from '../../src/capture/virtual/sheets/sample-sheets.ts';
import { expectedInvoice } from '../../src/contract/matching-shapes.ts';
import { defaultCoverRule } from '../../src/domain/rules/profile.ts';

const leaves = sampleLeaves();
const fronts = leaves.map(({ front }) => front);
const invoices = sample.bills.flatMap((bill) =>
  bill.sheets.flatMap((sheet) =>
    sheet.form === 'invoice' ? [{ bill: bill.number, invoice: sheet.invoice }] : [],
  ),
);
const expected = z
  .array(expectedInvoice)
  .parse(JSON.parse(readFileSync(new URL('../../assets/sample/expected.json', import.meta.url), 'utf8')));

describe('the sample bills', () => {
  it('VIRT-6 are twelve bills on sixty sheets, each opened by a cover whose number fits the default rule', () => {
    expect(sample.bills).toHaveLength(12);
    expect(leaves).toHaveLength(60);
    for (const bill of sample.bills) {
      expect(bill.number).toMatch(new RegExp(`^(?:${defaultCoverRule.pattern})$`));
      expect(bill.sheets.map(({ form }) => form).indexOf('cover')).toBe(0);
      expect(bill.sheets.filter(({ form }) => form === 'cover')).toHaveLength(1);
    }
    expect(new Set(sample.bills.map(({ number }) => number)).size).toBe(12);
  });

  it('VIRT-6 hold every kind of paper: six kinds of invoice, all forms, all turns, both backgrounds, printed backs', () => {
    const sheets = sample.bills.flatMap((bill) => bill.sheets);
    expect(new Set(invoices.map(({ invoice }) => invoice.kind))).toEqual(
      new Set(['01', '04', '10', '31', '32', '51']),
    );
    expect(new Set(sheets.map(({ form }) => form)).size).toBe(7);
    expect(new Set(sheets.map(({ turn }) => turn))).toEqual(new Set([0, 90, 180, 270]));
    expect(new Set(sheets.map(({ background }) => background)).size).toBe(2);
    expect(leaves.filter(({ back }) => !back.truth.blank)).toHaveLength(4);
    const skews = fronts.map(({ truth }) => Math.abs(truth.skewDeg));
    expect(Math.max(...skews)).toBeLessThanOrEqual(6);
    expect(skews.filter((skew) => skew > 3).length).toBeGreaterThan(8);
  });

  it('VIRT-6 add up: lines, tax, total and what the QR says of them', () => {
    for (const { invoice } of invoices) {
      const sum = (of: (line: SampleInvoice['lines'][number]) => number) =>
        invoice.lines.reduce((total, line) => total + of(line), 0);
      expect(sum(({ amountMinor }) => amountMinor)).toBe(invoice.netMinor);
      expect(sum(({ taxMinor }) => taxMinor)).toBe(invoice.taxMinor);
      expect(invoice.netMinor + invoice.taxMinor).toBe(invoice.totalMinor);
      const isLegacy = invoice.code !== null;
      expect(invoice.number).toMatch(isLegacy ? /^\d{8}$/ : /^\d{20}$/);
      expect(Number(invoice.qrAmount).toFixed(2)).toBe(
        yuan(isLegacy ? invoice.netMinor : invoice.totalMinor),
      );
      expect(invoiceQrText(invoice).split(',')).toHaveLength(9);
    }
    expect(new Set(invoices.map(({ invoice }) => invoice.number)).size).toBe(invoices.length);
  });

  it('VIRT-7 the ERP expects what is on paper, but for one missing, one extra and one other amount', () => {
    const key = (bill: string, number: string) => `${bill} ${number}`;
    const onPaper = new Map(invoices.map(({ bill, invoice }) => [key(bill, invoice.number), invoice]));
    const wanted = new Map(expected.map((one) => [key(one.billNumber, one.number), one]));
    expect(new Set(expected.map(({ id }) => id)).size).toBe(expected.length);
    const missing = [...wanted.keys()].filter((one) => !onPaper.has(one));
    const extra = [...onPaper.keys()].filter((one) => !wanted.has(one));
    const other = [...wanted].filter(([one, { totalMinor }]) => {
      const paper = onPaper.get(one);
      return paper && paper.totalMinor !== totalMinor;
    });
    expect(missing.map((one) => one.slice(0, 14))).toEqual(['CL-2026-000105']);
    expect(extra.map((one) => one.slice(0, 14))).toEqual(['CL-2026-000106']);
    expect(other.map(([one]) => one.slice(0, 14))).toEqual(['CL-2026-000107']);
    const typeByKind: Record<string, string> = {
      '01': 'vat-special',
      '04': 'vat-ordinary',
      '10': 'vat-e-ordinary',
      '31': 'digital-special',
      '32': 'digital-ordinary',
      '51': 'digital-rail',
    };
    for (const [one, paper] of onPaper) {
      const match = wanted.get(one);
      if (!match) continue;
      expect(match).toMatchObject({
        type: typeByKind[paper.kind],
        code: paper.code,
        date: paper.date,
        currency: 'CNY',
      });
    }
  });

  it('VIRT-6 amounts are spelled as invoices spell them', () => {
    const spelled: [number, string][] = [
      [0, '零元整'],
      [5, '伍分'],
      [1000, '壹拾元整'],
      [123405, '壹仟贰佰叁拾肆元零伍分'],
      [1000010, '壹万元壹角整'],
      [10050000, '壹拾万零伍佰元整'],
      [4599999, '肆万伍仟玖佰玖拾玖元玖角玖分'],
      [100000100, '壹佰万零壹元整'],
      [10000000000, '壹亿元整'],
    ];
    for (const [fen, words] of spelled) expect(chineseAmount(fen)).toBe(words);
  });
});

describe('the drawn sheets', () => {
  // Left alone, the reader would fetch its engine from a public address.
  beforeAll(async () => {
    const path = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
    const wasmBinary = new Uint8Array(readFileSync(path)).buffer;
    await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  });

  it('VIRT-8 a code drawn straight is read', async () => {
    const canvas = createCanvas(400, 400);
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, 400, 400);
    pen.scale(10, 10);
    drawQr(pen, 'CL-2026-000199', 5, 5, 30);
    const [code] = await readBarcodes(canvas.toBuffer('image/png'), { formats: ['QRCode'] });
    expect(code?.text).toBe('CL-2026-000199');
  });

  it('VIRT-8 codes are readable as scanned: tilted, turned, on yellow paper, on black', async () => {
    const chosen = [1, 2, 3, 7, 11, 12, 17, 37, 58]
      .map((number) => fronts[number - 1])
      .filter((side) => side !== undefined);
    for (const side of chosen) {
      const jpeg = await side.scan({ dpi: 200, colour: 'gray' });
      const read = await readBarcodes(jpeg, {
        formats: ['QRCode', 'Code128'],
        tryHarder: true,
        tryRotate: true,
      });
      const found = read.map(({ format, text }) => `${format} ${text}`).sort();
      expect(found, side.key).toEqual(side.truth.codes.map(({ format, text }) => `${format} ${text}`).sort());
    }
  });

  it('VIRT-9 the same side has the same bytes, at the asked resolution and colour', async () => {
    const side = fronts[7] as SampleSide;
    const settings = { dpi: 100, colour: 'colour' } as const;
    const jpeg = await side.scan(settings);
    expect(await side.scan(settings)).toEqual(jpeg);
    expect(await sharp(jpeg).metadata()).toMatchObject({
      format: 'jpeg',
      width: 880,
      density: 100,
      channels: 3,
    });
    const gray = await side.scan({ dpi: 75, colour: 'gray' });
    expect(await sharp(gray).metadata()).toMatchObject({ width: 660, density: 75, channels: 1 });
  });

  it('VIRT-10 an unprinted back carries noise and a trace of the front, no ink', async () => {
    const blank = leaves[0]?.back as SampleSide;
    expect(blank.truth.blank).toBe(true);
    const jpeg = await blank.scan({ dpi: 75, colour: 'gray' });
    const { width = 0, height = 0 } = await sharp(jpeg).metadata();
    const inner = { left: 70, top: 70, width: width - 140, height: height - 140 };
    const { channels } = await sharp(await sharp(jpeg).extract(inner).png().toBuffer()).stats();
    expect(channels[0]?.min).toBeGreaterThan(200);
    expect(channels[0]?.stdev).toBeGreaterThan(0.3);
    expect(channels[0]?.stdev).toBeLessThan(6);
  });

  it('VIRT-11 a drawn side is kept in the cache folder and given from there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'platen-cache-'));
    try {
      const sheet = openSampleStack(folder).sheetAt(20, 'duplex');
      const scan = sheet?.sides[0];
      if (!scan) throw new Error('no sheet');
      const settings = { dpi: 75, colour: 'colour' } as const;
      const [first, same] = await Promise.all([scan(settings), scan(settings)]);
      expect(same).toEqual(first);
      expect(await readdir(folder)).toHaveLength(1);
      expect(await openSampleStack(folder).sheetAt(20, 'simplex')?.sides[0]?.(settings)).toEqual(first);
      expect(sheet.sides).toHaveLength(2);
      expect(openSampleStack(folder).sheetAt(60, 'simplex')).toBeNull();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
