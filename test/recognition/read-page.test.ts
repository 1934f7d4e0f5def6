import { describe, expect, it } from 'vitest';
import { defaultCoverRule } from '../../src/domain/rules/profile.ts';
import { readPage } from '../../src/recognition/read-page.ts';
import { barcodePng, qrPng, scanned } from './sheets.ts';

const rules = { coverRule: defaultCoverRule };
const first = '01,32,,26312000001234567890,113.00,20260318,,9F3C';
const second = '01,31,,26312000001234567891,226.00,20260319,,';

describe('reading a page', () => {
  it('READ-10 takes a page with one fitting code for the cover of that bill', async () => {
    const luma = await scanned([
      { png: await barcodePng('code128', 'CL-2026-000123', 3), left: 300, top: 300 },
    ]);
    expect(await readPage(luma, 300, rules)).toMatchObject({
      kind: 'cover',
      billNumber: 'CL-2026-000123',
      invoices: [],
      patches: [],
    });
  });

  it('READ-11 gives no bill number where two different codes fit', async () => {
    const luma = await scanned([
      { png: await barcodePng('code128', 'CL-2026-000123', 3), left: 300, top: 300 },
      { png: await barcodePng('code128', 'CL-2026-000124', 3), left: 300, top: 900 },
    ]);
    expect((await readPage(luma, 300, rules)).billNumber).toBeNull();
  });

  it('READ-12 reads several invoices on one sheet, the same one once', async () => {
    const luma = await scanned([
      { png: await qrPng(first, 4), left: 200, top: 200 },
      { png: await qrPng(second, 4), left: 1500, top: 200 },
      { png: await qrPng(first, 3), left: 200, top: 2000 },
    ]);
    const page = await readPage(luma, 300, rules);
    expect(page.kind).toBe('invoice');
    expect(page.codes).toHaveLength(3);
    expect(page.invoices.map((invoice) => invoice.number).sort()).toEqual([
      '26312000001234567890',
      '26312000001234567891',
    ]);
  });

  it('READ-13 a page nobody speaks for is an attachment', async () => {
    const luma = await scanned([{ png: await qrPng('https://example.org/menu', 4), left: 200, top: 200 }]);
    expect(await readPage(luma, 300, rules)).toMatchObject({
      kind: 'attachment',
      billNumber: null,
      invoices: [],
      patches: [],
    });
  });
});
