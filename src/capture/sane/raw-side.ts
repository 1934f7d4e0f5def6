import type { RawSide } from '../spool-raw-side.ts';
import { type Frame, rowBytes } from './frame.ts';

/*
 * Frames to pixels (SANE standard 3.2.1). At one bit a gray 1 is black, but a colour's 1 is its full light, and each
 * eight pixels of an RGB row are a byte of red, one of green, one of blue. Samples of 16 bits have the machine's order.
 */

type Pixels = Omit<RawSide, 'dpi'>;

/** One gray or RGB frame, or the three of one side; null for frames that do not belong together. */
export function sideOfFrames(frames: readonly Frame[]): Pixels | null {
  const [first] = frames;
  if (!first) return null;
  if (first.channels === 'gray' || first.channels === 'rgb') {
    return frames.length === 1 ? sideOfFrame(first, first.channels) : null;
  }
  const planes = (['red', 'green', 'blue'] as const).map((one) =>
    frames.find(({ channels }) => channels === one),
  );
  const [red, green, blue] = planes;
  if (frames.length !== 3 || !red || !green || !blue) return null;
  const { width, height, depth } = red;
  const isSame = [green, blue].every(
    (one) => one.width === width && one.height === height && one.depth === depth,
  );
  return isSame ? interleaved([red, green, blue]) : null;
}

function sideOfFrame(frame: Frame, channels: 'gray' | 'rgb'): Pixels {
  const { width, height, depth } = frame;
  const pixels = withoutPadding(frame);
  if (channels === 'gray') {
    return { width, height, format: ({ 1: 'bitonal', 8: 'gray', 16: 'gray16' } as const)[depth], pixels };
  }
  if (depth === 1) return { width, height, format: 'colour', pixels: unpackedColour(pixels, width, height) };
  return { width, height, format: depth === 8 ? 'colour' : 'colour16', pixels };
}

/** Rows moved together in place; a view of the frame's buffer. */
function withoutPadding(frame: Frame): Buffer {
  const row = rowBytes(frame.channels, frame.depth, frame.width);
  const { bytes, bytesPerLine, height } = frame;
  if (bytesPerLine !== row) {
    for (let y = 1; y < height; y += 1) bytes.copyWithin(y * row, y * bytesPerLine, y * bytesPerLine + row);
  }
  return bytes.subarray(0, row * height);
}

function unpackedColour(bits: Buffer, width: number, height: number): Buffer {
  const groups = Math.ceil(width / 8);
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0, out = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * groups + (x >> 3)) * 3;
      for (let colour = 0; colour < 3; colour += 1, out += 1) {
        pixels[out] = ((bits[at + colour] ?? 0) >> (7 - (x & 7))) & 1 ? 255 : 0;
      }
    }
  }
  return pixels;
}

function interleaved(planes: readonly [Frame, Frame, Frame]): Pixels {
  const [{ width, height, depth }] = planes;
  const count = width * height;
  const rows = planes.map(withoutPadding);
  if (depth === 16) {
    const pixels = new Uint16Array(count * 3);
    rows.forEach((plane, colour) => {
      const samples = new Uint16Array(plane.buffer, plane.byteOffset, count);
      for (let at = 0, out = colour; at < count; at += 1, out += 3) pixels[out] = samples[at] ?? 0;
    });
    return { width, height, format: 'colour16', pixels: new Uint8Array(pixels.buffer) };
  }
  const pixels = Buffer.alloc(count * 3);
  const stride = rowBytes('gray', depth, width);
  rows.forEach((plane, colour) => {
    for (let y = 0, out = colour; y < height; y += 1) {
      for (let x = 0; x < width; x += 1, out += 3) {
        pixels[out] = depth === 8 ? (plane[y * stride + x] ?? 0) : lightOfBit(plane, y * stride, x);
      }
    }
  });
  return { width, height, format: 'colour', pixels };
}

function lightOfBit(plane: Buffer, row: number, x: number): number {
  return ((plane[row + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1 ? 255 : 0;
}
