import type { PageArea } from '../page-box/page-area.ts';
import type { Paper } from '../paper/estimate-paper.ts';
import type { ReducedPage } from '../reduce/reduce-page.ts';

/** How much darker than the paper under it each reduced pixel is, 0 to 255; 0 outside `area`. */
export function mapInk(reduced: ReducedPage, paper: Paper, area: PageArea): Uint8Array {
  const { data, width } = reduced.gray;
  const ink = new Uint8Array(data.length);
  const { tileSize, columns, rows, levels } = paper;
  const under = new Float32Array(columns);
  const level = new Float32Array(width);
  const left = new Int32Array(width);
  const part = new Float32Array(width);
  for (let x = 0; x < width; x++) {
    const at = Math.max(0, Math.min(columns - 1, (x + 0.5) / tileSize - 0.5));
    left[x] = Math.min(Math.floor(at), Math.max(0, columns - 2));
    part[x] = at - (left[x] as number);
  }
  for (let y = area.top; y < area.bottom; y++) {
    // Paper changes over millimetres: one look at the tiles serves four rows.
    if ((y & 3) === 0 || y === area.top) {
      blendRows(under, levels, columns, rows, (y + 0.5) / tileSize - 0.5);
      for (let x = 0; x < width; x++) {
        const from = under[left[x] as number] as number;
        const to = columns > 1 ? (under[(left[x] as number) + 1] as number) : from;
        level[x] = from + (to - from) * (part[x] as number);
      }
    }
    const row = y * width;
    const end = area.right[y] as number;
    for (let x = area.left[y] as number; x < end; x++) {
      const dark = (level[x] as number) - (data[row + x] as number);
      if (dark > 0) ink[row + x] = dark;
    }
  }
  return ink;
}

function blendRows(out: Float32Array, levels: Float32Array, columns: number, rows: number, at: number): void {
  const top = Math.min(rows - 1, Math.max(0, Math.floor(at)));
  const bottom = Math.min(rows - 1, top + 1);
  const part = Math.max(0, Math.min(1, at - top));
  for (let x = 0; x < columns; x++) {
    const upper = lumaAt(levels, top * columns + x);
    out[x] = upper + (lumaAt(levels, bottom * columns + x) - upper) * part;
  }
}

function lumaAt(levels: Float32Array, tile: number): number {
  return (
    (levels[tile * 3] as number) * 0.299 +
    (levels[tile * 3 + 1] as number) * 0.587 +
    (levels[tile * 3 + 2] as number) * 0.114
  );
}
