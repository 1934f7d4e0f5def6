import { afterEach, describe, expect, it } from 'vitest';
import { noNeighbours } from '../../src/domain/rules/neighbours.ts';
import { hintsOf } from '../../src/domain/rules/quality.ts';
import { ofdOf, songFont, text } from '../importing/ofd-files.ts';
import { digitalInvoiceOfd, digitalNumber } from '../importing/ofd-invoice.ts';
import { newDataFolder, openTestStation, type TestStation } from './test-station.ts';

describe('an OFD taken in by the station', () => {
  const folder = newDataFolder();
  let opened: TestStation | null = null;
  afterEach(async () => {
    await opened?.close();
    folder.remove();
  });

  it('OFD-36 its invoice is read without a code, and pages that lack something say so and are worth a look', async () => {
    opened = await openTestStation(folder.path);
    const batchId = await opened.openBatch();
    const lines = [20, 40, 60, 80].map((y) => text(y, 20, y, 8, '影像内容示例文字')).join('');
    const lacking = ofdOf({
      pages: [{ content: `${lines}<ofd:ImageObject ID="1" Boundary="10 99 9 9" ResourceID="5"/>` }],
      resources: songFont,
    });
    const { pages, documents, captureJobs } = await opened.importFiles(batchId, [
      { name: 'invoice.ofd', bytes: digitalInvoiceOfd() },
      { name: 'lacking.ofd', bytes: lacking },
    ]);
    expect(captureJobs[0]?.failures).toEqual([]);
    const [invoice, annex, last] = pages.toSorted((one, other) => one.feed - other.feed);
    expect(invoice).toMatchObject({
      dpi: 300,
      dpiBy: 'file',
      deviceSays: { codes: [], file: { warnings: ['font-replaced'] } },
      reading: {
        kind: 'invoice',
        invoices: [{ number: digitalNumber, amountMinor: 113_000, source: 'ofd', confidence: 0.99 }],
      },
    });
    expect(documents.find(({ id }) => id === invoice?.documentId)?.kind).toBe('invoice');
    expect(annex?.reading?.invoices).toEqual([]);
    expect(last?.deviceSays?.file?.warnings).toEqual(['font-replaced', 'image-skipped']);
    if (!invoice || !last) throw new Error('no pages');
    expect(hintsOf(last, noNeighbours)).toContain('PartsMissing');
    expect(hintsOf(invoice, noNeighbours)).not.toContain('PartsMissing');
  });
});
