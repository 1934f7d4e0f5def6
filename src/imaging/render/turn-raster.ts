import type { QuarterTurn } from '../../domain/units.ts';
import { pageKernel } from '../kernel/page-kernel.ts';
import type { Raster } from '../raster.ts';

/** Exact clockwise quarter turn: every pixel is moved, none is changed. Lies in the page kernel, as a rendition does. */
export function turnRaster<R extends Raster>(raster: R, turn: QuarterTurn): R {
  if (turn === 0) return raster;
  const kernel = pageKernel();
  const { data, width, height, channels } = raster;
  const isThere = data.buffer === kernel.view(0, 0).buffer;
  const from = isThere ? data.byteOffset : kernel.put(data);
  const to = kernel.take(data.length);
  kernel.run.turn(from, width, height, channels, turn, to);
  const isSideways = turn !== 180;
  return {
    ...raster,
    data: kernel.view(to, data.length),
    width: isSideways ? height : width,
    height: isSideways ? width : height,
  };
}
