import type { FillMask } from '../fill/fill-mask.ts';
import { pageKernel } from '../kernel/page-kernel.ts';
import type { LightMap } from '../tone/light-map.ts';

/**
 * The way over the source in output order: the corner of the first output pixel and the steps to its neighbours, in
 * edge coordinates; `bend` what the divisor of both grows by with each step right and down (perspective; else 0).
 */
export interface Walk {
  readonly width: number;
  readonly height: number;
  readonly origin: { readonly x: number; readonly y: number };
  readonly stepX: { readonly x: number; readonly y: number };
  readonly stepY: { readonly x: number; readonly y: number };
  readonly bend: { readonly x: number; readonly y: number };
}

/** Pixels in the kernel's memory. */
export interface Held {
  readonly at: number;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
}

/** Rows this near to level are done sixteen bytes at a time; the tangent of 20 degrees and a little. */
const levelSlope = 0.37;

/**
 * Output pixels along the walk, as many channels as the source; white beyond it. Bilinear; lit and painted over in the
 * same pass. What is answered lies in the kernel's memory, on top of its stack.
 */
export function sample(source: Held, walk: Walk, light: LightMap | null, mask: FillMask | null): Held {
  const kernel = pageKernel();
  const { width, height, origin, stepX, stepY, bend } = walk;
  const to = kernel.take(width * height * source.channels + 128);
  const mark = kernel.mark();
  kernel.run.setSource(source.at, source.width, source.height, source.channels);
  setLight(light);
  if (mask) {
    kernel.run.setPaint(
      kernel.put(mask.data),
      mask.width,
      mask.height,
      mask.factor,
      kernel.take(mask.height),
    );
  } else kernel.run.setPaint(0, 0, 0, 1, 0);
  // The middle of the first output pixel, counted from the middle of the first source pixel.
  const x = origin.x + (stepX.x + stepY.x) / 2;
  const y = origin.y + (stepX.y + stepY.y) / 2;
  const isFlat = bend.x === 0 && bend.y === 0;
  if (isFlat && stepX.x > 0 && Math.abs(stepX.y) < levelSlope * stepX.x) {
    const cells = kernel.take(width / 4 + 64);
    kernel.run.warpLevel(to, width, height, x - 0.5, y - 0.5, stepX.x, stepX.y, stepY.x, stepY.y, cells);
  } else {
    // Half an output pixel further on, and half a source pixel back, in homogeneous terms.
    const w = 1 + (bend.x + bend.y) / 2;
    kernel.run.warp(
      to,
      width,
      height,
      (stepX.x - bend.x / 2) / w,
      (stepY.x - bend.y / 2) / w,
      (x - w / 2) / w,
      (stepX.y - bend.x / 2) / w,
      (stepY.y - bend.y / 2) / w,
      (y - w / 2) / w,
      bend.x / w,
      bend.y / w,
    );
  }
  kernel.release(mark);
  return { at: to, width, height, channels: source.channels };
}

function setLight(light: LightMap | null): void {
  const { run, put } = pageKernel();
  if (!light) {
    run.setLight(0, 0, 1, 1, 1);
    return;
  }
  const bytesOf = (map: Uint16Array) => new Uint8Array(map.buffer, map.byteOffset, map.byteLength);
  const gains = light.gains ? put(bytesOf(light.gains)) : 0;
  const papers = light.papers ? put(bytesOf(light.papers)) : 0;
  // Four lanes are read of the last three.
  pageKernel().take(16);
  run.setLight(gains, papers, light.columns, light.rows, light.tileSize);
}
