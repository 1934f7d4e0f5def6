import { gainAt, hasGains, lumaLane } from './light';
import { page, pageChannels, pageHeight, pageWidth } from './source';

/**
 * One output pixel at any point of the plane: neighbours beyond the source repeat its last pixel, points beyond it are
 * white. Half a pixel beyond the last centre the image ends; a thousandth for rounding.
 */
export function takeAtEdge(out: usize, x: f64, y: f64): void {
  const channels = pageChannels;
  if (x < -0.501 || y < -0.501 || x > <f64>pageWidth - 0.499 || y > <f64>pageHeight - 0.499) {
    for (let c = 0; c < channels; c++) store<u8>(out + <usize>c, 255);
    return;
  }
  const x0 = max(0, min(pageWidth - 1, <i32>Math.floor(x)));
  const y0 = max(0, min(pageHeight - 1, <i32>Math.floor(y)));
  const fx = max<f64>(0, min<f64>(1, x - <f64>x0));
  const fy = max<f64>(0, min<f64>(1, y - <f64>y0));
  const right: usize = x0 + 1 < pageWidth ? <usize>channels : 0;
  const down: usize = y0 + 1 < pageHeight ? <usize>(pageWidth * channels) : 0;
  const gain = hasGains() ? gainAt(x, y) : i16x8.splat(256);
  let at = page + <usize>((y0 * pageWidth + x0) * channels);
  for (let c = 0; c < channels; c++) {
    const top = <f64>load<u8>(at) * (1 - fx) + <f64>load<u8>(at + right) * fx;
    const bottom = <f64>load<u8>(at + down) * (1 - fx) + <f64>load<u8>(at + down + right) * fx;
    const level = <i32>(top * (1 - fy) + bottom * fy + 0.5);
    const factor =
      channels == 1
        ? lumaLane(gain)
        : c == 0
          ? i16x8.extract_lane_u(gain, 0)
          : c == 1
            ? i16x8.extract_lane_u(gain, 1)
            : i16x8.extract_lane_u(gain, 2);
    store<u8>(out + <usize>c, min(255, (level * factor + 128) >> 8));
    at++;
  }
}
