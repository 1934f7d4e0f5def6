import type { Stage } from '../stage.ts';
import type { PageView } from '../view.ts';
import { chooseTone } from './gain-map.ts';

/** Light that falls off more than so over a sheet without print is the light in a picture. */
const strongestFall = 1.6;
/** Fewer letters than two words have are no print. */
const leastLetters = 12;
const letterMm = { least: 1, most: 10 } as const;
/** Levels between paper and print. */
const leastContrast = 60;

export const toneStage: Stage<'tone'> = {
  neutral: 'none',
  forced: (plan) => (plan.tone === 'off' ? 'none' : null),
  find(view, _recipe, plan) {
    const { value, confidence } = chooseTone(view.paper);
    if (value !== 'none' && isSmoothPicture(view)) return { value: 'none', confidence: 0.5 };
    return { value: value === 'whiten' && plan.tone === 'even' ? 'even' : value, confidence };
  },
};

/** A portrait before a backdrop, a sky: as smooth as paper, but no paper is lit so differently, and it has print on it. */
function isSmoothPicture({ page, paper, components }: PageView): boolean {
  const { levels, isPicture } = paper;
  const lumas = new Float32Array(isPicture.length);
  let count = 0;
  for (let tile = 0, at = 0; tile < isPicture.length; tile++, at += 3) {
    if (isPicture[tile] === 1) continue;
    const [red, green, blue] = [levels[at] as number, levels[at + 1] as number, levels[at + 2] as number];
    lumas[count++] = red * 0.299 + green * 0.587 + blue * 0.114;
  }
  const sorted = lumas.subarray(0, count).sort();
  const at = (share: number) => sorted[Math.floor((count - 1) * share)] ?? 1;
  if (at(0.98) < at(0.02) * strongestFall) return false;
  const mm = page.reduced.dpi / 25.4;
  let letters = 0;
  for (let label = 1; label <= components.count && letters < leastLetters; label++) {
    const high = (components.bottom[label] as number) - (components.top[label] as number) + 1;
    const isHigh = high >= letterMm.least * mm && high <= letterMm.most * mm;
    if (isHigh && (components.peak[label] as number) >= leastContrast) letters++;
  }
  return letters < leastLetters;
}
