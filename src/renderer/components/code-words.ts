import type { Text } from '../../i18n/text.ts';

/** What a code is called at the desk. `format`: as the reader of codes names it. */
export function codeWord(format: string, text: Text): string {
  if (format === 'QRCode') return text('code.qr');
  return text(format === 'DataMatrix' || format === 'PDF417' ? 'code.square' : 'code.stripes');
}
