import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Raster } from '../../src/imaging/raster.ts';
import { viewPage } from '../../src/imaging/view.ts';
import { decoded } from './analyse.ts';
import { type Capture, capture, type Draw, letter, paragraph, seal, signature } from './draw-page.ts';

const colourOf = (raster: Raster, dpi: number) => viewPage(decoded({ ...raster, dpi }), null).colour;

function drawn(draw: Draw, how: Partial<Capture> = {}) {
  return capture(draw, { dpi: 150, noise: 5, ...how });
}

/** The same page with red a line early and blue a line late, as a line scanner sees what moves unevenly. */
function fringed({ data, width, height, dpi }: ReturnType<typeof capture>) {
  const shifted = data.slice();
  const row = width * 3;
  for (let i = row; i < data.length - row; i += 3) {
    shifted[i] = Math.round(((data[i] ?? 0) + (data[i + row] ?? 0)) / 2);
    shifted[i + 2] = Math.round(((data[i + 2] ?? 0) + (data[i + 2 - row] ?? 0)) / 2);
  }
  return { data: shifted, width, height, channels: 3 as const, dpi };
}

async function throughJpeg(raster: ReturnType<typeof capture>, quality: number) {
  const { width, height, channels, dpi } = raster;
  const jpeg = await sharp(raster.data, { raw: { width, height, channels } }).jpeg({ quality }).toBuffer();
  return { data: await sharp(jpeg).raw().toBuffer(), width, height, channels, dpi };
}

describe('colour', () => {
  it('IMG-161 aged and coloured paper, colour fringes and JPEG make no colour of black print', async () => {
    const papers = ['#fafafa', '#e6d9b4', '#d8c490', '#cfe0f2', '#f3cfd6', '#c9ccd0'];
    for (const paper of papers) {
      const page = drawn(letter('han'), { paper });
      expect(colourOf(page, page.dpi), paper).toBe('gray');
      const coded = await throughJpeg(page, 55);
      expect(colourOf(coded, coded.dpi), `${paper}, JPEG`).toBe('gray');
    }
    for (const script of ['han', 'latin'] as const) {
      const page = fringed(drawn(letter(script), { dpi: 200 }));
      expect(colourOf(page, page.dpi), `fringes on ${script}`).toBe('gray');
    }
  });

  it('IMG-162 a seal, a signature, a highlighter, a pale logo and a coloured ground are colour', async () => {
    const draws: Record<string, Draw> = {
      seal: (sheet) => seal(sheet, 150, 230, 8),
      signature: (sheet, random) => signature(sheet, random, 40, 255),
      highlighter: (sheet) => {
        sheet.fillStyle = 'rgba(255, 240, 90, 0.8)';
        sheet.fillRect(22, 60, 60, 5);
      },
      logo: (sheet) => {
        sheet.fillStyle = '#cfe3f7';
        sheet.fillRect(150, 10, 40, 18);
      },
      'red print': (sheet, random) => {
        sheet.fillStyle = '#b03030';
        paragraph(sheet, random, { script: 'han', x: 22, y: 250, width: 100, lines: 2, size: 4, pitch: 7 });
      },
      ground: (sheet) => {
        sheet.fillStyle = '#3f7fd0';
        sheet.fillRect(-1, -1, 212, 299);
      },
    };
    for (const [name, draw] of Object.entries(draws)) {
      const page = drawn((sheet, random) => {
        if (name !== 'ground') letter('han')(sheet, random);
        sheet.fillStyle = '#1a1a1a';
        draw(sheet, random);
      });
      expect(colourOf(await throughJpeg(page, 75), page.dpi), name).toBe('colour');
    }
  });

  it('IMG-163 only two levels make a bitonal page, however little print there is in gray', () => {
    const line: Draw = (sheet, random) =>
      paragraph(sheet, random, { script: 'latin', x: 22, y: 60, width: 100, lines: 2, size: 4, pitch: 7 });
    for (const draw of [line, letter('han')]) {
      const page = drawn(draw, { noise: 0, paper: '#fff' });
      expect(colourOf(page, page.dpi)).toBe('gray');
      const levels = page.data.map((level) => (level < 128 ? 0 : 255));
      expect(colourOf({ ...page, data: levels }, page.dpi)).toBe('bitonal');
    }
  });
});
