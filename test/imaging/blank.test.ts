import { describe, expect, it } from 'vitest';
import { analysed } from './analyse.ts';
import { type Capture, type Draw, line, photo, randomFrom, seal, signature } from './draw-page.ts';

const sparse: Record<string, Draw> = {
  signature: (sheet, random) => signature(sheet, random, 130, 240),
  'page number': (sheet) => {
    sheet.font = '3px "DejaVu Sans"';
    sheet.fillText('7', 104, 287);
  },
  'page number in dashes': (sheet) => {
    sheet.font = '3.2px Han';
    sheet.fillText('- 12 -', 100, 286);
  },
  'small stamp': (sheet) => seal(sheet, 160, 40, 7),
  'pale stamp': (sheet) => seal(sheet, 160, 40, 12, '#e8a0a0'),
  'one word in pencil': (sheet, random) => {
    sheet.strokeStyle = '#a8a8a8';
    sheet.lineWidth = 0.3;
    sheet.beginPath();
    sheet.moveTo(60, 100);
    for (let i = 0; i < 7; i++) sheet.lineTo(62 + i * 3, 100 + (i % 2 ? -4 : 3) + random());
    sheet.stroke();
  },
  'pale picture': (sheet) => {
    sheet.fillStyle = 'rgba(240, 220, 60, 0.35)';
    sheet.fillRect(60, 90, 60, 40);
  },
  photograph: (sheet, random) => photo(sheet, random, 0, 0, 210, 297),
};

const empty: Record<string, Draw> = {
  nothing: () => undefined,
  dust: (sheet, random) => {
    for (let i = 0; i < 40; i++) sheet.fillRect(random() * 205, random() * 290, 0.3 + random() * 0.4, 0.3);
  },
  'show-through': (sheet, random) => {
    sheet.filter = 'blur(3px)';
    sheet.fillStyle = '#dcdcdc';
    sheet.font = '4px Han';
    for (let y = 30; y < 270; y += 7)
      sheet.fillText('根据公司财务管理制度的有关规定现将本次差旅费用报销', 25 + random(), y);
  },
  'punch holes': (sheet) => {
    sheet.fillStyle = '#101010';
    for (const y of [108, 188]) {
      sheet.beginPath();
      sheet.arc(12, y, 2.8, 0, Math.PI * 2);
      sheet.fill();
    }
  },
  'edge shadow': (sheet) => {
    const shade = sheet.createLinearGradient(0, 0, 3, 0);
    shade.addColorStop(0, 'rgba(0, 0, 0, 0.6)');
    shade.addColorStop(1, 'rgba(0, 0, 0, 0)');
    sheet.fillStyle = shade;
    sheet.fillRect(0, 0, 3, 297);
  },
};

const captures: Partial<Capture>[] = [
  {},
  { paper: '#e9dfc3', noise: 6, dpi: 100 },
  { bed: { marginMm: 6, colour: '#050505' }, skewDeg: 1.5, noise: 8, dpi: 100 },
  { dpi: 100, noise: 10 },
];

describe('blank', () => {
  it('IMG-20 calls no page blank that carries anything, be it a page number', () => {
    for (const [name, draw] of Object.entries(sparse)) {
      for (const [i, how] of captures.entries()) {
        const { blank } = analysed(draw, { ...how, seed: 30 + i }).quality;
        expect(blank.isBlank, `${name}, capture ${i}`).toBe(false);
      }
    }
  });

  it('IMG-21 finds blank pages in spite of dust, show-through, punch holes, edge shadows and yellowing', () => {
    const kept: string[] = [];
    let count = 0;
    for (const [name, draw] of Object.entries(empty)) {
      for (const [i, how] of captures.entries()) {
        const { blank } = analysed(draw, { ...how, seed: 60 + i }).quality;
        count++;
        if (!blank.isBlank) kept.push(`${name}, capture ${i}: ${blank.inkRatio}`);
      }
    }
    expect(count).toBe(20);
    expect(kept.length, kept.join('; ')).toBeLessThanOrEqual(1);
  });

  it('IMG-22 measures ink as a share of the page', () => {
    const random = randomFrom(3);
    const quarter: Draw = (sheet) => {
      for (let y = 20; y < 270; y += 10)
        for (let x = 20; x < 190; x += 10) sheet.fillRect(x, y, 5, 5 + random() * 0.1);
    };
    const { blank } = analysed(quarter).quality;
    const truth = (25 * 17 * 25) / (210 * 297);
    expect(blank.inkRatio).toBeGreaterThan(truth * 0.85);
    expect(blank.inkRatio).toBeLessThan(truth * 1.25);
    expect(analysed((sheet) => line(sheet, 20, 20, 20, 20)).quality.blank).toEqual({
      isBlank: true,
      inkRatio: 0,
    });
  });
});
