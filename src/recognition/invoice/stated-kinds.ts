/** The last two digits of a code of twelve that begins with 0 say what kind the invoice is. */
const kindsByCodeEnd: Readonly<Record<string, string>> = {
  '04': 'vat-ordinary',
  '05': 'vat-ordinary',
  '06': 'vat-roll',
  '07': 'vat-roll',
  '11': 'vat-e-ordinary',
  '12': 'vat-toll',
  '13': 'vat-e-special',
};

/** Words in the title of a fully digitalised invoice. */
const digitalTitles: readonly (readonly [word: string, kind: string])[] = [
  ['铁路', 'digital-rail'],
  ['行程单', 'digital-air'],
  ['机动车', 'digital-motor'],
  ['二手车', 'digital-used-car'],
  ['专用发票', 'digital-special'],
  ['普通发票', 'digital-ordinary'],
];

/** Our name of the kind of an invoice that states none itself; `unknown` where number, code and title do not tell. */
export function statedKindName(number: string, code: string, title: string): string {
  const plain = title.replaceAll(/\s/g, '');
  if (/^\d{20}$/.test(number)) return digitalTitles.find(([word]) => plain.includes(word))?.[1] ?? 'unknown';
  if (/^0\d{11}$/.test(code)) return kindsByCodeEnd[code.slice(10)] ?? 'unknown';
  if (plain.includes('专用发票')) return 'vat-special';
  return plain.includes('普通发票') ? 'vat-ordinary' : 'unknown';
}
