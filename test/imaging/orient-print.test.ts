import { describe, expect, it } from 'vitest';
import { findOrientation } from '../../src/imaging/orient/find-orientation.ts';
import { patternCount, turnedPatterns } from '../../src/imaging/orient/patterns.ts';
import { patternVotes } from '../../src/imaging/orient/votes.ts';
import { viewPage } from '../../src/imaging/view.ts';
import { decoded } from './analyse.ts';
import { type Capture, capture, type Draw, line, signature } from './draw-page.ts';
import type { Face } from './orientation-fonts.ts';
import { drawSheet, type Kind, sheetMm } from './orientation-sheets.ts';
import type { Style } from './orientation-texts.ts';

const turns = [0, 90, 180, 270] as const;
const a5 = { widthMm: sheetMm.width, heightMm: sheetMm.height };

function orientationOf(draw: Draw, options: Partial<Capture>) {
  const view = viewPage(decoded(capture(draw, options)), null);
  return findOrientation(view, view.skew.degrees);
}

describe('quarter turns by print', () => {
  it('IMG-100 pages of every kind and script are turned upright, one in twenty at most is left, none is turned wrong', () => {
    const kinds: Kind[] = ['letter', 'short letter', 'table', 'list', 'form', 'receipt', 'invoice'];
    const prints: [string, Face['repertoire'], Style, number][] = [
      ['Han', 'gb', 'mixed', 9],
      ['HanDemiLight', 'gb', 'han', 10.5],
      ['DejaVu Serif', 'latin', 'latin', 9],
      ['HanBold', 'gb', 'digits', 10],
    ];
    let left = 0;
    for (const [i, kind] of kinds.entries()) {
      for (const [k, turn] of turns.entries()) {
        const [name, repertoire, style, points] = prints[(i + k) % 4] as (typeof prints)[number];
        const draw = drawSheet(kind, { face: { name, repertoire, isHeld: true }, style, points });
        const how = { ...a5, turn, seed: 700 + i * 4 + k, skewDeg: ((i * 5 + k * 3) % 9) - 4, noise: 5 };
        const found = orientationOf(draw, how);
        if (found.confidence === 0) left++;
        else expect(found.turn, `${kind} in ${name} turned by ${turn}`).toBe((360 - turn) % 360);
      }
    }
    expect(left).toBeLessThanOrEqual(1);
  });

  it('IMG-101 scribble, marks, dots and codes turn nothing', () => {
    const marks: Record<string, Draw> = {
      scribble: (sheet, random) => {
        for (let y = 20; y < 200; y += 10) for (let x = 10; x < 120; x += 35) signature(sheet, random, x, y);
      },
      ticks: (sheet, random) => {
        sheet.lineWidth = 0.3;
        for (let i = 0; i < 150; i++) {
          const [x, y] = [8 + random() * 130, 8 + random() * 190];
          line(sheet, x, y, x + 1, y + 2);
          line(sheet, x + 1, y + 2, x + 3, y - 2);
        }
      },
      corners: (sheet, random) => {
        sheet.lineWidth = 0.4;
        for (let i = 0; i < 100; i++) {
          const [x, y] = [8 + random() * 130, 8 + random() * 190];
          line(sheet, x, y, x + 4, y);
          line(sheet, x + 4, y, x + 4, y + 4);
        }
      },
      dots: (sheet, random) => {
        for (let i = 0; i < 1500; i++) {
          sheet.beginPath();
          sheet.arc(random() * 148, random() * 210, 0.3 + random() * 0.9, 0, 7);
          sheet.fill();
        }
      },
      codes: (sheet, random) => {
        for (let i = 0; i < 99 * 99; i++)
          if (random() < 0.5) sheet.fillRect(20 + (i % 99), 20 + Math.floor(i / 99), 1, 1);
      },
    };
    for (const [name, draw] of Object.entries(marks)) {
      for (const dpi of [150, 200]) {
        const { turn } = orientationOf(draw, { ...a5, dpi, seed: dpi });
        expect(turn, `${name} at ${dpi} dpi`).toBe(0);
      }
    }
  });

  it('IMG-102 Chinese set in columns is left as it lies', () => {
    const words = '根据公司财务管理制度的有关规定现将本次差旅费用报销情况说明如下出差人员于本月中旬前往上海';
    const columns: Draw = (sheet, random) => {
      sheet.font = '4px Han';
      for (let x = 130; x > 15; x -= 8) {
        for (let y = 20; y < 190; y += 4.4)
          sheet.fillText(words[Math.floor(random() * words.length)] as string, x, y);
      }
    };
    for (const turn of turns) {
      const found = orientationOf(columns, { ...a5, turn, seed: 40 + turn });
      // Never worse than it lies: left, or turned upright.
      expect([0, (360 - turn) % 360]).toContain(found.turn);
    }
  });

  it('IMG-103 too little print is no vote', () => {
    const few: Draw[] = [
      (sheet) => {
        sheet.font = '4px Han';
        sheet.fillText('- 12 -', 70, 195);
      },
      (sheet) => {
        sheet.font = '4px Han';
        sheet.fillText('附件三', 20, 20);
      },
      (sheet, random) => signature(sheet, random, 60, 150),
    ];
    for (const draw of few) {
      for (const turn of [0, 180] as const)
        expect(orientationOf(draw, { ...a5, turn })).toEqual({ turn: 0, confidence: 0 });
    }
  });

  it('IMG-104 what a pattern says turns with it', () => {
    const turned = turnedPatterns();
    // The upper row becomes the right column; a single pixel goes from corner to corner.
    expect(turned[0b1111]).toBe(0b1000_1000_1000_1000);
    expect(turned[1]).toBe(0b1000);
    for (const votes of patternVotes()) {
      let said = 0;
      for (let pattern = 0; pattern < patternCount; pattern++) {
        const next = turned[pattern] as number;
        for (let turn = 0; turn < 3; turn++) {
          if (votes[pattern * 4 + turn + 1] !== votes[next * 4 + turn]) throw new Error(`pattern ${pattern}`);
        }
        if (votes[pattern * 4] !== 0) said++;
      }
      expect(said).toBeGreaterThan(1000);
    }
  });
});
