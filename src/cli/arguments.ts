import { CommanderError, InvalidArgumentError, Option } from 'commander';
import { cleanupPresets } from '../domain/rules/cleanup.ts';

/* What commands take, and what is said of what they do not take. */

export const cleanupOption = () =>
  new Option('--cleanup <preset>', 'what is done to the pages').choices(Object.keys(cleanupPresets));
export const dataOption = () => new Option('--data <folder>', 'data folder of the station').default(null);

export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('give a whole number');
  return Number(text);
}

/** Wrong usage, said at once; to be thrown. */
export function usage(detail: string): CommanderError {
  process.stderr.write(`error: ${detail}\n`);
  return new CommanderError(2, 'platen.usage', detail);
}
