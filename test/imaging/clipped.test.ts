import { describe, expect, it } from 'vitest';
import { findClipped } from '../../src/imaging/clipped/find-clipped.ts';
import { viewPage } from '../../src/imaging/view.ts';
import { decoded } from './analyse.ts';
import { type Capture, capture, type Draw, letter, line, paragraph, photo, table } from './draw-page.ts';

function clippedOf(draw: Draw, how: Partial<Capture> = {}) {
  return findClipped(viewPage(decoded(capture(draw, { dpi: 150, noise: 4, ...how })), null));
}

const moved =
  (x: number, y: number, draw: Draw): Draw =>
  (sheet, random) => {
    sheet.translate(x, y);
    draw(sheet, random);
  };

const lastLine: Draw = (sheet, random) => {
  letter('han')(sheet, random);
  paragraph(sheet, random, { script: 'han', x: 22, y: 298.6, width: 165, lines: 1, size: 4, pitch: 7 });
};

const teeth: Draw = (sheet, random) => {
  letter('latin')(sheet, random);
  sheet.fillStyle = '#080808';
  for (let y = 8; y < 290; y += 8.4) sheet.fillRect(0, y, 4.5, 4);
};

const sprockets: Draw = (sheet, random) => {
  letter('han')(sheet, random);
  sheet.fillStyle = '#080808';
  for (const x of [0.5, 209.5]) {
    for (let y = 8; y < 290; y += 12.7) {
      sheet.beginPath();
      sheet.arc(x, y, 2, 0, Math.PI * 2);
      sheet.fill();
    }
  }
};

const shadowed: Draw = (sheet, random) => {
  letter('han')(sheet, random);
  const shade = sheet.createLinearGradient(0, 0, 5, 0);
  shade.addColorStop(0, 'rgba(0, 0, 0, 0.8)');
  shade.addColorStop(1, 'rgba(0, 0, 0, 0)');
  sheet.fillStyle = shade;
  sheet.fillRect(0, 0, 5, 297);
};

const ruled: Draw = (sheet, random) => {
  sheet.lineWidth = 0.3;
  for (let y = 30; y < 280; y += 8) line(sheet, -2, y, 212, y);
  for (let x = 20; x < 200; x += 12) line(sheet, x, -2, x, 300);
  paragraph(sheet, random, { script: 'latin', x: 22, y: 28, width: 160, lines: 30, size: 3.6, pitch: 8 });
};

const banded: Draw = (sheet, random) => {
  letter('han')(sheet, random);
  sheet.fillStyle = '#1e4f9c';
  sheet.fillRect(-1, -1, 212, 22);
  sheet.fillStyle = '#fff';
  sheet.font = '8px HanBold';
  sheet.fillText('有限公司 COMPANY LIMITED', 20, 14);
};

const fax: Draw = (sheet, random) => {
  letter('latin')(sheet, random);
  sheet.font = '2.8px "DejaVu Sans"';
  sheet.fillText('FAX 2024-03-01 12:33 FROM 86 21 5555 1234 TO 86 10 8888 1234 P. 1/3', 10, 3.6);
};

const whole: Record<string, Draw> = {
  letter: letter('han'),
  table: table('latin'),
  'torn from a spiral': teeth,
  'endless form': sprockets,
  'shadow of the edge': shadowed,
  'rules from edge to edge': ruled,
  'coloured band': banded,
  'header close to the edge': fax,
  'photograph to the edges': (sheet, random) => photo(sheet, random, -5, -5, 220, 310),
  'picture to three edges': (sheet, random) => {
    letter('han')(sheet, random);
    photo(sheet, random, -2, 215, 214, 90);
  },
};

describe('clipped', () => {
  it('IMG-155 print cut by an edge of the capture is found on that edge', () => {
    for (const script of ['han', 'latin'] as const) {
      for (const seed of [1, 2]) {
        expect(clippedOf(moved(-24.3, 0, letter(script)), { seed }), script).toEqual(['left']);
        expect(clippedOf(moved(60, 0, letter(script)), { seed }), script).toEqual(['right']);
        expect(clippedOf(moved(0, -40.9, letter(script)), { seed }), script).toEqual(['top']);
      }
    }
    expect(clippedOf(lastLine)).toEqual(['bottom']);
    expect(clippedOf(moved(-24, 0, table('han')))).toEqual(['left']);
    expect(clippedOf(moved(-22, 0, letter('han')), { skewDeg: 4 })).toContain('left');
  });

  it('IMG-156 nothing else that runs to an edge is called clipped', () => {
    for (const [name, draw] of Object.entries(whole)) {
      for (const how of [{}, { noise: 9, paper: '#e8dfc8' }, { bed: { marginMm: 4, colour: '#0a0a0a' } }]) {
        expect(clippedOf(draw, how), name).toEqual([]);
      }
    }
  });
});
