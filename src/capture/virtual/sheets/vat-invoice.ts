import { chineseAmount } from './chinese-amount.ts';
import { drawQr } from './codes.ts';
import { drawItemLines } from './item-lines.ts';
import { box, cell, columnEdges, type Pen, rule, text, verticalCell } from './pen.ts';
import { seededRandom } from './random.ts';
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

/** Colour of the printed form by kind; what the printer filled in is dark. */
const formColour = { '01': '#7b3f1d', '04': '#8a4a1f', '10': '#8c3b2a' } as const;
const titles = { '01': '增值税专用发票', '04': '增值税普通发票', '10': '增值税电子普通发票' } as const;
const filled = '#20243a';

export type VatKind = keyof typeof titles;

/**
 * A tax-control invoice on a frame 200 mm wide and 122 mm high whose top left corner the caller has moved to:
 * buyer and password area, items, totals, seller and remark.
 */
export function drawVatInvoice(pen: Pen, invoice: SampleInvoice, kind: VatKind, province: string): void {
  const colour = formColour[kind];
  drawTop(pen, invoice, kind, province, colour);

  const top = 28;
  box(pen, { x: 0, y: top, width: 200, height: 84 }, { width: 0.4, colour });
  drawParty(pen, '购买方', sample.buyer, top, colour);
  drawPassword(pen, invoice, top, colour);
  drawLines(pen, invoice, top + 22, colour);
  drawTotals(pen, invoice, top + 54, colour);
  drawParty(pen, '销售方', companyOf(invoice.seller), top + 62, colour);
  drawRemark(pen, top + 62, colour);

  ['收款人：云溪', '复核：明川', '开票人：叶知秋', '销售方：（章）'].forEach((words, index) => {
    text(pen, words, 4 + index * 50, 117, { size: 3.2, colour: index === 3 ? colour : filled });
  });
  ovalSeal(pen, companyOf(invoice.seller).name, '发票专用章', 170, 107, 40, 27);
}

function drawTop(pen: Pen, invoice: SampleInvoice, kind: VatKind, province: string, colour: string): void {
  const isElectronic = kind === '10';
  drawQr(pen, invoiceQrText(invoice), 3, 0, 24);
  text(pen, `${province}${titles[kind]}`, 100, 11, { size: 7, weight: 'Medium', align: 'center', colour });
  rule(pen, 62, 14, 138, 14, { colour, width: 0.3 });
  rule(pen, 62, 15, 138, 15, { colour, width: 0.3 });
  ovalSeal(pen, '全国统一发票监制章', '样例税务局', 100, 13, 28, 18);
  if (!isElectronic) {
    text(pen, invoice.code ?? '', 33, 9, { size: 5, weight: 'Medium', colour: filled });
    text(pen, `No ${invoice.number}`, 198, 9, {
      size: 6.4,
      weight: 'Medium',
      align: 'right',
      colour: '#2c3f8f',
    });
    text(pen, kind === '01' ? '抵扣联' : '发票联', 100, 22, { size: 4, align: 'center', colour });
    text(pen, `开票日期：${chineseDate(invoice.date)}`, 198, 24, {
      size: 3.6,
      align: 'right',
      colour: filled,
    });
    if (invoice.checkCode)
      text(pen, `校验码 ${spaced(invoice.checkCode)}`, 33, 24, { size: 3, colour: filled });
    return;
  }
  const rows = [
    `发票代码：${invoice.code}`,
    `发票号码：${invoice.number}`,
    `开票日期：${chineseDate(invoice.date)}`,
    `校 验 码：${spaced(invoice.checkCode ?? '')}`,
  ];
  rows.forEach((words, index) => {
    text(pen, words, 143, 5 + index * 5.6, { size: 3.3, colour: filled, maxWidth: 56 });
  });
}

function drawParty(pen: Pen, label: string, party: SampleCompany, y: number, colour: string): void {
  const height = 22;
  verticalCell(pen, label, { x: 0, y, width: 7, height }, { size: 3.6, colour });
  rule(pen, 7, y, 7, y + height, { colour });
  rule(pen, 0, y + height, 200, y + height, { colour });
  const rows = [
    ['名　　　　称：', party.name],
    ['纳税人识别号：', party.taxId],
    ['地 址、电 话：', party.address],
    ['开户行及账号：', party.bank],
  ] as const;
  rows.forEach(([name, words], index) => {
    const baseline = y + 4.6 + index * 5.1;
    text(pen, name, 9, baseline, { size: 3.1, colour, maxWidth: 23 });
    text(pen, words, 33, baseline, { size: 3.2, colour: filled, maxWidth: 77 });
  });
}

function drawPassword(pen: Pen, invoice: SampleInvoice, y: number, colour: string): void {
  rule(pen, 112, y, 112, y + 22, { colour });
  rule(pen, 119, y, 119, y + 22, { colour });
  verticalCell(pen, '密码区', { x: 112, y, width: 7, height: 22 }, { size: 3.6, colour });
  const random = seededRandom(`password ${invoice.number}`);
  const signs = '0123456789+-*/<>';
  for (let row = 0; row < 4; row += 1) {
    const words = Array.from({ length: 27 }, () => signs[Math.floor(random() * signs.length)]).join('');
    text(pen, words, 122, y + 4.8 + row * 5, { size: 4.1, colour: filled, maxWidth: 75 });
  }
}

function drawLines(pen: Pen, invoice: SampleInvoice, y: number, colour: string): void {
  const heads = ['货物或应税劳务、服务名称', '规格型号', '单位', '数量', '单价', '金额', '税率', '税额'];
  const widths = [56, 22, 12, 18, 24, 28, 14, 26];
  const edges = columnEdges(0, widths);
  const frame = (column: number, top: number, height: number) => ({
    x: edges[column] ?? 0,
    y: top,
    width: widths[column] ?? 0,
    height,
  });
  heads.forEach((head, column) => {
    cell(pen, head, frame(column, y, 5.5), { size: 3, colour });
    if (column > 0) rule(pen, edges[column] ?? 0, y, edges[column] ?? 0, y + 32, { colour });
  });
  const item = (column: number, row: number) => frame(column, y + 6 + row * 5, 5);
  drawItemLines(pen, invoice, item, { size: 3.2, colour: filled });
  cell(pen, '合　　计', frame(0, y + 26.5, 5.5), { size: 3.2, colour });
  cell(pen, `¥${yuan(invoice.netMinor)}`, frame(5, y + 26.5, 5.5), {
    size: 3.2,
    colour: filled,
    align: 'right',
  });
  cell(pen, `¥${yuan(invoice.taxMinor)}`, frame(7, y + 26.5, 5.5), {
    size: 3.2,
    colour: filled,
    align: 'right',
  });
  rule(pen, 0, y + 32, 200, y + 32, { colour });
}

function drawTotals(pen: Pen, invoice: SampleInvoice, y: number, colour: string): void {
  rule(pen, 56, y, 56, y + 8, { colour });
  rule(pen, 0, y + 8, 200, y + 8, { colour });
  cell(pen, '价税合计（大写）', { x: 0, y, width: 56, height: 8 }, { size: 3.2, colour });
  crossedCircle(pen, 61, y + 4, 1.7);
  text(pen, chineseAmount(invoice.totalMinor), 65, y + 5.3, { size: 3.6, colour: filled });
  text(pen, '（小写）', 142, y + 5.3, { size: 3.2, colour });
  text(pen, `¥${yuan(invoice.totalMinor)}`, 157, y + 5.3, { size: 3.6, weight: 'Medium', colour: filled });
}

function drawRemark(pen: Pen, y: number, colour: string): void {
  rule(pen, 112, y, 112, y + 22, { colour });
  rule(pen, 119, y, 119, y + 22, { colour });
  verticalCell(pen, '备注', { x: 112, y, width: 7, height: 22 }, { size: 3.6, colour });
  text(pen, '样例票据，内容均为虚构', 122, y + 6, { size: 3, colour: filled });
}

/** The ⊗ before an amount in words, which the font does not have. */
export function crossedCircle(pen: Pen, x: number, y: number, radius: number): void {
  pen.strokeStyle = filled;
  pen.lineWidth = 0.25;
  pen.beginPath();
  pen.arc(x, y, radius, 0, Math.PI * 2);
  pen.stroke();
  const reach = radius * Math.SQRT1_2;
  rule(pen, x - reach, y - reach, x + reach, y + reach, { colour: filled });
  rule(pen, x - reach, y + reach, x + reach, y - reach, { colour: filled });
}

function spaced(code: string): string {
  return code.replace(/(\d{5})(?=\d)/g, '$1 ');
}
