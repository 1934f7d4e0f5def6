/** A connected patch of ink on the reduced page: its box (inclusive), its pixels and its darkest. */
export interface Component {
  left: number;
  top: number;
  right: number;
  bottom: number;
  area: number;
  /** Largest difference from the paper. */
  peak: number;
}

export interface Components {
  readonly list: readonly Component[];
  /** Index into `list` plus one for each pixel; 0 where there is no ink. */
  readonly labels: Int32Array;
}

/** Patches of pixels at or over `threshold` that touch, corners included: runs joined row by row with union-find. */
export function findComponents(
  ink: Uint8Array,
  width: number,
  height: number,
  threshold: number,
): Components {
  const labels = new Int32Array(width * height);
  const parents: number[] = [0];
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const i = row + x;
      if ((ink[i] as number) < threshold) continue;
      let label = x > 0 ? (labels[i - 1] as number) : 0;
      if (y > 0) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const above = labels[i - width + nx - x] as number;
          if (above === 0 || above === label) continue;
          label = label === 0 ? above : join(parents, label, above);
        }
      }
      if (label === 0) {
        label = parents.length;
        parents.push(label);
      }
      labels[i] = label;
    }
  }
  return collect(ink, labels, parents, width, height);
}

function rootOf(parents: number[], label: number): number {
  let root = label;
  while (parents[root] !== root) root = parents[root] as number;
  for (let at = label; at !== root; ) {
    const next = parents[at] as number;
    parents[at] = root;
    at = next;
  }
  return root;
}

function join(parents: number[], a: number, b: number): number {
  const first = rootOf(parents, a);
  const second = rootOf(parents, b);
  if (first === second) return first;
  const low = Math.min(first, second);
  parents[Math.max(first, second)] = low;
  return low;
}

function collect(
  ink: Uint8Array,
  labels: Int32Array,
  parents: number[],
  width: number,
  height: number,
): Components {
  const indexByRoot = new Int32Array(parents.length);
  const list: Component[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const label = labels[i] as number;
      if (label === 0) continue;
      const root = rootOf(parents, label);
      let index = indexByRoot[root] as number;
      if (index === 0) {
        list.push({ left: x, top: y, right: x, bottom: y, area: 0, peak: 0 });
        index = list.length;
        indexByRoot[root] = index;
      }
      labels[i] = index;
      const component = list[index - 1] as Component;
      if (x < component.left) component.left = x;
      if (x > component.right) component.right = x;
      component.bottom = y;
      component.area++;
      const value = ink[i] as number;
      if (value > component.peak) component.peak = value;
    }
  }
  return { list, labels };
}
