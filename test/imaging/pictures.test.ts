import { describe, expect, it } from 'vitest';
import { cleanupPresets } from '../../src/domain/rules/cleanup.ts';
import { analysePage } from '../../src/imaging/analyse-page.ts';
import { decoded } from './analyse.ts';
import { capture } from './draw-page.ts';

/** Somebody before a backdrop: smooth from light to dark, nothing printed. */
const portrait = capture(
  (sheet) => {
    const skin = sheet.createLinearGradient(0, 0, 210, 297);
    skin.addColorStop(0, '#f0d8c4');
    skin.addColorStop(1, '#5a3c2c');
    sheet.fillStyle = skin;
    sheet.fillRect(0, 0, 210, 297);
    sheet.fillStyle = '#e2bb9c';
    sheet.beginPath();
    sheet.ellipse(105, 140, 38, 50, 0, 0, Math.PI * 2);
    sheet.fill();
  },
  { dpi: 150, noise: 3 },
);

describe('pictures that look like paper', () => {
  it('IMG-171 a smooth picture without print is neither whitened nor cut', () => {
    const { recipe } = analysePage(decoded(portrait), null, cleanupPresets.standard);
    expect(recipe.tone.value).toBe('none');
    expect(recipe.crop.value).toBeNull();
    expect(recipe.quarterTurn.value).toBe(0);
  });
});
