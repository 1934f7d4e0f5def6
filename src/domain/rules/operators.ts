/* Who may do what, and how a PIN has to be. */

/** From the least to the most: each may do what the ones before it may. */
export const roles = ['operator', 'checker', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Whether somebody of this role may do what needs at least `least`. */
export function roleMay(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
}

/** A name as it is shown: one form of each character, no blanks around, one blank between words. */
export function operatorName(typed: string): string {
  return typed.normalize('NFC').trim().replace(/\s+/gu, ' ');
}

/** Two names with one key are one name: neither the case nor the way a character was typed tells them apart. */
export function operatorKey(name: string): string {
  return operatorName(name).normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC');
}

const fewestDigits = 6;
const shortestText = 8;
const longestPin = 100;

export const pinReasons = ['short', 'long', 'uniform'] as const;
export type PinReason = (typeof pinReasons)[number];

/** Six digits or more, or a text of eight characters or more; not one character over and over. Null: good. */
export function pinRefusal(pin: string): PinReason | null {
  const characters = [...pin];
  if (characters.length > longestPin) return 'long';
  const fewest = /^\d+$/u.test(pin) ? fewestDigits : shortestText;
  if (characters.length < fewest) return 'short';
  return new Set(characters).size === 1 ? 'uniform' : null;
}

const freeTries = 5;
const firstWaitMs = 30_000;
const longestWaitMs = 15 * 60_000;

/** How many more wrong PINs are only told, before one begins a wait. */
export function triesLeft(failures: number): number {
  return Math.max(0, freeTries - failures);
}

/** Minutes without a key or a move of the mouse until the window is locked; null never. */
export type IdleLock = number | null;
export const usualIdleLock: IdleLock = 10;
export const longestIdleLock = 240;

/** How long nobody may try after so many wrong PINs in a row: nothing at first, then twice as long each time. */
export function waitAfter(failures: number): number {
  if (failures < freeTries) return 0;
  return Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(failures - freeTries, 20));
}

export interface Failures {
  readonly count: number;
  /** Instant of the last one. */
  readonly at: number;
}

/**
 * What is left of the wait. A clock that was put back begins the wait anew from what it says now (`since`, to be kept):
 * so that it neither ends the wait nor stretches it to when the clock has caught up.
 */
export function waitLeft(failures: Failures, now: number): { readonly ms: number; readonly since: number } {
  const since = Math.min(failures.at, now);
  const wait = waitAfter(failures.count);
  return now < failures.at ? { ms: wait, since } : { ms: Math.max(0, since + wait - now), since };
}
