import { classifyShapes, textLike } from '../ink/shapes.ts';
import type { PageKernel } from '../kernel/page-kernel.ts';
import { sample } from '../render/sample.ts';
import { walkOver } from '../render/walk.ts';
import type { PageView } from '../view.ts';
import type { HeldPlane } from './patterns.ts';

/** Degrees up to which letters look the same: less changes them less than sampling anew does. */
const leastLean = 2.5;

/**
 * White less the ink of what is print by its shape and lies in no picture, its lines laid level (or upright); in the
 * kernel's memory, on top of its stack.
 */
export function levelPrint(kernel: PageKernel, view: PageView, degrees: number): HeldPlane {
  const { width, height } = view.page.reduced.gray;
  const print = { at: kernel.take(width * height + 64), width, height };
  copyPrint(kernel, view, print.at);
  if (Math.abs(degrees) <= leastLean) return print;
  const kept = { centre: { x: width / 2, y: height / 2 }, width, height };
  return sample({ ...print, channels: 1 }, walkOver(kept, degrees, 0), null, null);
}

function copyPrint(kernel: PageKernel, view: PageView, to: number): void {
  const { width, height } = view.page.reduced.gray;
  const { ink, components, paper } = view;
  const { buffer, byteOffset, byteLength } = components.labels;
  const classes = classifyShapes(components, view.page.reduced.dpi / 25.4);
  const mark = kernel.mark();
  const from = kernel.put(ink);
  const labels = kernel.put(new Uint8Array(buffer, byteOffset, byteLength));
  const kinds = kernel.put(classes);
  const pictures = kernel.put(paper.isPicture);
  kernel.run.whitePrint(
    from,
    labels,
    width,
    height,
    kinds,
    textLike,
    pictures,
    paper.columns,
    paper.tileSize,
    to,
  );
  kernel.release(mark);
}
