import { spread } from './spread';

// Print projected along its lines: profiles of narrow strips once, then their sum at any angle near by.

/** Black print must not outweigh gray print: what counts is where ink is, not how much. */
const fullInk: u32 = 100;

/**
 * Ink of the components whose class is `wanted`, at most 100, to `to`; 0 for all else and where `pictures` (a byte for
 * each tile of `tileSize` pixels, `columns` to a row) is not 0. `classes`: a byte for each label. Returns how many pixels.
 */
export function selectInk(
  ink: usize,
  labels: usize,
  width: i32,
  height: i32,
  classes: usize,
  wanted: u32,
  pictures: usize,
  columns: i32,
  tileSize: i32,
  to: usize,
): i32 {
  memory.fill(to, 0, <usize>width * height);
  let count = 0;
  for (let y = 0; y < height; y++) {
    const tiles = pictures + <usize>((y / tileSize) * columns);
    for (let left = 0, tile = tiles; left < width; left += tileSize, tile++) {
      if (load<u8>(tile)) continue;
      const right = min(width, left + tileSize);
      for (let x = left; x < right; x += 4) {
        if (!v128.any_true(v128.load(labels + (<usize>x << 2)))) continue;
        const end = min(right, x + 4);
        for (let k = x; k < end; k++) {
          const label = load<u32>(labels + (<usize>k << 2));
          if (label == 0 || <u32>load<u8>(classes + label) != wanted) continue;
          store<u8>(to + <usize>k, min(fullInk, <u32>load<u8>(ink + <usize>k)));
          count++;
        }
      }
    }
    ink += width;
    labels += <usize>width << 2;
    to += width;
  }
  return count;
}

/** Means of squares of two by two pixels; a last odd row or column falls away. */
export function halve(from: usize, width: i32, height: i32, to: usize): void {
  const half = width >> 1;
  const two = i16x8.splat(2);
  for (let y = 0; y + 1 < height; y += 2) {
    for (let x = 0; x < half; x += 8) {
      const at = from + (<usize>x << 1);
      const sum = i16x8.add(
        i16x8.extadd_pairwise_i8x16_u(v128.load(at)),
        i16x8.extadd_pairwise_i8x16_u(v128.load(at + width)),
      );
      const mean = i16x8.shr_u(i16x8.add(sum, two), 2);
      v128.store64_lane(to + <usize>x, i8x16.narrow_i16x8_u(mean, mean), 0);
    }
    from += <usize>width << 1;
    to += half;
  }
}

/**
 * For each strip of 2 ** `stripBits` columns the profile of its ink over the rows, sheared by `slope` around the middle of the
 * plane: a pixel falls at y + slope * x. `profiles`: a row of `stride` 32-bit floats for each strip, all 0, wide enough
 * for the shear with 8 to spare at both ends. Ink is spread over three bins by a quadratic B-spline: nearest or linear
 * binning rings where rows of pixels and bins fall in step and so favours exactly 0.
 */
export function profileColumns(
  ink: usize,
  width: i32,
  height: i32,
  stripBits: i32,
  slope: f32,
  profiles: usize,
  stride: i32,
): void {
  const row = <usize>stride << 2;
  const middle = <f32>(stride >> 1) - 0.5 * <f32>(height - 1);
  const centre: f32 = 0.5 * <f32>(width - 1);
  for (let y = 0; y < height; y++) {
    const level = <f32>y + middle - slope * centre;
    for (let x = 0; x < width; x += 8) {
      if (!load<u64>(ink + <usize>x)) continue;
      const end = min(width, x + 8);
      for (let k = x; k < end; k++) {
        const weight = load<u8>(ink + <usize>k);
        if (weight) spread(profiles + <usize>(k >> stripBits) * row, level + slope * <f32>k, <f32>weight);
      }
    }
    ink += width;
  }
}

/** The same for strips of rows and profiles over the columns: a pixel falls at x + slope * y. */
export function profileRows(
  ink: usize,
  width: i32,
  height: i32,
  stripBits: i32,
  slope: f32,
  profiles: usize,
  stride: i32,
): void {
  const row = <usize>stride << 2;
  const middle = <f32>(stride >> 1) - 0.5 * <f32>(width - 1);
  const centre: f32 = 0.5 * <f32>(height - 1);
  for (let y = 0; y < height; y++) {
    const off = middle + slope * (<f32>y - centre);
    const profile = profiles + <usize>(y >> stripBits) * row;
    for (let x = 0; x < width; x += 8) {
      if (!load<u64>(ink + <usize>x)) continue;
      const end = min(width, x + 8);
      for (let k = x; k < end; k++) {
        const weight = load<u8>(ink + <usize>k);
        if (weight) spread(profile, off + <f32>k, <f32>weight);
      }
    }
    ink += width;
  }
}

/**
 * How sharply lines of print stand out at each of `count` further slopes (32-bit floats at `slopes`): the energy of the
 * differences between neighbouring bins of the strips' sum, for each group of `group` strips by itself, to `energies`
 * (32-bit floats: of rising and of falling edges, group after group, slope after slope). Neighbouring strips lie `step` bins apart, and a slope must not
 * shift one against the next by more than two. `scratch`:
 * 4 * (stride + 2 * reach + 16) bytes, where reach is the largest shift of a strip against the middle of its group.
 */
export function sweep(
  profiles: usize,
  strips: i32,
  stride: i32,
  step: f32,
  group: i32,
  slopes: usize,
  count: i32,
  energies: usize,
  scratch: usize,
): void {
  const row = <usize>stride << 2;
  for (let k = 0; k < count; k++) {
    const slope = load<f32>(slopes + (<usize>k << 2));
    for (let from = 0; from < strips; from += group) {
      const to = min(strips, from + group);
      const reach = <i32>Mathf.ceil(Mathf.abs(slope) * step * 0.5 * <f32>(to - from)) + 2;
      memory.fill(scratch, 0, (<usize>(stride + 2 * reach) << 2) + 64);
      const middle: f32 = 0.5 * <f32>(from + to - 1);
      const sum = scratch + (<usize>reach << 2);
      let s = from;
      for (; s + 1 < to; s += 2) {
        const shift = slope * step * (<f32>s - middle);
        const profile = profiles + <usize>s * row;
        addPair(profile, profile + row, stride, shift, shift + slope * step, sum);
      }
      if (s < to) addOne(profiles + <usize>s * row, stride, slope * step * (<f32>s - middle), sum);
      storeEnergies(scratch, stride + 2 * reach, energies);
      energies += 8;
    }
  }
}

/** Adds a profile moved by `shift` bins, between bins by a quadratic B-spline. */
function addOne(profile: usize, stride: i32, shift: f32, sum: usize): void {
  const whole = Mathf.floor(shift + 0.5);
  const off = shift - whole;
  const before = f32x4.splat(0.5 * (0.5 - off) * (0.5 - off));
  const here = f32x4.splat(0.75 - off * off);
  const behind = f32x4.splat(0.5 * (0.5 + off) * (0.5 + off));
  const end = profile + (<usize>(stride - 4) << 2);
  let to = sum + 16 + (<usize>(<i32>whole) << 2);
  for (let from = profile + 16; from < end; from += 16) {
    v128.store(to, f32x4.add(v128.load(to), taken(from, before, here, behind)));
    to += 16;
  }
}

/** Two neighbours at once, at most three bins apart: what is read beyond the one is the empty rim of the other. */
function addPair(a: usize, b: usize, stride: i32, shiftA: f32, shiftB: f32, sum: usize): void {
  const wholeA = Mathf.floor(shiftA + 0.5);
  const wholeB = Mathf.floor(shiftB + 0.5);
  const offA = shiftA - wholeA;
  const offB = shiftB - wholeB;
  const beforeA = f32x4.splat(0.5 * (0.5 - offA) * (0.5 - offA));
  const hereA = f32x4.splat(0.75 - offA * offA);
  const behindA = f32x4.splat(0.5 * (0.5 + offA) * (0.5 + offA));
  const beforeB = f32x4.splat(0.5 * (0.5 - offB) * (0.5 - offB));
  const hereB = f32x4.splat(0.75 - offB * offB);
  const behindB = f32x4.splat(0.5 * (0.5 + offB) * (0.5 + offB));
  const end = a + (<usize>(stride - 4) << 2);
  let to = sum + 16 + (<usize>(<i32>wholeA) << 2);
  let other = b + 16 + (<usize>(<i32>(wholeA - wholeB)) << 2);
  for (let from = a + 16; from < end; from += 16) {
    const both = f32x4.add(taken(from, beforeA, hereA, behindA), taken(other, beforeB, hereB, behindB));
    v128.store(to, f32x4.add(v128.load(to), both));
    other += 16;
    to += 16;
  }
}

// @ts-expect-error: decorator
@inline
function taken(from: usize, before: v128, here: v128, behind: v128): v128 {
  return f32x4.add(
    f32x4.mul(v128.load(from + 4), before),
    f32x4.add(f32x4.mul(v128.load(from), here), f32x4.mul(v128.load(from - 4), behind)),
  );
}

/** The energy of rising edges, and that of falling ones behind it. */
function storeEnergies(sums: usize, length: i32, to: usize): void {
  const zero = f32x4.splat(0);
  let rising = zero;
  let falling = zero;
  for (let i = 0; i < length; i += 4) {
    const difference = f32x4.sub(v128.load(sums + 4), v128.load(sums));
    const up = f32x4.max(difference, zero);
    const down = f32x4.min(difference, zero);
    rising = f32x4.add(rising, f32x4.mul(up, up));
    falling = f32x4.add(falling, f32x4.mul(down, down));
    sums += 16;
  }
  store<f32>(to, sumOf(rising));
  store<f32>(to, sumOf(falling), 4);
}

function sumOf(lanes: v128): f32 {
  return (
    f32x4.extract_lane(lanes, 0) +
    f32x4.extract_lane(lanes, 1) +
    f32x4.extract_lane(lanes, 2) +
    f32x4.extract_lane(lanes, 3)
  );
}
