import { classifyShapes, textLike } from '../ink/shapes.ts';
import type { PageKernel } from '../kernel/page-kernel.ts';
import { sample } from '../render/sample.ts';
import { walkOver } from '../render/walk.ts';
import type { PageView } from '../view.ts';
import type { HeldPlane } from './patterns.ts';

/** Degrees up to which letters look the same. */
const leastLean = 0.5;

/**
 * Ink of what is print by its shape and lies in no picture, 0 elsewhere, its lines laid level (or upright); in the
 * kernel's memory, on top of its stack.
 */
export function levelPrint(kernel: PageKernel, view: PageView, degrees: number): HeldPlane {
  const { width, height } = view.page.reduced.gray;
  // Found before anything is taken: finding them takes memory, too, and views do not outlive its growth.
  const { ink, components } = view;
  const print = { at: kernel.take(width * height + 64), width, height };
  copyPrint({ page: view.page, paper: view.paper, ink, components }, kernel.view(print.at, width * height));
  if (Math.abs(degrees) <= leastLean) return print;
  const pixels = kernel.view(print.at, width * height);
  invert(pixels);
  const kept = { centre: { x: width / 2, y: height / 2 }, width, height };
  // Beyond the page it is white, as paper is in the inverted print.
  const level = sample({ ...print, channels: 1 }, walkOver(kept, degrees, 0), null, null);
  invert(kernel.view(level.at, level.width * level.height));
  return level;
}

type Printed = Pick<PageView, 'page' | 'paper' | 'ink' | 'components'>;

function copyPrint({ page, ink, components, paper }: Printed, to: Uint8Array): void {
  to.fill(0);
  const { width, height } = page.reduced.gray;
  const { labels } = components;
  const classes = classifyShapes(components, page.reduced.dpi / 25.4);
  const { tileSize, columns, isPicture } = paper;
  for (let y = 0, i = 0; y < height; y++) {
    const tiles = Math.floor(y / tileSize) * columns;
    for (let x = 0; x < width; x++, i++) {
      const label = labels[i] as number;
      if (label === 0 || classes[label] !== textLike) continue;
      if (isPicture[tiles + Math.floor(x / tileSize)] === 0) to[i] = ink[i] as number;
    }
  }
}

function invert(pixels: Uint8Array): void {
  for (let i = 0; i < pixels.length; i++) pixels[i] = 255 - (pixels[i] as number);
}
