import { isTyping } from './typing-target.ts';

/**
 * Whether a key that is held would press a second time. By then another dialog or field may have the keyboard: a key held
 * a little too long would answer what nobody has read. Keys that write, walk, scroll or zoom go on.
 */
export function pressesAgain({ repeat, isComposing, key, ctrlKey, target }: KeyboardEvent): boolean {
  if (!repeat || isComposing) return false;
  if (key === 'Escape' || /^F\d+$/.test(key)) return true;
  if (key === 'Enter') return ctrlKey || !(target instanceof HTMLTextAreaElement);
  return key === ' ' && !isTyping(target);
}
