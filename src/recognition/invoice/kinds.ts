/**
 * Kind codes as field 1 of the invoice QR carries them, and only there: the tax bureau's and vendors' lists use other
 * numbers for the same kinds. 01, 04, 10, 31, 32 and 51 were seen on invoices; the others are taken
 * over from the tax bureau's and vendors' lists, where their numbers mean nothing else.
 */
const kindsByQrCode: Readonly<Record<string, string>> = {
  '01': 'vat-special',
  '03': 'vat-motor',
  '04': 'vat-ordinary',
  '08': 'vat-e-special',
  '10': 'vat-e-ordinary',
  '11': 'vat-roll',
  '14': 'vat-toll',
  '15': 'vat-used-car',
  '31': 'digital-special',
  '32': 'digital-ordinary',
  '51': 'digital-rail',
  '61': 'digital-air',
  '83': 'digital-motor',
  '84': 'digital-used-car',
  '85': 'digital-paper-special',
  '86': 'digital-paper-ordinary',
  '87': 'digital-paper-motor',
  '88': 'digital-paper-used-car',
};

/** Our name of a kind; `unknown-NN` where the list has none: such an invoice still has its key. */
export function qrKindName(code: string): string {
  return kindsByQrCode[code] ?? `unknown-${code}`;
}
