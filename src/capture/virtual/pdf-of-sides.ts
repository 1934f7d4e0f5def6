import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import type { JobSettings } from './job-settings.ts';

interface PdfImage {
  readonly stream: Buffer;
  readonly width: number;
  readonly height: number;
  /** The rest of its dictionary. */
  readonly entries: string;
}

/**
 * A PDF as scanners write it: a page for each side, filled by its image. JPEG sides go in byte for byte; black and white
 * ones as one bit a pixel, deflated (ISO 32000-1, 8.9.5).
 */
export async function pdfOfSides(sides: readonly Buffer[], { dpi, colour }: JobSettings): Promise<Buffer> {
  const objects: Buffer[] = [];
  const firstPage = 3;
  const kids = sides.map((_, index) => `${firstPage + index * 3} 0 R`).join(' ');
  objects.push(Buffer.from('<</Type/Catalog/Pages 2 0 R>>'));
  objects.push(Buffer.from(`<</Type/Pages/Kids[${kids}]/Count ${sides.length}>>`));
  for (const [index, side] of sides.entries()) {
    const image = colour === 'bitonal' ? await bitonalImage(side) : await jpegImage(side);
    const number = firstPage + index * 3;
    const [width, height] = [image.width, image.height].map((pixels) => ((pixels / dpi) * 72).toFixed(4));
    objects.push(
      Buffer.from(
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Contents ${number + 1} 0 R` +
          `/Resources<</XObject<</Im0 ${number + 2} 0 R>>>>>>`,
      ),
      stream('', Buffer.from(`q ${width} 0 0 ${height} 0 0 cm /Im0 Do Q`)),
      stream(
        `/Type/XObject/Subtype/Image/Width ${image.width}/Height ${image.height}${image.entries}`,
        image.stream,
      ),
    );
  }
  return withTable(objects);
}

async function jpegImage(side: Buffer): Promise<PdfImage> {
  const { width, height, channels } = await sharp(side).metadata();
  const space = channels === 1 ? 'DeviceGray' : 'DeviceRGB';
  return {
    stream: side,
    width,
    height,
    entries: `/BitsPerComponent 8/ColorSpace/${space}/Filter/DCTDecode`,
  };
}

async function bitonalImage(side: Buffer): Promise<PdfImage> {
  const { data, info } = await sharp(side)
    .greyscale()
    .threshold(128)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const stride = Math.ceil(info.width / 8);
  const bits = Buffer.alloc(stride * info.height);
  for (let y = 0; y < info.height; y += 1) {
    for (let x = 0; x < info.width; x += 1) {
      const at = y * stride + (x >> 3);
      if (data[(y * info.width + x) * info.channels]) bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return {
    stream: deflateSync(bits),
    width: info.width,
    height: info.height,
    entries: '/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/FlateDecode',
  };
}

function stream(entries: string, bytes: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`<<${entries}/Length ${bytes.length}>>\nstream\n`, 'latin1'),
    bytes,
    Buffer.from('\nendstream', 'latin1'),
  ]);
}

/** Header, numbered objects, cross-reference table and trailer (ISO 32000-1, 7.5). */
function withTable(objects: readonly Buffer[]): Buffer {
  const parts = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  let length = parts[0]?.length ?? 0;
  const rows = ['0000000000 65535 f \n'];
  for (const [index, object] of objects.entries()) {
    rows.push(`${String(length).padStart(10, '0')} 00000 n \n`);
    const part = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    parts.push(part);
    length += part.length;
  }
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n${rows.join('')}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
