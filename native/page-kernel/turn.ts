// Rows and columns copied together, so that both sides stay in the cache.
const block: i32 = 32;

/** Exact clockwise turn by 90, 180 or 270 degrees: every pixel is moved, none is changed. `channels` is 1 or 3. */
export function turn(from: usize, width: i32, height: i32, channels: i32, degrees: i32, to: usize): void {
  const outWidth = degrees == 180 ? width : height;
  const outHeight = degrees == 180 ? height : width;
  // Address of the source pixel of the first output pixel, and its steps along and down the output.
  let corner: i32;
  let along: i32;
  let down: i32;
  if (degrees == 90) {
    corner = (height - 1) * width;
    along = -width;
    down = 1;
  } else if (degrees == 180) {
    corner = height * width - 1;
    along = -1;
    down = -width;
  } else {
    corner = width - 1;
    along = width;
    down = -1;
  }
  for (let top = 0; top < outHeight; top += block) {
    const bottom = min(outHeight, top + block);
    for (let left = 0; left < outWidth; left += block) {
      const right = min(outWidth, left + block);
      for (let y = top; y < bottom; y++) {
        let source = corner + down * y + along * left;
        let target = to + <usize>((y * outWidth + left) * channels);
        if (channels == 1) {
          for (let x = left; x < right; x++) {
            store<u8>(target++, load<u8>(from + source));
            source += along;
          }
        } else {
          for (let x = left; x < right; x++) {
            const at = from + <usize>(source * 3);
            store<u16>(target, load<u16>(at));
            store<u8>(target, load<u8>(at, 2), 2);
            target += 3;
            source += along;
          }
        }
      }
    }
  }
}
