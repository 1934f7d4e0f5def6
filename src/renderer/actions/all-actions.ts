import { type ProfileKey, profileKeys, type StoredProfile } from '../../domain/rules/profile.ts';
import type { Action } from './action.ts';
import {
  batches,
  handCount,
  importAction,
  importWhole,
  insertImport,
  insertScan,
  newBatch,
  profile,
  queue,
  results,
  scan,
  stopCapture,
  submit,
} from './capture-actions.ts';
import {
  acceptQuality,
  adjustPage,
  backToAutomatic,
  cancelRerun,
  onlyAttention,
  rerunCleanup,
  tickOutdated,
} from './cleanup-actions.ts';
import {
  editNumber,
  joinBill,
  merge,
  moveDown,
  moveUp,
  newBill,
  redo,
  setAttachment,
  setCategory,
  setCover,
  setInvoice,
  split,
  splitHere,
  undo,
} from './edit-actions.ts';
import { bin, markBlank, markContent, remove, rotateLeft, rotateRight } from './page-actions.ts';
import { palette } from './palette-action.ts';
import { profileActions } from './profile-actions.ts';
import { tickLikeInBatch, tickLikeInBill } from './select-actions.ts';
import {
  clearTicks,
  foldLeft,
  foldRight,
  frames,
  fullScreen,
  help,
  holdOriginal,
  nextBill,
  nextPage,
  nextToMend,
  openMenu,
  previousBill,
  previousPage,
  previousToMend,
  search,
  settings,
  showBlank,
  switchLanguage,
  tick,
  tickAll,
  zoomActual,
  zoomFit,
  zoomIn,
  zoomOut,
} from './view-actions.ts';

/** Every action there always is, in the order the help tells them. The keys of the window are made from this list. */
export const allActions: readonly Action[] = [
  ...[scan, handCount, stopCapture, importAction, importWhole, insertScan, insertImport, profile],
  ...[batches, newBatch],
  ...[submit, results, queue],
  ...[
    undo,
    redo,
    setCover,
    setInvoice,
    setAttachment,
    setCategory,
    merge,
    split,
    splitHere,
    moveUp,
    moveDown,
  ],
  ...[editNumber, newBill, joinBill, rotateLeft, rotateRight, markBlank, markContent, remove, bin],
  ...[adjustPage, backToAutomatic, acceptQuality, rerunCleanup, cancelRerun, tickOutdated],
  ...[
    previousPage,
    nextPage,
    previousBill,
    nextBill,
    nextToMend,
    previousToMend,
    onlyAttention,
    search,
    tick,
    tickAll,
    tickLikeInBill,
    tickLikeInBatch,
    clearTicks,
    openMenu,
  ],
  ...[zoomIn, zoomOut, zoomFit, zoomActual, fullScreen, holdOriginal, frames, showBlank, foldLeft, foldRight],
  ...[help, palette, settings, switchLanguage],
];

/** With those that come and go with the station's profiles, which stand behind: they never take a key of the window. */
export function actionsNow(profiles: readonly StoredProfile[]): readonly Action[] {
  return [...allActions, ...profileActions(profiles)];
}

/** Keys the station allows for profiles and the window has no other use for. */
export const freeProfileKeys: readonly ProfileKey[] = profileKeys.filter(
  (key) => !allActions.some((action) => action.keys.includes(key)),
);
