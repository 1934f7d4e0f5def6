import type { SaneDevice } from './device.ts';
import { isSameValue, type SaneOption } from './option-value.ts';
import type { Step, Way } from './options.ts';

/** The first option of these names that the device has and lets us set. */
export function settable(device: SaneDevice, names: readonly string[]): SaneOption | null {
  for (const name of names) {
    const option = device.option(name);
    if (option?.isSettable) return option;
  }
  return null;
}

/** The first value that the option can take at all, in the device's own spelling; null for none. */
export function fittingValue(option: SaneOption, values: readonly string[]): string | null {
  for (const value of values) {
    if (option.choices.length > 0) {
      const choice = option.choices.find((one) => one.toLowerCase() === value.toLowerCase());
      if (choice !== undefined) return choice;
    } else if (fitsType(option, value)) return value;
  }
  return null;
}

function fitsType(option: SaneOption, value: string): boolean {
  switch (option.type) {
    case 'switch':
      return value === 'yes' || value === 'no';
    case 'whole':
    case 'fixed':
      return value !== '' && Number.isFinite(Number(value));
    case 'text':
      return true;
    case 'button':
      return false;
  }
}

/** Sets and reads back: true only where the device now has exactly this value. */
export async function isTaken(device: SaneDevice, option: SaneOption, value: string): Promise<boolean> {
  const taken = await device.set(option, value);
  return taken.type === 'taken' && isSameValue(option, taken.used, value);
}

/** Names that the device has: the next one is tried where one of them does not take any of the values. */
async function isDone(device: SaneDevice, step: Step): Promise<boolean> {
  for (const name of step.options) {
    const option = settable(device, [name]);
    const value = option && fittingValue(option, step.values);
    if (option && value !== null && (await isTaken(device, option, value))) return true;
  }
  return false;
}

/** Goes all the way; true where one of the deciding steps was taken. */
export async function settle(device: SaneDevice, way: Way): Promise<boolean> {
  for (const step of way.prepares) await isDone(device, step);
  let isDecided = false;
  for (const step of way.decides) isDecided = (await isDone(device, step)) || isDecided;
  return isDecided;
}

export interface NumberTaken {
  readonly used: number;
  /** The option's own unit. */
  readonly option: SaneOption;
}

/** Sets the nearest number there is; null where there is no such option, or it took none. */
export async function setNearest(
  device: SaneDevice,
  names: readonly string[],
  wanted: number,
): Promise<NumberTaken | null> {
  const option = settable(device, names);
  if (!option || (option.type !== 'whole' && option.type !== 'fixed')) return null;
  const taken = await device.set(option, String(nearest(option, wanted)));
  const used = taken.type === 'taken' ? Number(taken.used) : Number.NaN;
  return Number.isFinite(used) ? { used, option } : null;
}

/** Within the option's list or range. */
export function nearest(option: SaneOption, wanted: number): number {
  const listed = option.choices.map(Number).filter(Number.isFinite);
  if (listed.length > 0) {
    return listed.reduce((best, one) => (Math.abs(one - wanted) < Math.abs(best - wanted) ? one : best));
  }
  const { range } = option;
  const rounded = option.type === 'whole' ? Math.round(wanted) : wanted;
  if (!range) return rounded;
  const inside = Math.min(range.most, Math.max(range.least, rounded));
  if (range.step <= 0) return inside;
  const stepped = range.least + Math.round((inside - range.least) / range.step) * range.step;
  return Math.min(range.most, stepped);
}
