import type { DocumentKind } from '../../../domain/reading.ts';
import { drawCover, drawCoverNotes } from './cover.ts';
import { drawDigitalInvoice, drawRailTicket } from './digital-invoice.ts';
import { drawContract, drawLetter, drawTable } from './papers.ts';
import type { Pen } from './pen.ts';
import { drawPhoto } from './photo.ts';
import { drawReceipt } from './receipt.ts';
import {
  invoiceQrText,
  type SampleBill,
  type SampleInvoice,
  type SampleSheet,
  type SheetForm,
  type SheetLie,
} from './sample.ts';
import { drawVatInvoice } from './vat-invoice.ts';

export interface PaperSize {
  /** Millimetres, as the content reads. */
  readonly width: number;
  readonly height: number;
}

/** One side of paper: what is on it and how big it is, before it is put through a feeder. */
export interface PaperSide {
  readonly size: PaperSize;
  /** Null for an unprinted back. */
  readonly draw: ((pen: Pen) => void) | null;
  readonly kind: DocumentKind;
  readonly codes: readonly { readonly format: 'QRCode' | 'Code128'; readonly text: string }[];
}

export function frontOf(bill: SampleBill, sheet: SampleSheet, seed: string): PaperSide {
  const size = sizeOf(sheet);
  const attachment = { size, kind: 'attachment', codes: [] } as const;
  switch (sheet.form) {
    case 'cover': {
      const codes = [
        { format: 'QRCode', text: bill.number },
        { format: 'Code128', text: bill.number },
      ] as const;
      return { size, kind: 'cover', codes, draw: (pen) => drawCover(pen, bill, sheet.lines) };
    }
    case 'invoice': {
      const codes = [{ format: 'QRCode', text: invoiceQrText(sheet.invoice) }] as const;
      return { size, kind: 'invoice', codes, draw: (pen) => drawInvoice(pen, sheet.invoice, size) };
    }
    case 'receipt':
      return { ...attachment, draw: (pen) => drawReceipt(pen, sheet) };
    case 'table':
      return { ...attachment, draw: (pen) => drawTable(pen, sheet.title, seed) };
    case 'photo':
      return { ...attachment, draw: (pen) => drawPhoto(pen, sheet.scene, size.width, size.height) };
    case 'letter':
      return { ...attachment, draw: (pen) => drawLetter(pen, sheet.title, sheet.party) };
    case 'contract':
      return { ...attachment, draw: (pen) => drawContract(pen, sheet) };
  }
}

export function backOf(sheet: SampleSheet): PaperSide {
  const size = sizeOf(sheet);
  if (sheet.back === 'notes') return { size, kind: 'cover', codes: [], draw: drawCoverNotes };
  if (sheet.back === 'contract' && sheet.form === 'contract') {
    return {
      size,
      kind: 'attachment',
      codes: [],
      draw: (pen) => drawContract(pen, { ...sheet, page: sheet.page + 1 }),
    };
  }
  const kind = sheet.form === 'cover' || sheet.form === 'invoice' ? sheet.form : 'attachment';
  return { size, kind, codes: [], draw: null };
}

const provinceByCode: Readonly<Record<string, string>> = {
  '11': '北京',
  '31': '上海',
  '32': '江苏',
  '33': '浙江',
  '44': '深圳',
  '51': '四川',
};

function drawInvoice(pen: Pen, invoice: SampleInvoice, size: PaperSize): void {
  pen.save();
  switch (invoice.kind) {
    case '01':
    case '04':
    case '10': {
      // Codes of twelve digits begin with a zero before the region.
      const region = (invoice.code ?? '').slice(invoice.kind === '10' ? 1 : 0).slice(0, 2);
      pen.translate((size.width - 200) / 2, invoice.kind === '10' ? 12 : 11);
      // A printout on A4 stays clear of the printer's margins.
      if (size.width < 215) scaleAbout(pen, 100, 0.94);
      drawVatInvoice(pen, invoice, invoice.kind, provinceByCode[region] ?? '');
      break;
    }
    case '31':
    case '32':
      pen.translate((size.width - 196) / 2, 9);
      scaleAbout(pen, 98, 0.96);
      drawDigitalInvoice(pen, invoice, invoice.kind);
      break;
    case '51':
      pen.translate((size.width - 196) / 2, 9);
      scaleAbout(pen, 98, 0.96);
      drawRailTicket(pen, invoice);
  }
  pen.restore();
}

function scaleAbout(pen: Pen, x: number, factor: number): void {
  pen.translate(x, 0);
  pen.scale(factor, factor);
  pen.translate(-x, 0);
}

function sizeOf(sheet: SheetLie & SheetForm): PaperSize {
  switch (sheet.paper) {
    case 'a4':
      return { width: 210, height: 297 };
    case 'a5':
      return { width: 210, height: 148 };
    case 'vat':
      return { width: 240, height: 140 };
    case 'receipt':
      return { width: 80, height: sheet.form === 'receipt' ? 98 + sheet.rows.length * 6.5 : 150 };
    case 'photo':
      return { width: 102, height: 152 };
    case 'photo-wide':
      return { width: 152, height: 102 };
  }
}
