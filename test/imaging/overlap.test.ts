import type { SKRSContext2D } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { measureOverlap } from '../../src/imaging/overlap/measure-overlap.ts';
import { viewPage } from '../../src/imaging/view.ts';
import { decoded } from './analyse.ts';
import { capture, type Draw, letter, randomFrom } from './draw-page.ts';

function overlapOf(draw: (sheet: SKRSContext2D) => void, bed = '#0a0a0a'): number {
  const whole: Draw = (sheet) => {
    sheet.fillStyle = bed;
    sheet.fillRect(-5, -5, 220, 310);
    draw(sheet);
  };
  return measureOverlap(viewPage(decoded(capture(whole, { dpi: 150, noise: 4, paper: bed })), null));
}

/** A sheet of paper with print and a shadow, lying at a place. */
function lay(sheet: SKRSContext2D, x: number, y: number, degrees: number, width = 150, height = 200): void {
  sheet.save();
  sheet.translate(x, y);
  sheet.rotate((degrees * Math.PI) / 180);
  sheet.shadowColor = 'rgba(0, 0, 0, 0.5)';
  sheet.shadowBlur = 4;
  sheet.fillStyle = '#f6f6f4';
  sheet.fillRect(0, 0, width, height);
  sheet.shadowColor = 'transparent';
  sheet.fillStyle = '#1a1a1a';
  sheet.beginPath();
  sheet.rect(0, 0, width, height);
  sheet.clip();
  sheet.scale(0.7, 0.7);
  letter('han')(sheet, randomFrom(5));
  sheet.restore();
}

describe('overlap', () => {
  it('IMG-157 two sheets that went through together are seen by their common outline', () => {
    for (const degrees of [0, 1.5]) {
      for (const [across, along] of [
        [2, 30],
        [4, 60],
        [-3, 40],
      ] as const) {
        const both = (sheet: SKRSContext2D) => {
          lay(sheet, 30, 20, degrees);
          lay(sheet, 30 + across, 20 + along, degrees);
        };
        expect(overlapOf(both), `${across}, ${along} mm at ${degrees}`).toBeGreaterThan(0.6);
        expect(overlapOf(both, '#808080'), 'gray bed').toBeGreaterThan(0.6);
      }
    }
  });

  it('IMG-158 one sheet is one, whatever is pasted on it, hangs over its edge or was torn off', () => {
    const hole = (sheet: SKRSContext2D, x: number, y: number, w: number, h: number) => {
      sheet.fillStyle = '#0a0a0a';
      sheet.fillRect(x, y, w, h);
    };
    const singles: Record<string, (sheet: SKRSContext2D) => void> = {
      straight: (sheet) => lay(sheet, 30, 30, 0),
      leaning: (sheet) => lay(sheet, 30, 30, -3),
      'receipts within': (sheet) => {
        lay(sheet, 25, 20, 0.5);
        lay(sheet, 40, 40, 3, 50, 90);
        lay(sheet, 100, 90, -2, 60, 110);
      },
      'receipt over the right edge': (sheet) => {
        lay(sheet, 25, 20, 0.5);
        lay(sheet, 140, 60, 3, 50, 90);
      },
      'receipt over a corner': (sheet) => {
        lay(sheet, 25, 40, 0.5);
        lay(sheet, 15, 20, 2, 60, 90);
      },
      'torn corner': (sheet) => {
        lay(sheet, 25, 20, 0.5);
        hole(sheet, 150, 15, 40, 40);
      },
      'dark along an edge': (sheet) => {
        lay(sheet, 25, 20, 0);
        hole(sheet, 24, 60, 20, 100);
      },
    };
    for (const [name, draw] of Object.entries(singles)) expect(overlapOf(draw), name).toBe(0);
    const plain = capture(letter('han'), { dpi: 100 });
    expect(measureOverlap(viewPage(decoded(plain), null))).toBe(0);
  });
});
