import { createHash } from 'node:crypto';
import { canonicalJson } from '../../contract/canonical-json.ts';
import type { Manifest } from '../../contract/wire.ts';
import type { BillId } from '../../domain/ids.ts';
import { uuidOf } from '../../domain/ids.ts';
import { formOf } from '../../domain/rules/invoice-form.ts';
import { submittedPages } from '../../domain/rules/submission.ts';
import type { Page, Tree } from '../../domain/tree/records.ts';
import type { Sha256 } from '../../domain/units.ts';

export type Submission = Pick<
  Manifest,
  'stationSeq' | 'operator' | 'wallTime' | 'appVersion' | 'audit' | 'revision' | 'previousDigest'
>;

/** What of a bill goes to the service, and the SHA-256 of its canonical text. Throws for a bill without a number or a page without a rendition: check it first. */
export function manifestOf(
  tree: Tree,
  billId: BillId,
  submission: Submission,
): { manifest: Manifest; digest: Sha256 } {
  const billNumber = tree.bills.get(billId)?.number ?? null;
  if (billNumber === null) throw new Error(`${billId} has no number`);
  const manifest: Manifest = {
    v: 1,
    billUuid: uuidOf(billId),
    ...submission,
    billNumber,
    batch: tree.batch.name,
    documents: submittedPages(tree, billId).map(({ document, pages, invoices }) => ({
      documentUuid: uuidOf(document.id),
      kind: document.kind,
      category: document.category,
      form: formOf(pages, invoices),
      invoices: [...invoices],
      pages: pages.map(manifestPage),
    })),
  };
  return { manifest, digest: digestOf(manifest) };
}

/** SHA-256 of the canonical text. */
export function digestOf(manifest: Manifest): Sha256 {
  return createHash('sha256').update(canonicalJson(manifest)).digest('hex');
}

function manifestPage({
  id,
  rendition,
  dpi,
  side,
  original,
}: Page): Manifest['documents'][number]['pages'][number] {
  if (rendition === null) throw new Error(`${id} has no rendition`);
  const { sha256, mime, bytes, width, height } = rendition.image;
  return {
    pageUuid: uuidOf(id),
    sha256,
    mime,
    bytes,
    width,
    height,
    dpi,
    side,
    originalSha256: original.sha256,
  };
}
