import type { ServerResponse } from 'node:http';
import sharp from 'sharp';
import type { Plugin } from 'vite';

/** Draws what a page's hash says it shows. */
export function fixturePictures(): Plugin {
  return {
    name: 'fixture-pictures',
    configureServer: (server) => void server.middlewares.use('/pages', answer),
    configurePreviewServer: (server) => void server.middlewares.use('/pages', answer),
  };
}

/** A quarter of 300 dpi: as large as a window shows a page. */
const width = 620;

async function answer(request: { url?: string | undefined }, response: ServerResponse): Promise<void> {
  const hash = new URL(request.url ?? '', 'http://fixture').searchParams.get('v') ?? '3';
  const drawn = picture(Number(hash[0]), Number.parseInt(hash.slice(-8, -1), 10));
  response.setHeader('content-type', 'image/png');
  response.setHeader('cache-control', 'max-age=3600');
  response.end(await sharp(Buffer.from(drawn)).resize({ width }).png({ compressionLevel: 1 }).toBuffer());
}

function picture(kind: number, seed: number): string {
  const paper = '<rect width="2480" height="3508" fill="#fdfdfb"/>';
  const line = (x: number, y: number, width: number, colour = '#9aa4ad') =>
    `<rect x="${x}" y="${y}" width="${width}" height="18" fill="${colour}"/>`;
  const lines = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) =>
      line(240, from + at * 92, 1400 + ((seed * 37 + at * 311) % 600)),
    ).join('');
  const cells = (x: number, y: number, size: number) =>
    Array.from({ length: 400 }, (_, at) =>
      (at * 7919 + seed * 104729 + at * at * 31) % 5 < 2
        ? `<rect x="${x + (at % 20) * size}" y="${y + Math.floor(at / 20) * size}" width="${size}" height="${size}"/>`
        : '',
    ).join('');
  const bars = Array.from({ length: 90 }, (_, at) =>
    (at * 13 + seed) % 3 === 0
      ? ''
      : `<rect x="${1240 + at * 10}" y="300" width="${4 + ((at * seed) % 5)}" height="200"/>`,
  ).join('');
  const body = [
    `${bars}<text x="240" y="430" font-size="110" font-weight="600">Expense report</text>${lines(760, 10)}<rect x="240" y="1800" width="2000" height="900" fill="none" stroke="#9aa4ad" stroke-width="5"/>`,
    `${cells(200, 160, 16)}<text x="1240" y="300" font-size="86" text-anchor="middle" fill="#8a2f2a">E-invoice (sample)</text><g fill="none" stroke="#8a2f2a" stroke-width="5"><rect x="200" y="620" width="2080" height="1200"/><path d="M200 880H2280M200 1600H2280M1240 620V880"/></g>${lines(960, 5)}<g fill="none" stroke="#c83c32" stroke-width="10" opacity=".8"><ellipse cx="1860" cy="1960" rx="230" ry="160"/></g><text x="1860" y="1980" font-size="54" text-anchor="middle" fill="#c83c32">SAMPLE</text>`,
    `<text x="1240" y="380" font-size="90" text-anchor="middle">Contract (sample)</text>${lines(600, 26)}`,
    '',
  ][kind];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2480 3508" width="2480" height="3508" font-family="sans-serif">${paper}${body}</svg>`;
}
