import { isMessageKey, type Text } from '../../i18n/text.ts';

/** The name of an invoice type; a type no list knows shows its code. */
export function invoiceTypeWord(type: string, text: Text): string {
  const key = `invoice.type.${type}`;
  if (key !== 'invoice.type.unknown' && isMessageKey(key)) return text(key);
  return text('invoice.type.unknown', { code: type.replace(/^unknown-?/, '') });
}
