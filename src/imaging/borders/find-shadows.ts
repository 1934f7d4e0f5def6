import type { EdgeStrip } from './edge-strip.ts';

/** Shadows and bars are looked for so far in. */
export const deepestMm = 8;
/** Stretches of an edge looked at together. */
const stretchMm = 6;
/** Darker than paper by so many levels at the very edge, or there is no shadow. */
const leastInk = 10;
/** Where it has come down to this, it ends. */
const endInk = 6;
/** A shadow falls off from the edge on; print rises again. */
const riseLevels = 5;
/** Print in a shadow is darker than it by more than this. */
const printInk = 28;
/** Stretches without a profile of their own that may lie between two with one. */
const farthest = 4;
/** An edge's shadow is as long as this share of it: a picture or a bar of a form that touches it is not. */
const leastShare = 0.3;

/**
 * Marks 255 in `mask` what along an edge is bed or shadow: darkest at the edge, falling off or ending within millimetres,
 * over much of its length. What is darker than the shadow around it is print and stays. `mm`: pixels to one. Returns how
 * many pixels.
 */
export function paintShadows(strip: EdgeStrip, mm: number, mask: Uint8Array): number {
  const { length, depth, ink, at } = strip;
  const stretch = Math.max(4, Math.round(stretchMm * mm));
  const count = Math.max(1, Math.floor(length / stretch));
  const profiles: (Uint8Array | null)[] = [];
  for (let i = 0; i < count; i++) {
    profiles.push(profileOf(strip, Math.floor((i * length) / count), Math.floor(((i + 1) * length) / count)));
  }
  if (profiles.filter(Boolean).length < count * leastShare) return 0;
  let painted = 0;
  profiles.forEach((own, i) => {
    const profile = own ?? profileBetween(profiles, i);
    if (!profile) return;
    const from = Math.floor((i * length) / count);
    const to = Math.floor(((i + 1) * length) / count);
    for (let d = 0; d < Math.min(depth, profile.length); d++) {
      for (let t = from; t < to; t++) {
        const k = d * length + t;
        const pixel = at[k] as number;
        if (pixel < 0 || (ink[k] as number) > (profile[d] as number) + printInk) continue;
        mask[pixel] = 255;
        painted++;
      }
    }
  });
  return painted;
}

/** A shadow does not stop and go on: between two stretches of it lies more of it, as deep as the deeper of them. */
function profileBetween(profiles: readonly (Uint8Array | null)[], i: number): Uint8Array | null {
  const before = profiles.slice(Math.max(0, i - farthest), i).findLast((profile) => profile !== null);
  const after = profiles.slice(i + 1, i + 1 + farthest).find((profile) => profile !== null);
  if (!before || !after) return null;
  return before.length >= after.length ? before : after;
}

/** Ink of the shadow at each depth, to its end; null where there is none. */
function profileOf({ ink, at, length, depth }: EdgeStrip, from: number, to: number): Uint8Array | null {
  const profile = new Uint8Array(depth);
  const counts = new Uint16Array(256);
  // What lies beyond the original is as dark as what lies at its rim.
  let first = 0;
  while (first < depth && (at[first * length + from] as number) < 0) first++;
  let end = first;
  for (; end < depth; end++) {
    counts.fill(0);
    let seen = 0;
    for (let t = from; t < to; t++) {
      const k = end * length + t;
      if ((at[k] as number) < 0) continue;
      counts[ink[k] as number] = (counts[ink[k] as number] as number) + 1;
      seen++;
    }
    const level = seen > 0 ? medianOf(counts, seen) : 255;
    profile[end] = level;
    const before = end > first ? (profile[end - 1] as number) : 255;
    if (level > before + riseLevels) return null;
    if (level < endInk) break;
  }
  // Ink all the way is a picture, or light that falls unevenly.
  if (end === first || end === depth || (profile[first] as number) < leastInk) return null;
  profile.fill(profile[first] as number, 0, first);
  return profile.subarray(0, end + 1);
}

/** The upper median of levels counted by value. */
function medianOf(counts: Uint16Array, seen: number): number {
  let level = 0;
  for (let below = counts[0] as number; below <= seen >> 1; below += counts[level] as number) level++;
  return level;
}
