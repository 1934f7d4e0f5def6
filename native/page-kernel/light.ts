// Two maps over the source, in tiles: what each pixel is multiplied by, and what is painted where the mask says so.

/** A map of 16-bit red, green, blue per tile, row by row; 0 where there is none. */
let gains: usize = 0;
let papers: usize = 0;
let columns: i32 = 1;
let rows: i32 = 1;
let perTile: f64 = 1;

/** `gainsAt`: 256ths, at most 32767; `papersAt`: levels of 255. Tiles are `tileSize` source pixels wide and high. */
export function setLight(gainsAt: usize, papersAt: usize, tileColumns: i32, tileRows: i32, tileSize: f64): void {
  gains = gainsAt;
  papers = papersAt;
  columns = tileColumns;
  rows = tileRows;
  perTile = 1 / tileSize;
}

// @ts-expect-error: decorator
@inline
export function hasGains(): bool {
  return gains != 0;
}

// @ts-expect-error: decorator
@inline
export function gainAt(x: f64, y: f64): v128 {
  return valueAt(gains, x, y);
}

/** Paper at a point as 16-bit lanes red, green, blue; white where there is no map. */
export function paperAt(x: f64, y: f64): v128 {
  return papers ? valueAt(papers, x, y) : i16x8.splat(255);
}

/** Between the middles of four tiles; lanes 0 to 2 of 16 bits. Reads 2 bytes past the last tile. */
function valueAt(map: usize, x: f64, y: f64): v128 {
  const atX = max<f64>(0, min<f64>(columns - 1, x * perTile - 0.5));
  const atY = max<f64>(0, min<f64>(rows - 1, y * perTile - 0.5));
  const x0 = <i32>atX;
  const y0 = <i32>atY;
  const right: usize = x0 + 1 < columns ? 6 : 0;
  const down: usize = y0 + 1 < rows ? <usize>(columns * 6) : 0;
  const corner = map + <usize>((y0 * columns + x0) * 6);
  const dx = f32x4.splat(<f32>(atX - <f64>x0));
  const dy = f32x4.splat(<f32>(atY - <f64>y0));
  const a = f32x4.convert_i32x4_u(v128.load16x4_u(corner));
  const b = f32x4.convert_i32x4_u(v128.load16x4_u(corner + right));
  const c = f32x4.convert_i32x4_u(v128.load16x4_u(corner + down));
  const d = f32x4.convert_i32x4_u(v128.load16x4_u(corner + down + right));
  const top = f32x4.add(a, f32x4.mul(f32x4.sub(b, a), dx));
  const bottom = f32x4.add(c, f32x4.mul(f32x4.sub(d, c), dx));
  const value = i32x4.trunc_sat_f32x4_u(f32x4.add(top, f32x4.mul(f32x4.sub(bottom, top), dy)));
  return i16x8.narrow_i32x4_u(value, value);
}

/** A gain or a paper of red, green and blue as the one of their luma. */
// @ts-expect-error: decorator
@inline
export function lumaLane(value: v128): i32 {
  return (
    (<i32>i16x8.extract_lane_u(value, 0) * 77 +
      <i32>i16x8.extract_lane_u(value, 1) * 150 +
      <i32>i16x8.extract_lane_u(value, 2) * 29 +
      128) >>
    8
  );
}
