import { err, ok, type Result } from '../../domain/result.ts';
import type { RawSide } from '../spool-raw-side.ts';
import type { TwainFault } from './faults.ts';
import type { PageFrame } from './messages.ts';

const formats: Readonly<Record<string, RawSide['format']>> = {
  '1x1': 'bitonal',
  '8x1': 'gray',
  '8x3': 'colour',
  '16x1': 'gray16',
  '16x3': 'colour16',
};

/**
 * The side as the store keeps it: rows without padding, bitonal with 1 as black. Works within `bytes`, which are the
 * frame's own. A resolution the source does not tell is taken as the one asked for.
 */
export function rawSideOf(page: PageFrame, bytes: Buffer, wantedDpi: number): Result<RawSide, TwainFault> {
  const { width, height, stride, bits, channels } = page;
  const format = formats[`${bits}x${channels}`];
  if (!format) return err({ type: 'Unsupported', raw: `${bits} bits in ${channels} channels` });
  const rowBytes = Math.ceil((width * bits * channels) / 8);
  if (stride < rowBytes || bytes.length !== stride * height) {
    const raw = `${bytes.length} bytes for ${width} x ${height}, ${bits} bits in ${channels} channels, ${stride} a row`;
    return err({ type: 'TruncatedPage', raw });
  }
  const pixels = withoutPadding(bytes, { stride, rowBytes, height });
  if (format === 'bitonal' && page.isBlackZero) invert(pixels);
  return ok({ width, height, dpi: page.dpiX > 0 ? page.dpiX : wantedDpi, format, pixels });
}

function withoutPadding(
  bytes: Buffer,
  { stride, rowBytes, height }: { stride: number; rowBytes: number; height: number },
): Buffer {
  if (stride === rowBytes) return bytes;
  for (let y = 1; y < height; y += 1) bytes.copyWithin(y * rowBytes, y * stride, y * stride + rowBytes);
  return bytes.subarray(0, rowBytes * height);
}

function invert(bytes: Buffer): void {
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = ~(bytes[at] ?? 0);
}
