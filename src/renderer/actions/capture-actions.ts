import AddOutlined from '@mui/icons-material/AddOutlined';
import AssignmentTurnedInOutlined from '@mui/icons-material/AssignmentTurnedInOutlined';
import CloudUploadOutlined from '@mui/icons-material/CloudUploadOutlined';
import DocumentScannerOutlined from '@mui/icons-material/DocumentScannerOutlined';
import FileOpenOutlined from '@mui/icons-material/FileOpenOutlined';
import LibraryAddOutlined from '@mui/icons-material/LibraryAddOutlined';
import PictureAsPdfOutlined from '@mui/icons-material/PictureAsPdfOutlined';
import PinOutlined from '@mui/icons-material/PinOutlined';
import PostAddOutlined from '@mui/icons-material/PostAddOutlined';
import SendOutlined from '@mui/icons-material/SendOutlined';
import StopCircleOutlined from '@mui/icons-material/StopCircleOutlined';
import TuneOutlined from '@mui/icons-material/TuneOutlined';
import WorkspacesOutlined from '@mui/icons-material/WorkspacesOutlined';
import type { Place } from '../../domain/tree/commands.ts';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import { type Action, action } from './action.ts';
import { importFiles, openNewBatch, placeAfterTarget, startScan, stopRunning } from './capturing.ts';
import { type ActionContext, cursorBill, isSubmitted, runningCapture } from './context.ts';
import { goOnWithMissing, stackWithMissing } from './counting.ts';
import { defaultAnswer, waitingFault } from './fault-answers.ts';

/* Paper and files in, bills out. */

export const scan: Action = action({
  id: 'scan',
  group: 'capture',
  labelKey: 'action.scan',
  keys: ['F2'],
  icon: DocumentScannerOutlined,
  worksWhileTyping: true,
  refusal: whileRunning,
  run(context) {
    const waiting = waitingFault(context);
    const missing = stackWithMissing(context);
    if (waiting?.kind === 'scan') return defaultAnswer(context, waiting);
    return missing ? goOnWithMissing(context, missing) : startScan(context, 'stack', { at: 'tail' });
  },
});

export const stopCapture: Action = action({
  id: 'capture.stop',
  group: 'capture',
  labelKey: 'action.stop',
  keys: ['Ctrl+F2'],
  icon: StopCircleOutlined,
  worksWhileTyping: true,
  refusal: (context) => (whileRunning(context) ? null : 'refusal.notRunning'),
  run: stopRunning,
});

export const handCount: Action = action({
  id: 'scan.count',
  group: 'capture',
  labelKey: 'action.handCount',
  shortKey: 'action.handCount.short',
  keys: ['Ctrl+Shift+F2'],
  icon: PinOutlined,
  worksWhileTyping: true,
  run: (context) => context.workbench.set({ panel: { type: 'hand-count' } }),
});

export const importAction: Action = action({
  id: 'import',
  group: 'capture',
  labelKey: 'action.import',
  keys: ['F3'],
  icon: FileOpenOutlined,
  worksWhileTyping: true,
  refusal: whileRunning,
  run: async (context) => importFiles(context, await context.chooseFiles(), 'split', { at: 'tail' }),
});

export const importWhole: Action = action({
  id: 'import.whole',
  group: 'capture',
  labelKey: 'action.importWhole',
  keys: ['Shift+F3'],
  icon: PictureAsPdfOutlined,
  worksWhileTyping: true,
  refusal: whileRunning,
  run: async (context) => importFiles(context, await context.chooseFiles(), 'whole', { at: 'tail' }),
});

export const insertScan: Action = action({
  id: 'insert.scan',
  group: 'capture',
  labelKey: 'action.insertScan',
  keys: ['Insert'],
  icon: PostAddOutlined,
  refusal: insertRefusal,
  run: (context) => startScan(context, 'insert', placeAfterTarget(context)),
});

export const insertImport: Action = action({
  id: 'insert.import',
  group: 'capture',
  labelKey: 'action.insertImport',
  keys: ['Shift+Insert'],
  icon: LibraryAddOutlined,
  refusal: insertRefusal,
  async run(context) {
    const place = placeAfterTarget(context);
    await importFiles(context, await context.chooseFiles(), 'split', place);
  },
});

export const insertWhole: Action = action({
  id: 'insert.whole',
  group: 'capture',
  labelKey: 'action.insertWhole',
  keys: ['Ctrl+Insert'],
  icon: PictureAsPdfOutlined,
  refusal: insertRefusal,
  async run(context) {
    const place = placeAfterTarget(context);
    await importFiles(context, await context.chooseFiles(), 'whole', place);
  },
});

export const profile: Action = action({
  id: 'profile',
  group: 'capture',
  labelKey: 'action.profile',
  keys: ['F4'],
  icon: TuneOutlined,
  worksWhileTyping: true,
  run: (context) => context.workbench.set({ panel: { type: 'profile' } }),
});

/** Profile and scanner of the next stack, in one step. */
export const chooseScan: Action = action({
  id: 'scan.choose',
  group: 'capture',
  labelKey: 'action.chooseScan',
  keys: ['Shift+F2'],
  icon: TuneOutlined,
  worksWhileTyping: true,
  run: (context) => context.workbench.set({ panel: { type: 'scan-with' } }),
});

export const batches: Action = action({
  id: 'batches',
  group: 'capture',
  labelKey: 'action.batches',
  keys: ['Ctrl+O'],
  icon: WorkspacesOutlined,
  worksWhileTyping: true,
  run(context) {
    void context.station.refreshBatches();
    context.workbench.set({ panel: { type: 'batches' } });
  },
});

export const newBatch: Action = action({
  id: 'batch.new',
  group: 'capture',
  labelKey: 'action.newBatch',
  keys: ['Ctrl+Shift+O'],
  icon: AddOutlined,
  refusal: whileRunning,
  run: async (context) => void (await openNewBatch(context, null)),
});

export const submit: Action = action({
  id: 'submit',
  group: 'capture',
  labelKey: 'action.submit',
  keys: ['F9'],
  icon: SendOutlined,
  worksWhileTyping: true,
  refusal: (context) =>
    context.index.bills.some((view) => view.bill.state === 'open') ? null : 'refusal.nothingToSubmit',
  run: (context) => context.workbench.set({ panel: { type: 'submit' }, editingNumber: null }),
});

export const results: Action = action({
  id: 'results',
  group: 'capture',
  labelKey: 'action.results',
  keys: ['F6'],
  icon: AssignmentTurnedInOutlined,
  worksWhileTyping: true,
  refusal: (context) => ((context.batch?.statuses.size ?? 0) > 0 ? null : 'refusal.noResults'),
  run: (context) => context.workbench.set({ panel: { type: 'results' } }),
});

export const queue: Action = action({
  id: 'queue',
  group: 'capture',
  labelKey: 'action.queue',
  keys: ['F7'],
  icon: CloudUploadOutlined,
  worksWhileTyping: true,
  run: (context) => context.workbench.set({ panel: { type: 'queue' } }),
});

export function whileRunning(context: ActionContext): MessageKey | null {
  return runningCapture(context.batch) || context.ui.uploading ? 'refusal.running' : null;
}

function insertRefusal(context: ActionContext): MessageKey | null {
  if (!cursorBill(context)) return 'refusal.noDocument';
  return isInSubmitted(context, placeAfterTarget(context)) ? 'refusal.submitted' : whileRunning(context);
}

function isInSubmitted(context: ActionContext, place: Place): boolean {
  if (place.at === 'after') return isSubmitted(context, place.documentId);
  return place.at === 'bill-end' && context.index.billById.get(place.billId)?.bill.state === 'submitted';
}
