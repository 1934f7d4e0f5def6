import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/contract/canonical-json.ts';
import { manifest as manifestSchema } from '../../src/contract/wire.ts';
import { uuidOf } from '../../src/domain/ids.ts';
import { manifestOf } from '../../src/station/sync/manifest.ts';
import {
  attachment,
  batch,
  bill,
  billAt,
  blankReading,
  cover,
  document,
  documentAt,
  invoiceReading,
  page,
  pageAt,
  plainReading,
} from '../domain/builders.ts';
import { sha256Of } from './test-station.ts';

const submission = {
  stationSeq: 7,
  operator: '操作员一',
  wallTime: 1_770_000_000_000,
  appVersion: '0.1.0',
  revision: 2,
  previousDigest: sha256Of('revision 1'),
};

describe('the manifest', () => {
  it('SYNC-50 holds what is submitted in order, with renditions, originals and the invoices that are matched', () => {
    const tree = batch(
      bill(
        'CL-2026-000001',
        cover('CL-2026-000001'),
        document('invoice', page(plainReading), page(invoiceReading()), page(invoiceReading())),
        attachment(1, { category: 'contract' }),
        document(
          'attachment',
          page(blankReading, { mark: 'blank' }),
          page(plainReading, { isDeleted: true }),
        ),
      ),
      bill('CL-2026-000002', cover('CL-2026-000002')),
    );
    const { id } = billAt(tree, 0);
    const { manifest, digest } = manifestOf(tree, id, submission);
    expect(manifest).toMatchObject({
      ...submission,
      v: 1,
      billUuid: uuidOf(id),
      billNumber: 'CL-2026-000001',
    });
    expect(manifest.documents.map(({ kind, category, pages }) => [kind, category, pages.length])).toEqual([
      ['cover', null, 1],
      ['invoice', null, 3],
      ['attachment', 'contract', 1],
    ]);
    expect(manifest.documents.map(({ invoices }) => invoices)).toEqual([[], invoiceReading().invoices, []]);
    const second = pageAt(tree, 0, 1, 1);
    expect(manifest.documents[1]?.pages[1]).toEqual({
      pageUuid: uuidOf(second.id),
      sha256: second.rendition?.image.sha256,
      mime: second.rendition?.image.mime,
      bytes: second.rendition?.image.bytes,
      width: second.rendition?.image.width,
      height: second.rendition?.image.height,
      dpi: second.dpi,
      side: second.side,
      originalSha256: second.original.sha256,
    });
    expect(manifest.documents[0]?.documentUuid).toBe(uuidOf(documentAt(tree, 0, 0).id));
    expect(manifestSchema.parse(manifest)).toEqual(manifest);
    expect(digest).toBe(sha256Of(canonicalJson(manifest)));
  });

  it('SYNC-51 is not made for a bill without a number or a page without a rendition', () => {
    const unnamed = batch(bill(null, attachment()));
    expect(() => manifestOf(unnamed, billAt(unnamed, 0).id, submission)).toThrow('number');
    const unread = batch(
      bill('CL-2026-000001', document('attachment', page(plainReading, { rendition: null }))),
    );
    expect(() => manifestOf(unread, billAt(unread, 0).id, submission)).toThrow('rendition');
  });
});
