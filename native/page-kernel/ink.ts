// How much darker than the paper each pixel of the reduced page is.

/** Paper changes over millimetres: one look at the tiles serves so many rows. */
const rowsPerLook = 4;

/**
 * Ink of `width` x `height` gray pixels to `to`: 0 outside the area, whose rows reach from `left` to `right` (a 32-bit
 * number a row each, empty where equal). `levels`: luma of the paper, a 32-bit float for each tile, at the middles of
 * `columns` x `rows` tiles of `tileSize` pixels. `scratch`: width + 16 bytes and 4 * columns + 16 behind them.
 */
export function inkOf(
  gray: usize,
  width: i32,
  height: i32,
  left: usize,
  right: usize,
  levels: usize,
  columns: i32,
  rows: i32,
  tileSize: f32,
  scratch: usize,
  to: usize,
): void {
  const under = scratch + (((<usize>width + 31) >> 4) << 4);
  for (let y = 0; y < height; y++) {
    const start = load<i32>(left + (<usize>y << 2));
    const end = load<i32>(right + (<usize>y << 2));
    if (y % rowsPerLook == 0) {
      blendRows(levels, columns, rows, (<f32>y + 0.5 * <f32>rowsPerLook) / tileSize - 0.5, under);
      spreadRow(under, columns, tileSize, width, scratch);
    }
    if (end <= start) {
      memory.fill(to, 0, width);
    } else {
      memory.fill(to, 0, start);
      for (let x: usize = start; x < <usize>end; x += 16) {
        v128.store(to + x, i8x16.sub_sat_u(v128.load(scratch + x), v128.load(gray + x)));
      }
      memory.fill(to + <usize>end, 0, width - end);
    }
    gray += width;
    to += width;
  }
}

/** Paper between two rows of tiles. */
function blendRows(levels: usize, columns: i32, rows: i32, at: f32, under: usize): void {
  const top = min(rows - 1, max(0, <i32>Mathf.floor(at)));
  const bottom = min(rows - 1, top + 1);
  const part = max<f32>(0, min<f32>(1, at - <f32>top));
  let upper = levels + (<usize>(top * columns) << 2);
  let lower = levels + (<usize>(bottom * columns) << 2);
  for (let x = 0; x < columns; x++) {
    const level = load<f32>(upper);
    store<f32>(under, level + (load<f32>(lower) - level) * part);
    upper += 4;
    lower += 4;
    under += 4;
  }
}

/** Paper of each pixel of a row, whole levels: between the middles of two tiles, beyond the outermost as they are. */
function spreadRow(under: usize, columns: i32, tileSize: f32, width: i32, out: usize): void {
  let x = 0;
  for (let tile = -1; tile < columns; tile++) {
    const from = load<f32>(under + (<usize>max(0, tile) << 2));
    const to = load<f32>(under + (<usize>min(columns - 1, tile + 1) << 2));
    const middle = (<f32>tile + 0.5) * tileSize;
    const step = (to - from) / tileSize;
    const end = tile + 1 == columns ? width : min(width, <i32>Mathf.ceil(middle + tileSize - 0.5));
    let level = from + (<f32>x + 0.5 - middle) * step + 0.5;
    for (; x < end; x++) {
      store<u8>(out + <usize>x, <u8>max<f32>(0, min<f32>(255, level)));
      level += step;
    }
  }
}
