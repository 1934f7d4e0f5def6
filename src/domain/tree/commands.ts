import type { BillId, DocumentId, PageId } from '../ids.ts';
import type { InvoiceFields } from '../invoice.ts';
import type { DocumentKind, Reading, Recipe, RecipeChange, RecipeValue } from '../reading.ts';
import type { FieldFault, TypedInvoice } from '../rules/invoice-fields.ts';
import type { EpochMs, LocalDate } from '../units.ts';
import type { Bill, DamagedPicture, Document, Page, Rendition } from './records.ts';

/** Where new or moved documents go. */
export type Place =
  | { readonly at: 'tail' }
  | { readonly at: 'after'; readonly documentId: DocumentId }
  | { readonly at: 'before'; readonly documentId: DocumentId }
  | { readonly at: 'bill-end'; readonly billId: BillId };

/** What a document is filed as. Only attachments have a category. */
export interface Filing {
  readonly kind: DocumentKind;
  readonly category: string | null;
}

/** What tells one invoice of a page from its others. */
export type InvoiceName = Pick<InvoiceFields, 'code' | 'number'>;

/** What an operator can do to a tree. Each can be undone until its bill is submitted. */
export type EditCommand =
  | { readonly type: 'bill.setNumber'; readonly billId: BillId; readonly number: string }
  /** Paper of the bill is still to come, says a person by name, or is all there now. */
  | {
      readonly type: 'bill.setPaper';
      readonly billId: BillId;
      readonly paper: 'pending' | 'complete';
      readonly by: string;
    }
  /** Opens a new bill that takes this document and all after it in its bill. */
  | { readonly type: 'bill.split'; readonly documentId: DocumentId }
  /** Appends the bill's documents to the bill before it. */
  | { readonly type: 'bill.join'; readonly billId: BillId }
  /** `kind`: what those become that are not of it yet; null: each stays what it is. */
  | {
      readonly type: 'document.move';
      readonly documentIds: readonly DocumentId[];
      readonly place: Place;
      readonly kind: Filing | null;
    }
  | { readonly type: 'document.merge'; readonly documentIds: readonly DocumentId[] }
  /**
   * At a page: that page and those after it become a document of their own. Without: what was merged comes apart as it
   * was, and what never was becomes one document a sheet.
   */
  | { readonly type: 'document.split'; readonly documentId: DocumentId; readonly atPageId: PageId | null }
  | {
      readonly type: 'document.reclassify';
      readonly documentIds: readonly DocumentId[];
      readonly kind: DocumentKind;
      readonly category: string | null;
    }
  | { readonly type: 'page.rotate'; readonly pageIds: readonly PageId[]; readonly turn: 90 | 180 | 270 }
  /** Sets values of the recipe by hand, and gives others back to the machine, which looks at the page again. */
  | {
      readonly type: 'page.adjust';
      readonly pageIds: readonly PageId[];
      readonly set: RecipeChange;
      readonly giveBack: readonly RecipeValue[];
    }
  /** The pages are good enough, says a person by name. */
  | { readonly type: 'page.accept'; readonly pageIds: readonly PageId[]; readonly by: string }
  /** An invoice typed by hand, in place of one of the page or (null) beside those it has. `today`: by the person's calendar. */
  | {
      readonly type: 'page.setInvoice';
      readonly pageId: PageId;
      readonly replaces: InvoiceName | null;
      readonly typed: TypedInvoice;
      readonly today: LocalDate;
    }
  | { readonly type: 'page.giveBackInvoices'; readonly pageId: PageId }
  | { readonly type: 'page.mark'; readonly pageIds: readonly PageId[]; readonly mark: 'content' | 'blank' }
  | { readonly type: 'page.delete'; readonly pageIds: readonly PageId[] }
  | { readonly type: 'page.restore'; readonly pageIds: readonly PageId[] };

/**
 * Pages that wait in the bin take the place of documents of one kind, which go into it. The station does it when a
 * capture that replaces has come to its end; it can be undone as any edit.
 */
export interface ReplaceCommand {
  readonly type: 'document.replace';
  readonly documentIds: readonly DocumentId[];
  /** In the order they came. */
  readonly pageIds: readonly PageId[];
  /** Where several are replaced: a document a sheet (`split`) or a file (`whole`). */
  readonly grouping: 'split' | 'whole';
}

/** A side as it comes from a driver or a file, before anything is known of it. */
export type NewPage = Pick<
  Page,
  'id' | 'captureJobId' | 'feed' | 'sheet' | 'side' | 'source' | 'original' | 'dpi' | 'dpiBy' | 'deviceSays'
>;

/** What the station itself does to a tree; never on the undo stack. */
export type SystemCommand =
  | {
      readonly type: 'page.add';
      readonly page: NewPage;
      readonly place: Place;
      /** `whole`: joins the document of the job's page before it (导入多页发票). `split`: a document of its own, a back joins its front. */
      readonly grouping: 'split' | 'whole';
    }
  /** As `page.add`, but into the bin behind the documents it is to replace: it waits there for the end of its capture. */
  | {
      readonly type: 'page.hold';
      readonly page: NewPage;
      readonly behind: readonly DocumentId[];
      readonly grouping: 'split' | 'whole';
    }
  /** Findings and rendition of a page; re-places it unless a person placed it. */
  | {
      readonly type: 'page.read';
      readonly pageId: PageId;
      readonly recipe: Recipe;
      readonly reading: Reading;
      readonly rendition: Rendition;
    }
  /** A rendition made anew for a recipe a person changed. */
  | { readonly type: 'page.rendered'; readonly pageId: PageId; readonly rendition: Rendition }
  /** Given up after its tries: shown as an error, its original whole. */
  | { readonly type: 'page.parked'; readonly pageId: PageId; readonly detail: string }
  /** Their pictures are taken away here: the service has had them long enough. */
  | { readonly type: 'page.cleared'; readonly pageIds: readonly PageId[]; readonly at: EpochMs }
  /** A picture reads otherwise than it was stored, or (null) is whole again. */
  | { readonly type: 'page.damaged'; readonly pageId: PageId; readonly damaged: DamagedPicture | null }
  /** A whole bill with its records as they were: from another station, or from what was kept of it beside the store. */
  | {
      readonly type: 'bill.arrived';
      readonly bill: Bill;
      readonly documents: readonly Document[];
      readonly pages: readonly Page[];
    }
  | { readonly type: 'bill.submitted'; readonly billIds: readonly BillId[] }
  /** Back into the operator's hands, to be submitted again: it was sent back, or is to be captured anew. */
  | { readonly type: 'bill.reopened'; readonly billIds: readonly BillId[] };

export type TreeCommand = EditCommand | ReplaceCommand | SystemCommand;

export type DomainError =
  | { readonly type: 'BillNotFound'; readonly billId: BillId }
  | { readonly type: 'DocumentNotFound'; readonly documentId: DocumentId }
  | { readonly type: 'PageNotFound'; readonly pageId: PageId }
  | { readonly type: 'PageExists'; readonly pageId: PageId }
  | { readonly type: 'NothingSelected' }
  | { readonly type: 'BillSubmitted'; readonly billId: BillId }
  | { readonly type: 'FirstBill'; readonly billId: BillId }
  | { readonly type: 'FirstDocument'; readonly documentId: DocumentId }
  | { readonly type: 'OneDocumentOnly' }
  | { readonly type: 'NotAdjacent' }
  | { readonly type: 'SinglePage'; readonly documentId: DocumentId }
  | { readonly type: 'PlaceInsideSelection' }
  | { readonly type: 'BillNumberEmpty' }
  | { readonly type: 'NotAnInvoice'; readonly documentId: DocumentId }
  /** It was read otherwise since it was shown. */
  | { readonly type: 'InvoiceNotFound'; readonly pageId: PageId }
  | ({ readonly type: 'InvoiceFieldInvalid' } & FieldFault)
  /** Only documents of one kind are replaced together. */
  | { readonly type: 'MixedKinds' }
  /** A cover is replaced alone, never together with invoices or attachments. */
  | { readonly type: 'CoverNotReplaceable' }
  | { readonly type: 'OneCoverOnly' }
  /** No page with anything on it came to replace with. */
  | { readonly type: 'NothingArrived' }
  | { readonly type: 'NotDeleted'; readonly pageId: PageId }
  /** Its pictures are no longer here. */
  | { readonly type: 'PageCleared'; readonly pageId: PageId }
  | { readonly type: 'NothingToUndo' }
  | { readonly type: 'NothingToRedo' }
  /** A record the step would change back was changed since by the station itself. */
  | { readonly type: 'UndoConflict' };
