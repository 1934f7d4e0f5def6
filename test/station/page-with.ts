import QRCode from 'qrcode';
import sharp from 'sharp';

/** An A4 page at 150 dpi with a QR code and some lines, so that it is no blank one. */
export async function pageWith(text: string): Promise<Buffer> {
  const qr = await QRCode.toBuffer(text, { scale: 6, margin: 4 });
  const lines = Array.from(
    { length: 20 },
    (_, n) => `<rect x="120" y="${500 + n * 40}" width="${700 + ((n * 97) % 300)}" height="10"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1240" height="1754">${lines.join('')}</svg>`;
  return sharp({ create: { width: 1240, height: 1754, channels: 3, background: '#fff' } })
    .composite([
      { input: qr, left: 100, top: 100 },
      { input: Buffer.from(svg), left: 0, top: 0 },
    ])
    .withMetadata({ density: 150 })
    .png()
    .toBuffer();
}
