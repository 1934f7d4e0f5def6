import QRCode from 'qrcode';
import sharp from 'sharp';

/** An A4 page at 200 dpi with a QR code and some lines, so that it is no blank one. */
export async function pageWith(text: string): Promise<Buffer> {
  const qr = await QRCode.toBuffer(text, { scale: 8, margin: 4 });
  const lines = Array.from(
    { length: 20 },
    (_, n) => `<rect x="160" y="${667 + n * 53}" width="${933 + ((n * 97) % 400)}" height="13"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1654" height="2339">${lines.join('')}</svg>`;
  return sharp({ create: { width: 1654, height: 2339, channels: 3, background: '#fff' } })
    .composite([
      { input: qr, left: 133, top: 133 },
      { input: Buffer.from(svg), left: 0, top: 0 },
    ])
    .withMetadata({ density: 200 })
    .png()
    .toBuffer();
}
