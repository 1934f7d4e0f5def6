import { describe, expect, it } from 'vitest';
import { measureBlank } from '../../src/imaging/blank/measure-blank.ts';
import { viewPage } from '../../src/imaging/view.ts';
import { decoded } from './analyse.ts';
import { type Capture, capture, type Draw, line } from './draw-page.ts';

/* What paper carries without anybody having written on it, and what looks like it and is content. */

const black: Partial<Capture> = {
  bed: { marginMm: 4, colour: '#0a0a0a' },
  skewDeg: -0.7,
  noise: 4,
  dpi: 150,
};
const captures: readonly Partial<Capture>[] = [
  { dpi: 120, noise: 4 },
  black,
  { dpi: 120, noise: 6, paper: '#e6dcc0', skewDeg: 1 },
];

function isBlank(draw: Draw, how: Partial<Capture>, seed: number): boolean {
  return measureBlank(viewPage(decoded(capture(draw, { ...how, seed })), null)).isBlank;
}

const fold =
  (y: number, shade: number): Draw =>
  (sheet) => {
    const crease = sheet.createLinearGradient(0, y - 1.2, 0, y + 1.2);
    crease.addColorStop(0, 'rgba(0, 0, 0, 0)');
    crease.addColorStop(0.45, `rgba(0, 0, 0, ${shade})`);
    crease.addColorStop(0.55, 'rgba(255, 255, 255, 0.3)');
    crease.addColorStop(1, 'rgba(255, 255, 255, 0)');
    sheet.fillStyle = crease;
    sheet.fillRect(-5, y - 1.2, 220, 2.4);
    sheet.fillStyle = '#1a1a1a';
  };

const back: Draw = (sheet) => {
  sheet.filter = 'blur(1.5px)';
  sheet.fillStyle = 'rgba(0, 0, 0, 0.12)';
  sheet.font = '4.5px Han';
  for (let y = 40; y < 260; y += 22)
    sheet.fillText('根据公司财务管理制度的有关规定现将本次差旅费用报销', 40, y);
  sheet.filter = 'none';
  sheet.fillStyle = '#1a1a1a';
};

const holes: Draw = (sheet) => {
  sheet.fillStyle = '#101010';
  for (const y of [108, 188]) {
    sheet.beginPath();
    sheet.arc(12, y, 2.75, 0, Math.PI * 2);
    sheet.fill();
  }
  sheet.fillStyle = '#1a1a1a';
};

const words =
  (text: string, x: number, y: number, size: number, colour = '#1a1a1a'): Draw =>
  (sheet) => {
    sheet.fillStyle = colour;
    sheet.font = `${size}px HanLight`;
    sheet.fillText(text, x, y);
  };

const all =
  (...draws: readonly Draw[]): Draw =>
  (sheet, random) => {
    for (const draw of draws) draw(sheet, random);
  };

const traces: Record<string, Draw> = {
  'folded in three': all(fold(99, 0.18), fold(198, 0.18)),
  'folded hard': fold(148, 0.32),
  'a streak of dirt on the glass': (sheet) => {
    sheet.strokeStyle = 'rgba(90, 90, 90, 0.6)';
    sheet.lineWidth = 0.15;
    line(sheet, 77, -2, 77, 300);
  },
  'staple holes': (sheet) => {
    sheet.fillStyle = '#444';
    for (const x of [9, 18]) {
      sheet.beginPath();
      sheet.arc(x, 9, 0.4, 0, Math.PI * 2);
      sheet.fill();
    }
  },
  'show-through and punch holes': all(back, holes),
};

const contents: Record<string, Draw> = {
  'label on a punched cover': all(holes, (sheet) => {
    sheet.lineWidth = 0.3;
    sheet.strokeRect(150, 20, 35, 12);
  }),
  'pencil over show-through': all(back, words('已核对', 60, 100, 6, '#8a8a8a')),
  'page number over show-through': all(back, words('7', 104, 287, 3.4)),
  'carbon copy': all(...[80, 90, 100].map((y) => words('金额合计人民币壹万元', 40, y, 4.4, '#9aa2bd'))),
  watermark: words('机密', 60, 160, 40, 'rgba(0, 0, 0, 0.15)'),
  'empty form': (sheet) => {
    sheet.strokeStyle = '#a8a8a8';
    sheet.lineWidth = 0.3;
    for (let y = 40; y <= 220; y += 20) line(sheet, 20, y, 190, y);
    for (const x of [20, 105, 190]) line(sheet, x, 40, x, 220);
  },
  'dotted line': (sheet) => {
    for (let x = 30; x < 180; x += 2) sheet.fillRect(x, 150, 0.5, 0.5);
  },
  'ruled from edge to edge': (sheet) => {
    sheet.lineWidth = 0.3;
    for (let y = 20; y < 290; y += 9) line(sheet, -2, y, 212, y);
  },
  tick: (sheet) => {
    sheet.strokeStyle = '#c02020';
    sheet.lineWidth = 0.6;
    line(sheet, 100, 100, 103, 104);
    line(sheet, 103, 104, 110, 94);
  },
};

describe('traces on blank paper', () => {
  it('IMG-153 folds, streaks, staples and what shines through keep no blank page from being found', () => {
    const kept: string[] = [];
    for (const [name, draw] of Object.entries(traces)) {
      for (const [i, how] of captures.entries()) if (!isBlank(draw, how, 40 + i)) kept.push(`${name}, ${i}`);
    }
    expect(kept).toEqual([]);
  });

  it('IMG-154 nothing that was written or printed passes for such a trace', () => {
    const lost: string[] = [];
    for (const [name, draw] of Object.entries(contents)) {
      for (const [i, how] of captures.entries()) if (isBlank(draw, how, 70 + i)) lost.push(`${name}, ${i}`);
    }
    expect(lost).toEqual([]);
  });
});
