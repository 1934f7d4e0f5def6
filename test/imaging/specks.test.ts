import { describe, expect, it } from 'vitest';
import { findSpecks } from '../../src/imaging/specks/find-specks.ts';
import { viewPage } from '../../src/imaging/view.ts';
import { decoded } from './analyse.ts';
import { capture, type Draw, letter, randomFrom } from './draw-page.ts';

const dpi = 300;
const specksOf = (draw: Draw, size: 'fine' | 'coarse') =>
  findSpecks(viewPage(decoded(capture(draw, { dpi, widthMm: 148, heightMm: 105 })), null), size).x.length;

const dust =
  (mm: number, count: number): Draw =>
  (sheet) => {
    const random = randomFrom(77);
    sheet.fillStyle = '#101010';
    for (let i = 0; i < count; i++) {
      sheet.beginPath();
      sheet.arc(8 + ((i * 29) % 130), 10 + i * 6 + random() * 2, mm / 2, 0, Math.PI * 2);
      sheet.fill();
    }
  };

const dots =
  (mm: number, pitch: number): Draw =>
  (sheet) => {
    sheet.fillStyle = '#101010';
    for (let x = 20; x < 120; x += pitch) {
      sheet.beginPath();
      sheet.arc(x, 50, mm / 2, 0, Math.PI * 2);
      sheet.fill();
    }
  };

describe('specks', () => {
  it('IMG-136 finds dust up to the size asked for, and nothing larger', () => {
    expect(specksOf(dust(0.14, 12), 'fine')).toBe(12);
    expect(specksOf(dust(0.24, 12), 'fine')).toBe(0);
    expect(specksOf(dust(0.22, 12), 'coarse')).toBe(12);
    expect(specksOf(dust(0.4, 12), 'coarse')).toBe(0);
  });

  it('IMG-137 takes no full stop, dotted line, screen or fine print for dust', () => {
    const prints: Draw[] = [
      letter('han'),
      letter('latin'),
      dots(0.2, 1.5),
      dots(0.15, 0.8),
      (sheet) => {
        sheet.font = '1.6px DejaVu Serif';
        for (let y = 10; y < 100; y += 3) sheet.fillText('i. e. 1.5 % fijn, ö ä ü; 3.141 : 592 . 6', 10, y);
      },
      (sheet) => {
        sheet.lineWidth = 0.08;
        for (let y = 10; y < 100; y += 5) {
          sheet.beginPath();
          sheet.moveTo(10, y);
          sheet.lineTo(130, y + 3);
          sheet.stroke();
        }
      },
    ];
    for (const print of prints) expect(specksOf(print, 'coarse')).toBe(0);
  });
});
