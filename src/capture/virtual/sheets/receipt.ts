import { type Pen, rule, text } from './pen.ts';
import { type ReceiptRow, yuan } from './sample.ts';

const faded = '#3d3b40';

/** A till receipt (小票) on a strip 80 mm wide, thermal print. */
export function drawReceipt(
  pen: Pen,
  receipt: { readonly shop: string; readonly rows: readonly ReceiptRow[] },
): void {
  text(pen, receipt.shop, 40, 15, { size: 6.5, weight: 'Medium', align: 'center', colour: faded });
  text(pen, '样例街区 18 号　电话 0571-0000 0018', 40, 21.5, { size: 2.9, align: 'center', colour: faded });
  dashes(pen, 26);
  text(pen, '桌号 A12　收银 003　单号 20260318-0427', 6, 32, { size: 3, colour: faded });
  text(pen, '时间 2026-03-18 12:41:07', 6, 37, { size: 3, colour: faded });
  dashes(pen, 40.5);
  text(pen, '品名', 6, 46, { size: 3.4, colour: faded });
  text(pen, '数量', 47, 46, { size: 3.4, align: 'right', colour: faded });
  text(pen, '单价', 60, 46, { size: 3.4, align: 'right', colour: faded });
  text(pen, '金额', 74, 46, { size: 3.4, align: 'right', colour: faded });
  let y = 53;
  let total = 0;
  for (const [name, quantity, price] of receipt.rows) {
    total += quantity * price;
    text(pen, name, 6, y, { size: 3.6, colour: faded, maxWidth: 32 });
    text(pen, String(quantity), 47, y, { size: 3.6, align: 'right', colour: faded });
    text(pen, yuan(price), 60, y, { size: 3.6, align: 'right', colour: faded });
    text(pen, yuan(quantity * price), 74, y, { size: 3.6, align: 'right', colour: faded });
    y += 6.5;
  }
  dashes(pen, y - 2);
  text(pen, '合计', 6, y + 6, { size: 4.6, weight: 'Medium', colour: faded });
  text(pen, `¥${yuan(total)}`, 74, y + 6, { size: 5.4, weight: 'Bold', align: 'right', colour: faded });
  text(pen, '支付方式：移动支付', 6, y + 13, { size: 3.2, colour: faded });
  text(pen, '谢谢惠顾，欢迎再来', 40, y + 23, { size: 3.8, align: 'center', colour: faded });
  text(pen, '本小票仅为样例', 40, y + 29, { size: 2.8, align: 'center', colour: faded });
}

function dashes(pen: Pen, y: number): void {
  pen.setLineDash([1.4, 1]);
  rule(pen, 6, y, 74, y, { colour: faded, width: 0.3 });
  pen.setLineDash([]);
}
