import type { Component, Components } from '../ink/components.ts';
import type { PageArea } from '../page-box/page-area.ts';

/** Components that touch the rim of the page and nowhere come further in than a shadow does, to `inner`. */
export function edgeShadows(
  area: PageArea,
  inner: PageArea,
  { labels, list }: Components,
  width: number,
): Set<Component> {
  const touching = new Set<number>();
  for (let y = area.top; y < area.bottom; y++) {
    const left = y * width + (area.left[y] as number);
    const right = y * width + (area.right[y] as number);
    const isEnd = y < area.top + 2 || y >= area.bottom - 2;
    for (let i = left; i < right; i++) {
      // Two pixels at each end of a row; whole rows at the top and the bottom.
      if (!isEnd && i === left + 2 && right - left > 4) i = right - 2;
      touching.add(labels[i] as number);
    }
  }
  touching.delete(0);
  const shadows = new Set<Component>();
  for (const label of touching) {
    const component = list[label - 1] as Component;
    if (!reachesInto(component, label, labels, inner, width)) shadows.add(component);
  }
  return shadows;
}

function reachesInto(
  component: Component,
  label: number,
  labels: Int32Array,
  inner: PageArea,
  width: number,
): boolean {
  for (let y = component.top; y <= component.bottom; y++) {
    const from = Math.max(component.left, inner.left[y] as number);
    const to = Math.min(component.right + 1, inner.right[y] as number);
    for (let x = from; x < to; x++) if (labels[y * width + x] === label) return true;
  }
  return false;
}
