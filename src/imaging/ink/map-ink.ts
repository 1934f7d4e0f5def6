import { pageKernel } from '../kernel/page-kernel.ts';
import type { PageArea } from '../page-box/page-area.ts';
import type { Paper } from '../paper/estimate-paper.ts';
import type { ReducedPage } from '../reduce/reduce-page.ts';

/** How much darker than the paper under it each reduced pixel is, 0 to 255; 0 outside `area`. */
export function mapInk(reduced: ReducedPage, paper: Paper, area: PageArea): Uint8Array {
  const { data, width, height } = reduced.gray;
  const { tileSize, columns, rows, levels } = paper;
  const kernel = pageKernel();
  const mark = kernel.mark();
  const gray = kernel.put(data);
  const left = kernel.put(bytesOf(area.left));
  const right = kernel.put(bytesOf(area.right));
  const luma = kernel.put(bytesOf(lumaOf(levels)));
  const scratch = kernel.take(width + columns * 4 + 64);
  const to = kernel.take(width * height + 16);
  kernel.run.inkOf(gray, width, height, left, right, luma, columns, rows, tileSize, scratch, to);
  const ink = kernel.view(to, width * height).slice();
  kernel.release(mark);
  return ink;
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array | Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** BT.601 luma of interleaved RGB levels. */
function lumaOf(levels: Float32Array): Float32Array {
  const luma = new Float32Array(levels.length / 3);
  for (let i = 0, j = 0; i < luma.length; i++, j += 3) {
    const [red, green, blue] = [levels[j], levels[j + 1], levels[j + 2]] as [number, number, number];
    luma[i] = red * 0.299 + green * 0.587 + blue * 0.114;
  }
  return luma;
}
