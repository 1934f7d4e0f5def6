import type { ExpectedInvoice } from '../../src/domain/rules/expected.ts';
import { expectedOf } from '../domain/expected-invoice.ts';
import type { FixtureSide } from './fixture-pages.ts';

/* A morning's paper for looking at the window: every kind of trouble once, all names and numbers invented. */

const cover = (billNumber: string): FixtureSide => ({ kind: 'cover', billNumber, skewDeg: 0.4 });
const blank: FixtureSide = { kind: 'blank', isBack: true };
const attachment: FixtureSide = { kind: 'attachment' };
const invoice = (
  number: string,
  amountMinor: number,
  sellerName: string,
  type = 'digital-special',
): FixtureSide => ({
  kind: 'invoice',
  invoice: { number, amountMinor, totalMinor: amountMinor, sellerName, type },
  skewDeg: -1.32,
});

export const caseSides: readonly FixtureSide[] = [
  cover('CL-2026-000123'),
  blank,
  invoice('26317000000530000021', 1234567, '上海明远电子科技股份有限公司'),
  blank,
  invoice('26317000000530000017', 86000, '上海晴川办公用品有限公司', 'digital-ordinary'),
  blank,
  invoice('26319000000530000082', 5600, '示例铁路客运有限公司', 'digital-rail'),
  blank,
  attachment,
  { ...attachment, isBack: true },
  attachment,
  blank,
  cover('CL-2026-000124'),
  blank,
  invoice('26317000000530000101', 45000, '苏州云杉会务有限公司'),
  blank,
  invoice('26317000000530000102', 120000, '杭州松雨酒店有限公司'),
  blank,
  attachment,
  blank,
  cover('CL-2026-000125'),
  blank,
  invoice('26317000000530000201', 30000, '南京溪石物流有限公司'),
  blank,
  { ...attachment, isBlurred: true },
  blank,
  { kind: 'cover' },
  blank,
  invoice('26317000000530000301', 7700, '无锡秋水餐饮有限公司', 'digital-ordinary'),
  blank,
  { kind: 'invoice' },
  blank,
];

/** A stack for looking at the cleanup: each fault, each hint, and one page a person has set. */
export const cleanupSides: readonly FixtureSide[] = [
  cover('CL-2026-000131'),
  {
    ...invoice('26317000000530000501', 64000, '上海明远电子科技股份有限公司'),
    skewDeg: 3.4,
    recipe: {
      skewDeg: { value: 3.4, by: 'auto', confidence: 0.93 },
      crop: { value: { x: 120, y: 150, width: 2230, height: 3200 }, by: 'auto', confidence: 0.9 },
      specks: { value: 'fine', by: 'auto', confidence: 0.8 },
    },
    quality: { sheetMm: { width: 176, height: 262 } },
  },
  { ...attachment, isBlurred: true },
  {
    ...attachment,
    quality: { skew: { degrees: 2.6, confidence: 0.9 }, clipped: ['top', 'right'] },
    recipe: { skewDeg: { value: 0, by: 'manual', confidence: 1 } },
  },
  { ...attachment, quality: { overlap: 0.7 } },
  {
    ...attachment,
    recipe: {
      quarterTurn: { value: 90, by: 'auto', confidence: 0.2 },
      skewDeg: { value: 0, by: 'auto', confidence: 0.1 },
      tone: { value: 'even', by: 'manual', confidence: 1 },
      holes: { value: 'keep', by: 'manual', confidence: 1 },
    },
  },
  { ...attachment, isGivenUp: true },
];

/** A stack whose invoices meet what is expected in every other way. */
export const matchingSides: readonly FixtureSide[] = [
  cover('CL-2026-000141'),
  {
    ...invoice('26317000000530000601', 1234567, '上海明远电子科技股份有限公司'),
    moreInvoices: [
      {
        number: '26317000000530000601',
        source: 'ocr',
        confidence: 0.91,
        amountMinor: 7234567,
        totalMinor: null,
      },
    ],
  },
  invoice('26317000000530000602', 86003, '上海晴川办公用品有限公司', 'digital-ordinary'),
  invoice('26317000000530000602', 86003, '上海晴川办公用品有限公司', 'digital-ordinary'),
  invoice('26317000000530000701', 45000, '苏州云杉会务有限公司'),
  {
    kind: 'invoice',
    invoice: {
      number: '80100798',
      code: null,
      amountMinor: 10000,
      totalMinor: null,
      type: 'taxi',
      source: 'ocr',
    },
  },
  cover('CL-2026-000142'),
  attachment,
];

export const caseWaiting: readonly FixtureSide[] = [
  cover('CL-2026-000126'),
  blank,
  invoice('26317000000530000401', 99900, '宁波海棠仪器有限公司'),
  blank,
  attachment,
  blank,
  attachment,
  blank,
];

const expected = (
  billNumber: string,
  number: string,
  totalMinor: number,
  type = 'digital-special',
): ExpectedInvoice => ({
  ...expectedOf(billNumber, number, totalMinor),
  id: `expected:${number}`,
  type,
  sellerName: null,
});

export const caseExpected: readonly ExpectedInvoice[] = [
  expected('CL-2026-000123', '26317000000530000021', 1243567),
  expected('CL-2026-000123', '26317000000530000017', 86000, 'digital-ordinary'),
  expected('CL-2026-000123', '26319000000530000082', 5600, 'digital-rail'),
  expected('CL-2026-000123', '26317000000530000555', 8800, 'digital-ordinary'),
  expected('CL-2026-000124', '26317000000530000101', 45000),
  expected('CL-2026-000124', '26317000000530000102', 120000),
  expected('CL-2026-000125', '26317000000530000201', 30000),
];

const taxi = (code: string): ExpectedInvoice => ({
  ...expected('CL-2026-000141', '80100798', 10000, 'taxi'),
  id: `expected:${code}`,
  code,
});

export const matchingExpected: readonly ExpectedInvoice[] = [
  expected('CL-2026-000141', '26317000000530000601', 1234567),
  expected('CL-2026-000141', '26317000000530000602', 86000, 'digital-ordinary'),
  taxi('131001601111'),
  taxi('132001601112'),
  expected('CL-2026-000142', '26317000000530000701', 45000),
];
