import type { StationError } from '../../contract/errors.ts';
import type { Device } from '../../contract/queries.ts';
import type { BatchId, BillId, CaptureJobId, DocumentId, PageId } from '../../domain/ids.ts';
import type { DocumentKind } from '../../domain/reading.ts';
import type { Place } from '../../domain/tree/commands.ts';
import type { MessageParams } from '../../i18n/text.ts';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import type { RowKey } from '../station/rows.ts';
import { createStore, type Store } from '../station/store.ts';

/** A dialog or panel; at most one is open. */
export type Panel =
  | {
      readonly type:
        | 'submit'
        | 'results'
        | 'queue'
        | 'bin'
        | 'help'
        | 'palette'
        | 'settings'
        | 'batches'
        | 'profile'
        | 'hand-count';
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
  /** Files of the watched folder became a batch, which can be opened from here. */
  | {
      readonly type: 'arrived';
      readonly batchId: BatchId;
      readonly name: string;
      readonly files: number;
      readonly failed: number;
    };
export type Notice = NoticeContent & { readonly id: number };

export type DetailsTab = 'reading' | 'match' | 'quality' | 'history';

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
  /** Scale that `fit` comes to now, told by the viewer so that a step of zoom starts from what is seen. */
  readonly fitScale: number;
  readonly isFullScreen: boolean;
  readonly holdsOriginal: boolean;
  readonly showsFrames: boolean;
  /** The page being adjusted by hand. It ends with the page in view. */
  readonly adjusting: PageId | null;
  /** The tree shows nothing but what needs a look. */
  readonly showsOnlyAttention: boolean;
  readonly leftWidth: number;
  readonly rightWidth: number;
  readonly isLeftFolded: boolean;
  readonly isRightFolded: boolean;
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
  readonly uploading: { readonly done: number; readonly total: number } | null;
  /** Ids of the actions run last by their names, the latest first. */
  readonly recentActions: readonly string[];
  /** Counts requests to put the keyboard into the tree. */
  readonly focusTree: number;
}

const isNarrow = typeof window !== 'undefined' && window.innerWidth < 1500;

export function createWorkbench(): Store<WorkbenchState> {
  return createStore<WorkbenchState>({
    cursor: null,
    shownPageId: null,
    ticked: new Set(),
    tickAnchor: null,
    closedBills: new Set(),
    openDocuments: new Set(),
    showsBlank: false,
    search: '',
    editingNumber: null,
    panel: null,
    zoom: 'fit',
    fitScale: 1,
    isFullScreen: false,
    holdsOriginal: false,
    showsFrames: true,
    adjusting: null,
    showsOnlyAttention: false,
    leftWidth: isNarrow ? 336 : 352,
    rightWidth: isNarrow ? 336 : 360,
    isLeftFolded: false,
    isRightFolded: false,
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
    uploading: null,
    recentActions: [],
    focusTree: 0,
  });
}

let lastNotice = 0;

/** Adds a notice at the foot of the window; the last three stay. */
export function notify(workbench: Store<WorkbenchState>, notice: NoticeContent): void {
  lastNotice += 1;
  const id = lastNotice;
  workbench.set((now) => ({ notices: [...now.notices.slice(-2), { id, ...notice }] }));
}
