import { chineseAmount } from './chinese-amount.ts';
import { drawQr } from './codes.ts';
import { drawItemLines } from './item-lines.ts';
import { box, cell, columnEdges, type Pen, rule, text, verticalCell } from './pen.ts';
import {
  chineseDate,
  companyOf,
  invoiceQrText,
  type SampleCompany,
  type SampleInvoice,
  sample,
  yuan,
} from './sample.ts';
import { ovalSeal } from './seal.ts';
import { crossedCircle } from './vat-invoice.ts';

const form = '#8c3b2a';
const filled = '#1d1d22';
const titles = { '31': '电子发票（增值税专用发票）', '32': '电子发票（普通发票）' } as const;

/** A fully digitalised invoice (数电票) on a frame 196 mm wide and 128 mm high. */
export function drawDigitalInvoice(pen: Pen, invoice: SampleInvoice, kind: '31' | '32'): void {
  drawQr(pen, invoiceQrText(invoice), 4, 1, 24);
  text(pen, titles[kind], 98, 12, { size: 6.6, weight: 'Medium', align: 'center', colour: form });
  rule(pen, 56, 15.5, 140, 15.5, { colour: form, width: 0.3 });
  rule(pen, 56, 16.5, 140, 16.5, { colour: form, width: 0.3 });
  ovalSeal(pen, '全国统一发票监制章', '样例税务局', 98, 15, 28, 18);
  text(pen, `发票号码：${invoice.number}`, 143, 12, { size: 3.3, colour: filled, maxWidth: 53 });
  text(pen, `开票日期：${chineseDate(invoice.date)}`, 143, 19, { size: 3.3, colour: filled });

  box(pen, { x: 0, y: 29, width: 196, height: 90 }, { width: 0.4, colour: form });
  drawParty(pen, '购买方信息', sample.buyer, 0);
  drawParty(pen, '销售方信息', companyOf(invoice.seller), 98);
  rule(pen, 0, 49, 196, 49, { colour: form });
  drawLines(pen, invoice);
  drawTotals(pen, invoice);
  rule(pen, 8, 101, 8, 119, { colour: form });
  verticalCell(pen, '备注', { x: 0, y: 101, width: 8, height: 18 }, { size: 3.6, colour: form });
  text(pen, '样例票据，内容均为虚构', 11, 107, { size: 3.2, colour: filled });
  text(pen, '开票人：叶知秋', 12, 125, { size: 3.4, colour: filled });
}

/** A rail ticket (电子发票（铁路电子客票）), 196 mm wide and 128 mm high. */
export function drawRailTicket(pen: Pen, invoice: SampleInvoice): void {
  const journey = invoice.rail;
  if (!journey) throw new Error(`invoice ${invoice.number} has no journey`);
  text(pen, '电子发票（铁路电子客票）', 98, 12, {
    size: 6.6,
    weight: 'Medium',
    align: 'center',
    colour: form,
  });
  rule(pen, 54, 15.5, 142, 15.5, { colour: form, width: 0.3 });
  ovalSeal(pen, '全国统一发票监制章', '样例税务局', 98, 15, 28, 18);
  text(pen, `发票号码：${invoice.number}`, 8, 27, { size: 3.5, colour: filled });
  text(pen, `开票日期：${chineseDate(invoice.date)}`, 188, 27, { size: 3.5, align: 'right', colour: filled });
  box(pen, { x: 4, y: 31, width: 188, height: 86 }, { width: 0.4, colour: form });

  text(pen, `${journey.from}站`, 46, 46, { size: 7.5, weight: 'Medium', align: 'center', colour: filled });
  text(pen, `${journey.to}站`, 150, 46, { size: 7.5, weight: 'Medium', align: 'center', colour: filled });
  text(pen, journey.train, 98, 43, { size: 6, weight: 'Bold', align: 'center', colour: filled });
  rule(pen, 80, 46, 116, 46, { colour: filled, width: 0.4 });
  rule(pen, 112.5, 44.4, 116, 46, { colour: filled, width: 0.4 });
  rule(pen, 112.5, 47.6, 116, 46, { colour: filled, width: 0.4 });
  text(pen, `${chineseDate(invoice.date)}　${journey.time} 开`, 12, 58, { size: 4.4, colour: filled });
  text(pen, journey.seat, 118, 58, { size: 4.4, colour: filled });
  text(pen, `票价：¥${yuan(invoice.totalMinor)}`, 12, 69, { size: 5.2, weight: 'Medium', colour: filled });
  text(pen, `3301062000****0018　${journey.passenger}`, 12, 80, { size: 4.4, colour: filled });
  text(pen, `电子客票号：${invoice.number.slice(-13)}`, 12, 90, { size: 3.6, colour: filled });
  text(pen, `购买方名称：${sample.buyer.name}`, 12, 99, { size: 3.6, colour: filled });
  text(pen, `统一社会信用代码：${sample.buyer.taxId}`, 12, 107, { size: 3.6, colour: filled });
  drawQr(pen, invoiceQrText(invoice), 152, 78, 28);
  text(pen, '样例票据，内容均为虚构', 12, 124, { size: 3, colour: form });
}

function drawParty(pen: Pen, label: string, party: SampleCompany, x: number): void {
  verticalCell(pen, label, { x, y: 29, width: 7, height: 20 }, { size: 3, colour: form });
  rule(pen, x + 7, 29, x + 7, 49, { colour: form });
  if (x > 0) rule(pen, x, 29, x, 49, { colour: form });
  text(pen, `名称：${party.name}`, x + 9, 36, { size: 3.3, colour: filled, maxWidth: 87 });
  text(pen, '统一社会信用代码/纳税人识别号：', x + 9, 45, { size: 2.8, colour: form, maxWidth: 44 });
  text(pen, party.taxId, x + 54, 45, { size: 3.3, colour: filled, maxWidth: 42 });
}

function drawLines(pen: Pen, invoice: SampleInvoice): void {
  const heads = ['项目名称', '规格型号', '单位', '数量', '单价', '金额', '税率/征收率', '税额'];
  const widths = [54, 22, 13, 16, 24, 25, 19, 23];
  const edges = columnEdges(0, widths);
  const frame = (column: number, y: number) => ({
    x: edges[column] ?? 0,
    y,
    width: widths[column] ?? 0,
    height: 6,
  });
  heads.forEach((head, column) => {
    cell(pen, head, frame(column, 49.5), { size: 3.1, colour: form });
  });
  drawItemLines(pen, invoice, (column, row) => frame(column, 56 + row * 6), { size: 3.3, colour: filled });
  cell(pen, '合　　　计', frame(0, 86), { size: 3.4, colour: form });
  cell(pen, `¥${yuan(invoice.netMinor)}`, frame(5, 86), { size: 3.3, colour: filled, align: 'right' });
  cell(pen, `¥${yuan(invoice.taxMinor)}`, frame(7, 86), { size: 3.3, colour: filled, align: 'right' });
  rule(pen, 0, 92.5, 196, 92.5, { colour: form });
}

function drawTotals(pen: Pen, invoice: SampleInvoice): void {
  cell(pen, '价税合计（大写）', { x: 0, y: 92.5, width: 54, height: 8.5 }, { size: 3.4, colour: form });
  rule(pen, 54, 92.5, 54, 101, { colour: form });
  rule(pen, 0, 101, 196, 101, { colour: form });
  crossedCircle(pen, 60, 96.8, 1.8);
  text(pen, chineseAmount(invoice.totalMinor), 64, 98.1, { size: 3.7, colour: filled });
  text(pen, '（小写）', 138, 98.1, { size: 3.3, colour: form });
  text(pen, `¥${yuan(invoice.totalMinor)}`, 154, 98.1, { size: 3.9, weight: 'Medium', colour: filled });
}
