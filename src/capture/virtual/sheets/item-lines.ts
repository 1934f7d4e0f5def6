import { cell, type Frame, type Pen, type TextStyle } from './pen.ts';
import { type SampleInvoice, yuan } from './sample.ts';

/** What an invoice is about, in its eight columns: name, kind, unit, quantity, price, amount, rate, tax. */
export function drawItemLines(
  pen: Pen,
  { lines }: SampleInvoice,
  frame: (column: number, row: number) => Frame,
  style: TextStyle,
): void {
  lines.forEach((line, row) => {
    const words = [
      line.name,
      line.spec,
      line.unit,
      String(line.quantity),
      yuan(line.priceMinor),
      yuan(line.amountMinor),
      `${line.taxRatePercent}%`,
      yuan(line.taxMinor),
    ];
    words.forEach((word, column) => {
      const align = column === 0 ? 'left' : column >= 3 ? 'right' : 'center';
      cell(pen, word, frame(column, row), { ...style, align });
    });
  });
}
