import { describe, expect, it } from 'vitest';
import { findComponents } from '../../src/imaging/ink/components.ts';
import { randomFrom } from './draw-page.ts';

/** Labels by flooding, in the order of first pixels. */
function flood(ink: Uint8Array, width: number, height: number, threshold: number): Int32Array {
  const labels = new Int32Array(ink.length);
  let count = 0;
  for (let start = 0; start < ink.length; start++) {
    if ((ink[start] as number) < threshold || labels[start] !== 0) continue;
    labels[start] = ++count;
    const open = [start];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const x = at % width;
      const y = (at - x) / width;
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx;
          if ((ink[next] as number) < threshold || labels[next] !== 0) continue;
          labels[next] = count;
          open.push(next);
        }
      }
    }
  }
  return labels;
}

describe('ink', () => {
  it('IMG-128 joins ink that touches, corners included, in images of any size', () => {
    const random = randomFrom(3);
    for (let i = 0; i < 200; i++) {
      const width = 1 + Math.floor(random() * 70);
      const height = 1 + Math.floor(random() * 40);
      const share = random();
      const ink = Uint8Array.from({ length: width * height }, () =>
        random() < share ? 32 + random() * 220 : random() * 32,
      );
      expect(findComponents(ink, width, height, 32).labels).toEqual(flood(ink, width, height, 32));
    }
  });

  it('IMG-129 knows box, size and darkest pixel of each patch', () => {
    const width = 40;
    const ink = new Uint8Array(width * 10);
    for (const [x, y, value] of [
      [3, 2, 90],
      [4, 3, 200],
      [5, 2, 40],
      [30, 9, 255],
    ] as const) {
      ink[y * width + x] = value;
    }
    const { count, list } = findComponents(ink, width, 10, 32);
    expect(count).toBe(2);
    expect(list).toEqual([
      { left: 3, top: 2, right: 5, bottom: 3, area: 3, peak: 200 },
      { left: 30, top: 9, right: 30, bottom: 9, area: 1, peak: 255 },
    ]);
  });
});
