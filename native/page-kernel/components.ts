// Patches of ink that touch, corners included: runs of each row joined to those of the row above by union-find.

/** Bytes of scratch a run takes: its first pixel, the one behind its last, and the run it hangs on. */
const runBytes: usize = 12;

/** Runs of the row above that may still touch what comes, and the end of them. */
let above: usize = 0;
let aboveEnd: usize = 0;
let next: usize = 0;
let first: usize = 0;

/** How many runs of bytes at or over `threshold` (1 to 255) the rows hold: scratch for `findComponents`. */
export function countRuns(ink: usize, width: i32, height: i32, threshold: i32): i32 {
  const least = i8x16.splat(<i8>threshold);
  let count = 0;
  for (let y = 0; y < height; y++) {
    let carry = 0;
    for (let x = 0; x < width; x += 16) {
      const bits = bitsAt(ink + <usize>x, least, width - x);
      count += popcnt(bits & ~((bits << 1) | carry));
      carry = bits >> 15;
    }
    ink += width;
  }
  return count;
}

/**
 * Labels each pixel at or over `threshold` by its component, 1 upwards in the order of their first pixels, all others 0.
 * `labels`: width * height numbers of 32 bits; `table`: six columns of `stride` numbers of 32 bits, indexed by label:
 * left, top, right, bottom (inclusive), pixels, largest ink; `runs`: 12 bytes for each run. Returns the components.
 */
export function findComponents(
  ink: usize,
  width: i32,
  height: i32,
  threshold: i32,
  labels: usize,
  table: usize,
  stride: i32,
  runs: usize,
  rows: usize,
): i32 {
  joinRuns(ink, width, height, threshold, runs, rows);
  memory.fill(labels, 0, (<usize>width * height) << 2);
  const column = <usize>stride << 2;
  let count = 0;
  let run = runs;
  for (let y = 0; y < height; y++) {
    const end = load<usize>(rows + (<usize>y << 2));
    const line = <usize>y * width;
    for (; run < end; run += runBytes) {
      const start = load<i32>(run);
      const stop = load<i32>(run, 4);
      // A run hangs on an earlier one, which has its label already.
      const parent = load<usize>(run, 8);
      let label: i32;
      let entry: usize;
      let peak: i32 = 0;
      if (parent == run) {
        label = ++count;
        entry = table + (<usize>label << 2);
        store<i32>(entry, start);
        store<i32>(entry + column, y);
        store<i32>(entry + column * 2, stop - 1);
        store<i32>(entry + column * 3, y);
        store<i32>(entry + column * 4, stop - start);
      } else {
        label = load<i32>(parent, 8);
        entry = table + (<usize>label << 2);
        store<i32>(entry, min(load<i32>(entry), start));
        store<i32>(entry + column * 2, max(load<i32>(entry + column * 2), stop - 1));
        store<i32>(entry + column * 3, y);
        store<i32>(entry + column * 4, load<i32>(entry + column * 4) + stop - start);
        peak = load<i32>(entry + column * 5);
      }
      store<i32>(run, label, 8);
      let to = labels + ((line + start) << 2);
      for (let at = ink + line + start, last = ink + line + stop; at < last; at++) {
        peak = max(peak, <i32>load<u8>(at));
        store<i32>(to, label);
        to += 4;
      }
      store<i32>(entry + column * 5, peak);
    }
  }
  return count;
}

function joinRuns(ink: usize, width: i32, height: i32, threshold: i32, runs: usize, rows: usize): void {
  const least = i8x16.splat(<i8>threshold);
  next = runs;
  aboveEnd = runs;
  first = runs;
  for (let y = 0; y < height; y++) {
    above = first;
    aboveEnd = next;
    first = next;
    let open = -1;
    for (let x = 0; x < width; x += 16) {
      let bits = bitsAt(ink + <usize>x, least, width - x);
      if (open >= 0) {
        const length = ctz(~bits);
        if (length >= 16) continue;
        addRun(open, x + length);
        open = -1;
        bits &= -1 << length;
      }
      while (bits) {
        const start = ctz(bits);
        const end = start + ctz(~(bits >> start));
        if (end >= 16) {
          open = x + start;
          break;
        }
        addRun(x + start, x + end);
        bits &= -1 << end;
      }
    }
    if (open >= 0) addRun(open, width);
    store<usize>(rows + (<usize>y << 2), next);
    ink += width;
  }
}

/** A bit for each of the next 16 bytes, `left` of which belong to the row. */
// @ts-expect-error: decorator
@inline
function bitsAt(at: usize, least: v128, left: i32): i32 {
  const bits = i8x16.bitmask(i8x16.ge_u(v128.load(at), least));
  return left >= 16 ? bits : bits & ((1 << left) - 1);
}

/** Appends the run of pixels [start, end) and hangs it together with all it touches in the row above. */
function addRun(start: i32, end: i32): void {
  const run = next;
  next += runBytes;
  store<i32>(run, start);
  store<i32>(run, end, 4);
  let root = run;
  store<usize>(run, run, 8);
  while (above < aboveEnd && load<i32>(above, 4) < start) above += runBytes;
  for (let at = above; at < aboveEnd && load<i32>(at) <= end; at += runBytes) {
    const other = rootOf(at);
    if (other == root) continue;
    const low = min(root, other);
    store<usize>(max(root, other), low, 8);
    root = low;
  }
}

function rootOf(run: usize): usize {
  let root = run;
  while (load<usize>(root, 8) != root) root = load<usize>(root, 8);
  while (run != root) {
    const parent = load<usize>(run, 8);
    store<usize>(run, root, 8);
    run = parent;
  }
  return root;
}
