/** Invoices that are told apart, and whose amounts are compared, in one way. */
export const invoiceFamilies = [
  'digital',
  'vat',
  'coded',
  'train',
  'air',
  'fiscal',
  'customs',
  'foreign',
  'other',
] as const;
export type InvoiceFamily = (typeof invoiceFamilies)[number];

/** Kinds beside the `vat-` and `digital-` ones; a kind that is in no list is `other`, never guessed. */
const familyByType: Readonly<Record<string, InvoiceFamily>> = {
  taxi: 'coded',
  'fixed-amount': 'coded',
  'machine-printed': 'coded',
  coach: 'coded',
  'road-bridge': 'coded',
  ship: 'coded',
  train: 'train',
  'train-refund': 'train',
  'air-itinerary': 'air',
  fiscal: 'fiscal',
  customs: 'customs',
  foreign: 'foreign',
};

/** By its 20 digits first: a digitalised invoice (数电票) is one whatever its kind is called, and on any medium. */
export function familyOf(invoice: { readonly type?: string; readonly number: string }): InvoiceFamily {
  const { type = '' } = invoice;
  if (familyByType[type] === 'foreign') return 'foreign';
  if (/^\d{20}$/.test(invoice.number) || type.startsWith('digital-')) return 'digital';
  if (type.startsWith('vat-')) return 'vat';
  return familyByType[type] ?? 'other';
}
