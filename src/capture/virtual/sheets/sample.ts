import file from '../../../../assets/sample/bills.json' with { type: 'json' };

/** Shape of `assets/sample/bills.json`; see the README beside it. Amounts in fen. */
export interface SampleFile {
  readonly buyer: SampleCompany;
  readonly companies: Readonly<Record<string, SampleCompany>>;
  readonly bills: readonly SampleBill[];
}

export interface SampleCompany {
  readonly name: string;
  readonly taxId: string;
  readonly address: string;
  readonly bank: string;
}

export interface SampleBill {
  readonly number: string;
  readonly title: string;
  readonly applicant: string;
  readonly department: string;
  readonly date: string;
  readonly reason: string;
  readonly sheets: readonly SampleSheet[];
}

/** How a sheet lies in the feeder. `turn`: clockwise, as the scan shows its content. */
export interface SheetLie {
  readonly paper: 'a4' | 'a5' | 'vat' | 'receipt' | 'photo' | 'photo-wide';
  /** What the scanner shows beside the paper. */
  readonly background: 'white' | 'black';
  readonly tint: 'white' | 'cream' | 'yellow' | 'grey';
  readonly turn: 0 | 90 | 180 | 270;
  readonly back: 'blank' | 'notes' | 'contract';
}

export type SheetForm =
  | { readonly form: 'cover'; readonly lines: readonly CoverLine[] }
  | { readonly form: 'invoice'; readonly invoice: SampleInvoice }
  | { readonly form: 'receipt'; readonly shop: string; readonly rows: readonly ReceiptRow[] }
  | { readonly form: 'table'; readonly title: string }
  | { readonly form: 'photo'; readonly scene: 'valley' | 'lake' | 'city' }
  | { readonly form: 'letter'; readonly title: string; readonly party: string }
  | {
      readonly form: 'contract';
      readonly title: string;
      readonly party: string;
      readonly page: number;
      readonly pages: number;
    };

export type SampleSheet = SheetLie & SheetForm;

export interface CoverLine {
  readonly category: string;
  readonly purpose: string;
  readonly amountMinor: number;
}

/** What was bought, how many, at how many fen each. */
export type ReceiptRow = readonly [string, number, number];

export interface SampleInvoice {
  /** Field 1 of the invoice QR. */
  readonly kind: '01' | '04' | '10' | '31' | '32' | '51';
  readonly code: string | null;
  readonly number: string;
  readonly date: string;
  /** Key of `companies`. */
  readonly seller: string;
  readonly lines: readonly SampleInvoiceLine[];
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly checkCode: string | null;
  /** Amount as its QR writes it: net on tax-control invoices, gross on fully digitalised ones. */
  readonly qrAmount: string;
  readonly qrCrc: string;
  readonly rail: RailJourney | null;
}

export interface SampleInvoiceLine {
  readonly name: string;
  readonly spec: string;
  readonly unit: string;
  readonly quantity: number;
  readonly priceMinor: number;
  readonly amountMinor: number;
  readonly taxRatePercent: number;
  readonly taxMinor: number;
}

export interface RailJourney {
  readonly from: string;
  readonly to: string;
  readonly train: string;
  readonly time: string;
  readonly seat: string;
  readonly passenger: string;
}

/** Our own file, checked by its test. */
export const sample = file as unknown as SampleFile;

export function companyOf(key: string): SampleCompany {
  const company = sample.companies[key];
  if (!company) throw new Error(`no company ${key} in the sample`);
  return company;
}

/** Text of the invoice's QR, in the field order that printed invoices have. */
export function invoiceQrText(invoice: SampleInvoice): string {
  const { kind, code, number, qrAmount, date, checkCode, qrCrc } = invoice;
  return [
    '01',
    kind,
    code ?? '',
    number,
    qrAmount,
    date.replaceAll('-', ''),
    checkCode ?? '',
    qrCrc,
    '',
  ].join(',');
}

/** 123456 as `1234.56`. */
export function yuan(minor: number): string {
  return `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
}

/** 123456 as `1,234.56`. */
export function groupedYuan(minor: number): string {
  const [whole = '', rest = ''] = yuan(minor).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${rest}`;
}

/** 2026-03-02 as `2026年03月02日`. */
export function chineseDate(date: string): string {
  const [year, month, day] = date.split('-');
  return `${year}年${month}月${day}日`;
}
