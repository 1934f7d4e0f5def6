import type { Device } from '../../contract/device-shapes.ts';
import type { StationError } from '../../contract/errors.ts';
import type { BatchId, BillId, CaptureJobId, DocumentId, PageId } from '../../domain/ids.ts';
import type { Link } from '../../domain/link.ts';
import type { DocumentKind } from '../../domain/reading.ts';
import type { TypedInvoice } from '../../domain/rules/invoice-fields.ts';
import type { InvoiceName, Place } from '../../domain/tree/commands.ts';
import type { MessageParams } from '../../i18n/text.ts';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import type { Filter } from '../station/filter.ts';
import type { RowKey } from '../station/rows.ts';
import { createStore, type Store } from '../station/store.ts';
import { usualSheetSize } from './sheet-size.ts';

/** A dialog or panel; at most one is open. */
export type Panel =
  | {
      readonly type:
        | 'submit'
        | 'results'
        | 'queue'
        | 'bin'
        | 'history'
        | 'help'
        | 'palette'
        | 'keys'
        | 'settings'
        /** The settings, at the attachment categories. */
        | 'categories'
        /** The settings, at the match service. */
        | 'service'
        /** The settings, at the operators. */
        | 'operators'
        /** The own PIN of who is signed in. */
        | 'pin'
        | 'batches'
        | 'profile'
        | 'move-to-bill'
        | 'hand-count'
        | 'filters'
        /** Profile and scanner of the next stack. */
        | 'scan-with';
    }
  /** A list over all bills of the service; `number`: narrowed to it, else as it was left. */
  | { readonly type: 'bill-list'; readonly list: 'match' | 'sign-off'; readonly number?: string }
  /** The check of a bill by hand; `from`: the list it was opened from. `stationId`: whose it is, if not this one's. */
  | {
      readonly type: 'check';
      readonly billId: BillId;
      readonly stationId?: string | undefined;
      readonly from: 'match' | 'sign-off' | null;
    }
  | { readonly type: 'category'; readonly documentIds: readonly DocumentId[] }
  | {
      readonly type: 'move';
      readonly documentIds: readonly DocumentId[];
      readonly place: Place;
      readonly kind: DocumentKind;
      readonly category: string | null;
    }
  | { readonly type: 'menu'; readonly x: number; readonly y: number };

/** `fit` follows the window; a number is screen pixels per pixel of the rendition. */
export type Zoom = 'fit' | number;

export type NoticeContent =
  | { readonly type: 'error'; readonly error: StationError }
  | { readonly type: 'done'; readonly key: MessageKey; readonly params: MessageParams }
  /** Something of it was left undone, which is for a person. */
  | {
      readonly type: 'partly';
      readonly key: MessageKey;
      readonly todo: MessageKey;
      readonly params: MessageParams;
    }
  /** A key was pressed for something that cannot be done now. */
  | { readonly type: 'refused'; readonly key: MessageKey }
  /** A capture was to replace documents and did not; what it brought lies in the bin. */
  | { readonly type: 'kept'; readonly pages: number; readonly error: StationError | null }
  /** A link came while the operator was at something; it waits until he opens it or puts it away. */
  | { readonly type: 'link'; readonly link: Link }
  /** Files of the watched folder became a batch, which can be opened from here. */
  | {
      readonly type: 'arrived';
      readonly batchId: BatchId;
      readonly name: string;
      readonly files: number;
      readonly failed: number;
    };
export type Notice = NoticeContent & { readonly id: number };

/** One page large, it and the next of its document side by side, or the whole batch small. */
export const views = ['single', 'two', 'sheet'] as const;
export type View = (typeof views)[number];

export const detailsTabs = ['reading', 'match', 'quality', 'history'] as const;
export type DetailsTab = (typeof detailsTabs)[number];

/** The invoice that is being typed; `replaces`: one the page has, null for one more. */
export interface Typing {
  readonly pageId: PageId;
  readonly replaces: InvoiceName | null;
}

export interface KeptTyping extends Typing {
  readonly typed: TypedInvoice;
}

/** What the window itself knows: where the operator stands and how things are shown. Nothing of it is the station's. */
export interface WorkbenchState {
  /** The row the keyboard stands on. */
  readonly cursor: RowKey | null;
  readonly shownPageId: PageId | null;
  readonly ticked: ReadonlySet<DocumentId>;
  /** Where a range of ticks starts. */
  readonly tickAnchor: DocumentId | null;
  readonly closedBills: ReadonlySet<BillId>;
  readonly openDocuments: ReadonlySet<DocumentId>;
  readonly showsBlank: boolean;
  readonly search: string;
  readonly editingNumber: BillId | null;
  readonly panel: Panel | null;
  readonly zoom: Zoom;
  readonly isFullScreen: boolean;
  readonly holdsOriginal: boolean;
  readonly showsFrames: boolean;
  /** The page being adjusted by hand. It ends with the page in view. */
  readonly adjusting: PageId | null;
  /** It ends with the page in view, as adjusting does. */
  readonly typing: Typing | null;
  /** What was typed of an invoice and neither saved nor given up, by page and invoice. */
  readonly keptTyping: ReadonlyMap<string, KeptTyping>;
  /** What the tree and the contact sheet are narrowed to; empty shows all. */
  readonly filter: Filter;
  readonly view: View;
  /** Height of a page on the contact sheet, CSS pixels; one of `sheetSizes`. */
  readonly sheetSize: number;
  readonly leftWidth: number;
  readonly rightWidth: number;
  readonly isLeftFolded: boolean;
  readonly isRightFolded: boolean;
  /** Whether the right pane stands as a person left it, or follows the width of the window. */
  readonly rightFoldBy: 'hand' | 'width';
  readonly detailsTab: DetailsTab;
  readonly notices: readonly Notice[];
  /** For profiles that are for whichever scanner is chosen. */
  readonly device: Device | null;
  /** Chosen by hand in this window; goes before the station's default. */
  readonly profileId: string | null;
  /** Scanned with last, also in a window before this one. */
  readonly lastProfileId: string | null;
  /** Chosen since the last scan began: a stack that stopped goes on with it. */
  readonly chosenSinceScan: string | null;
  /** Sheets of the next stack, counted by hand; the next scan takes it with it. */
  readonly countedSheets: number | null;
  /** The stack whose counts are being looked into. */
  readonly countOf: CaptureJobId | null;
  /** Notes of scans the operator has read. */
  readonly readNotes: ReadonlySet<string>;
  /** Where the last scan put its pages, to go on there after a fault. */
  readonly lastPlace: Place;
  /** The fault the operator has put aside. */
  readonly dismissedCaptures: ReadonlySet<string>;
  /** The bill a link asked for of which nothing is here, and the batch opened for it. */
  readonly awaited: { readonly batchId: BatchId; readonly number: string } | null;
  readonly uploading: { readonly done: number; readonly total: number; readonly stop: () => void } | null;
  /** Ids of the actions run last by their names, the latest first. */
  readonly recentActions: readonly string[];
  /** Counts requests to put the keyboard into the tree. */
  readonly focusTree: number;
  /** Counts requests to put the keyboard into the right pane. */
  readonly focusDetails: number;
  /** The last step the page was moved by keys; each step is an object of its own. */
  readonly panStep: PanStep | null;
}

/** Which way the eye goes over the page: down shows what lies below. */
export interface PanStep {
  readonly x: -1 | 0 | 1;
  readonly y: -1 | 0 | 1;
}

/** Of the panes beside the page, CSS pixels. */
export const paneWidth = { min: 264, max: 560 } as const;

/** Below this width, CSS pixels, the right pane folds by itself and the page has the room. */
export const narrowWidth = 1500;
const isNarrow = typeof window !== 'undefined' && window.innerWidth < narrowWidth;

/** The very same set where nothing is ticked: to tick nothing when nothing is ticked changes nothing. */
export const noTicks: ReadonlySet<DocumentId> = new Set();

export function createWorkbench(): Store<WorkbenchState> {
  return createStore<WorkbenchState>({
    cursor: null,
    shownPageId: null,
    ticked: noTicks,
    tickAnchor: null,
    closedBills: new Set(),
    openDocuments: new Set(),
    showsBlank: false,
    search: '',
    editingNumber: null,
    panel: null,
    zoom: 'fit',
    isFullScreen: false,
    holdsOriginal: false,
    showsFrames: true,
    adjusting: null,
    typing: null,
    keptTyping: new Map(),
    filter: new Set(),
    view: 'single',
    sheetSize: usualSheetSize,
    leftWidth: isNarrow ? 336 : 352,
    rightWidth: isNarrow ? 336 : 360,
    isLeftFolded: false,
    isRightFolded: isNarrow,
    rightFoldBy: 'width',
    detailsTab: 'reading',
    notices: [],
    device: null,
    profileId: null,
    lastProfileId: null,
    chosenSinceScan: null,
    countedSheets: null,
    countOf: null,
    readNotes: new Set(),
    lastPlace: { at: 'tail' },
    dismissedCaptures: new Set(),
    awaited: null,
    uploading: null,
    recentActions: [],
    focusTree: 0,
    focusDetails: 0,
    panStep: null,
  });
}

let lastNotice = 0;

/**
 * Adds a notice at the foot of the window. What is said again takes the place of what was said, and of refusals only
 * the last stays: who presses again asks again. Beyond three, good news goes before what went wrong, and a link that waits last.
 */
export function notify(workbench: Store<WorkbenchState>, notice: NoticeContent): void {
  lastNotice += 1;
  const id = lastNotice;
  workbench.set(({ notices }) => {
    const others = notices.filter((one) => !isSaidAgain(one, notice));
    const done = others.find(({ type }) => type === 'done');
    const first = done ?? others.find(({ type }) => type !== 'link') ?? others[0];
    const kept = others.length < 3 ? others : others.filter((one) => one !== first);
    return { notices: [...kept, { id, ...notice }] };
  });
}

function isSaidAgain({ id: _id, ...said }: Notice, notice: NoticeContent): boolean {
  const isRefused = said.type === 'refused' && notice.type === 'refused';
  return isRefused || JSON.stringify(said) === JSON.stringify(notice);
}
