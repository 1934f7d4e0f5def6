import type { ImportError } from '../contract/errors.ts';
import type { ImportReply, SpooledImage } from '../contract/workers.ts';
import type { StatedInvoice } from '../domain/reading.ts';

export type PageReply = Extract<ImportReply, { type: 'page' }>;
export type FailureReply = Extract<ImportReply, { type: 'failure' }>;
/** What an importer of one format gives; `end` is added by `importFile`. */
export type ImportStep = PageReply | FailureReply;
/** The same of one that has another program convert the file first. */
export type ConvertedStep = ImportStep | Extract<ImportReply, { type: 'converting' }>;

export interface ImportedPage {
  readonly pageNumber: number;
  readonly dpi: number;
  readonly dpiBy: PageReply['dpiBy'];
  readonly method: PageReply['method'];
  readonly image: SpooledImage;
  readonly warnings: PageReply['warnings'];
  /** What the file states of an invoice on this page, where it does. */
  readonly invoice?: StatedInvoice | null;
}

export function pageReply(page: ImportedPage): PageReply {
  return { type: 'page', ...page, invoice: page.invoice ?? null };
}

export function failure(error: ImportError): FailureReply {
  return { type: 'failure', error };
}

/** First line of what a library said, without folders of this machine. */
export function detailOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const [line = ''] = message.split('\n');
  return line.replaceAll(/(?:[A-Za-z]:)?[\\/][^\s:'"]+/g, '…').slice(0, 200);
}
