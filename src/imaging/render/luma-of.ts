import { pageKernel } from '../kernel/page-kernel.ts';
import type { Plane, Raster } from '../raster.ts';

/** Luma of a rendition at full size, in the page kernel as it is; the pixels themselves where they are gray already. */
export function lumaOf(rendered: Raster): Plane {
  const { data, width, height, channels } = rendered;
  if (channels === 1) return { data, width, height };
  const kernel = pageKernel();
  const count = width * height;
  // A rendition lies in the kernel already; anything else has to be brought there.
  const isThere = data.buffer === kernel.view(0, 0).buffer;
  const from = isThere ? data.byteOffset : kernel.put(data);
  const to = kernel.take(count + 16);
  kernel.run.lumaOf(from, count, to);
  return { data: kernel.view(to, count), width, height };
}
