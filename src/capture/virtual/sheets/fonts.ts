import { readFileSync } from 'node:fs';
import { GlobalFonts } from '@napi-rs/canvas';

export type Weight = 'Light' | 'Regular' | 'Medium' | 'Bold';

const weights: readonly Weight[] = ['Light', 'Regular', 'Medium', 'Bold'];
let isRegistered = false;

/** Name of the open Chinese font (OFL-1.1) in a weight; registered with the canvas at the first call. */
export function fontFamily(weight: Weight): string {
  if (!isRegistered) register();
  return `Platen Sample ${weight}`;
}

/** By bytes, not by path: in a packaged application the files lie inside an archive that only Node can read. */
function register(): void {
  const folder = new URL('../fonts/', import.meta.resolve('@embedpdf/fonts-sc'));
  for (const weight of weights) {
    GlobalFonts.register(
      readFileSync(new URL(`NotoSansHans-${weight}.otf`, folder)),
      `Platen Sample ${weight}`,
    );
  }
  isRegistered = true;
}
