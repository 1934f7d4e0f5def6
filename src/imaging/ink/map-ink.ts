import type { PageArea } from '../page-box/page-area.ts';
import type { Paper } from '../paper/estimate-paper.ts';
import type { ReducedPage } from '../reduce/reduce-page.ts';

/** How much darker than the paper under it each reduced pixel is, 0 to 255; 0 outside `area`. */
export function mapInk(reduced: ReducedPage, paper: Paper, area: PageArea): Uint8Array {
  const { data, width } = reduced.gray;
  const ink = new Uint8Array(data.length);
  const { tileSize, columns, rows, levels } = paper;
  const under = new Float32Array(columns);
  for (let y = area.top; y < area.bottom; y++) {
    blendRows(under, levels, columns, rows, (y + 0.5) / tileSize - 0.5);
    const end = area.right[y] as number;
    for (let x = area.left[y] as number; x < end; x++) {
      const at = (x + 0.5) / tileSize - 0.5;
      const left = Math.max(0, Math.floor(at));
      const right = Math.min(columns - 1, left + 1);
      const part = Math.max(0, at - left);
      const level = (under[left] as number) + ((under[right] as number) - (under[left] as number)) * part;
      const dark = level - (data[y * width + x] as number);
      if (dark > 0) ink[y * width + x] = dark;
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
