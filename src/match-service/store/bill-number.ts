import { z } from 'zod';

const longest = 200;

/**
 * A bill number both engines can keep and index: PostgreSQL's text holds no NUL, and its index no long entry. Refused
 * here as a fault of the bill, or it would come back for ever as a fault of the service.
 */
export const billNumberText = z
  .string()
  .max(longest, { error: `is longer than ${longest}` })
  .refine((text) => text.trim() !== '', { error: 'is empty' })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  .refine((text) => !/[\u0000-\u001f]/.test(text), { error: 'holds a control character' });
