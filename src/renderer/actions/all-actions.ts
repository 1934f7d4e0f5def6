import { type ProfileKey, profileKeys, type StoredProfile } from '../../domain/rules/profile.ts';
import type { Action } from './action.ts';
import {
  changeKeys,
  help,
  matchService,
  openMenu,
  settings,
  switchLanguage,
  switchTheme,
} from './app-actions.ts';
import {
  batches,
  chooseScan,
  handCount,
  importAction,
  importWhole,
  insertImport,
  insertScan,
  insertWhole,
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
import { detailsActions, goToDetails } from './details-actions.ts';
import {
  editNumber,
  joinBill,
  merge,
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
import {
  nextBill,
  nextPage,
  nextToMend,
  previousBill,
  previousPage,
  previousToMend,
  search,
} from './go-actions.ts';
import { history } from './history-actions.ts';
import { typeInvoice } from './invoice-actions.ts';
import { openWaitingLink } from './link-actions.ts';
import { checkByHand, matchList, recapture, signOffList } from './list-actions.ts';
import {
  clearFilter,
  contactSheet,
  filterActions,
  openFilters,
  singlePage,
  twoPages,
} from './look-actions.ts';
import { matchAtErp } from './match-page-actions.ts';
import { moveDown, moveToBill, moveUp } from './move-actions.ts';
import { bin, markBlank, markContent, remove, rotateLeft, rotateRight } from './page-actions.ts';
import { palette } from './palette-action.ts';
import { panDown, panLeft, panRight, panUp } from './pan-actions.ts';
import { paperPending } from './paper-actions.ts';
import { profileActions } from './profile-actions.ts';
import { replaceImport, replaceScan } from './replace-actions.ts';
import { tickLikeInBatch, tickLikeInBill } from './select-actions.ts';
import { changePin, lock, operators, switchOperator } from './session-actions.ts';
import { clearTicks, tick, tickAll } from './tick-actions.ts';
import {
  foldLeft,
  foldRight,
  frames,
  fullScreen,
  holdOriginal,
  showBlank,
  zoomActual,
  zoomFit,
  zoomIn,
  zoomOut,
} from './view-actions.ts';

/** Every action there always is, in the order the help tells them. The keys of the window are made from this list. */
export const allActions: readonly Action[] = [
  ...[scan, handCount, stopCapture, importAction, importWhole, insertScan, insertImport, insertWhole],
  ...[replaceScan, replaceImport, chooseScan, profile],
  ...[batches, newBatch],
  ...[submit, results, queue],
  ...[matchList, signOffList, checkByHand, recapture, matchAtErp],
  ...[
    undo,
    redo,
    history,
    setCover,
    setInvoice,
    setAttachment,
    setCategory,
    merge,
    split,
    splitHere,
    moveUp,
    moveDown,
    moveToBill,
  ],
  ...[
    editNumber,
    typeInvoice,
    newBill,
    joinBill,
    paperPending,
    rotateLeft,
    rotateRight,
    markBlank,
    markContent,
    remove,
    bin,
  ],
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
    openWaitingLink,
    tick,
    tickAll,
    tickLikeInBill,
    tickLikeInBatch,
    clearTicks,
    openMenu,
    goToDetails,
  ],
  ...[singlePage, twoPages, contactSheet, openFilters, ...filterActions, clearFilter],
  ...[zoomIn, zoomOut, zoomFit, zoomActual, panUp, panDown, panLeft, panRight],
  ...[fullScreen, holdOriginal, frames, showBlank, foldLeft, foldRight, ...detailsActions],
  ...[help, palette, changeKeys, settings, matchService, switchLanguage, switchTheme],
  ...[lock, switchOperator, changePin, operators],
];

/** With those that come and go with the station's profiles, which stand behind: they never take a key of the window. */
export function actionsNow(profiles: readonly StoredProfile[]): readonly Action[] {
  return [...allActions, ...profileActions(profiles)];
}

/** Keys the station allows for profiles and the window has no other use for. */
export const freeProfileKeys: readonly ProfileKey[] = profileKeys.filter(
  (key) => !allActions.some((action) => action.keys.includes(key)),
);

/** The action of this id, where this window has it. */
export function actionById(id: string): Action | null {
  return allActions.find((action) => action.id === id) ?? null;
}
