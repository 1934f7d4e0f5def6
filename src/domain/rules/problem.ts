import type { BillId, CaptureJobId, DocumentId, PageId } from '../ids.ts';
import type { EpochMs } from '../units.ts';
import type { QualityFault } from './quality-fault.ts';

/** Why a bill cannot be submitted yet; each names what to look at. */
export type Problem =
  | { readonly type: 'NumberMissing'; readonly billId: BillId }
  | {
      readonly type: 'NumberDoubled';
      readonly billId: BillId;
      readonly number: string;
      readonly otherBillId: BillId;
    }
  /** Somebody said that paper is still to come. */
  | { readonly type: 'PaperPending'; readonly billId: BillId; readonly by: string }
  | { readonly type: 'CoverMissing'; readonly billId: BillId }
  | { readonly type: 'BillEmpty'; readonly billId: BillId }
  | { readonly type: 'PageUnread'; readonly billId: BillId; readonly pageId: PageId }
  | { readonly type: 'PageParked'; readonly billId: BillId; readonly pageId: PageId; readonly detail: string }
  /** Its original no longer reads as it was taken. */
  | { readonly type: 'PageDamaged'; readonly billId: BillId; readonly pageId: PageId }
  | {
      readonly type: 'QualityUnaccepted';
      readonly billId: BillId;
      readonly pageId: PageId;
      readonly faults: readonly QualityFault[];
    }
  | { readonly type: 'InvoiceUnread'; readonly billId: BillId; readonly documentId: DocumentId }
  | {
      readonly type: 'InvoiceDoubled';
      readonly billId: BillId;
      readonly documentId: DocumentId;
      readonly otherDocumentId: DocumentId;
      readonly number: string;
    }
  /** The invoice went out with another bill of this station before. */
  | {
      readonly type: 'InvoiceSubmittedBefore';
      readonly billId: BillId;
      readonly documentId: DocumentId;
      readonly number: string;
      readonly otherBillNumber: string;
      readonly batchName: string;
      readonly at: EpochMs;
    }
  | {
      readonly type: 'CountDiffers';
      readonly billId: BillId;
      readonly captureJobId: CaptureJobId;
      readonly counted: number;
      readonly fed: number;
    };
