import type { SKRSContext2D } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { type CleanupPlan, cleanupPresets } from '../../src/domain/rules/cleanup.ts';
import { keptCorners } from '../../src/domain/rules/kept-rectangle.ts';
import { neutralRecipe } from '../../src/domain/rules/recipe.ts';
import type { Corners, Point } from '../../src/domain/units.ts';
import { cropStage } from '../../src/imaging/page-box/crop-stage.ts';
import { sheetSize } from '../../src/imaging/page-box/sheet-size.ts';
import { cornersStage } from '../../src/imaging/perspective/corners-stage.ts';
import { viewPage } from '../../src/imaging/view.ts';
import { decoded } from './analyse.ts';
import { capture } from './draw-page.ts';

type Quad = readonly [Point, Point, Point, Point];
const frame = { widthMm: 240, heightMm: 330 };
const dpi = 150;
const px = dpi / 25.4;

/** Quads in millimetres of the frame. */
const quads = {
  straight: quad([15, 16], [225, 16], [225, 313], [15, 313]),
  keystone: quad([30, 20], [210, 20], [226, 310], [14, 310]),
  corner: quad([18, 25], [220, 14], [228, 300], [12, 316]),
  slanted: quad([22, 16], [228, 16], [222, 313], [16, 313]),
  cut: quad([15, 16], [225, 24], [225, 313], [15, 313]),
  torn: quad([80, 30], [160, 34], [160, 280], [80, 287]),
} as const;

function quad(...points: readonly (readonly [number, number])[]): Quad {
  return points.map(([x, y]) => ({ x, y })) as unknown as Quad;
}

function lay(context: SKRSContext2D, [a, b, c, d]: Quad, fill: string): void {
  context.fillStyle = fill;
  context.beginPath();
  for (const { x, y } of [a, b, c, d]) context.lineTo(x, y);
  context.fill();
}

/** A sheet with lines of print on a bed of some colour, or on what `under` draws. */
function photographed(sheet: Quad, bed: string, under: (context: SKRSContext2D) => void = () => undefined) {
  return viewPage(
    decoded(
      capture(
        (context) => {
          under(context);
          lay(context, sheet, '#f4f2ee');
          context.fillStyle = '#333';
          for (let y = 80; y < 250; y += 9) context.fillRect(90, y, 55, 2);
        },
        { ...frame, dpi, paper: bed, noise: 4 },
      ),
    ),
    null,
  );
}

function found(view: ReturnType<typeof photographed>, plan: CleanupPlan = cleanupPresets.standard) {
  const corners = { ...cornersStage.find(view, neutralRecipe, plan), by: 'auto' } as const;
  const before = { ...neutralRecipe, corners };
  const crop = { ...cropStage.find(view, before, plan), by: 'auto' } as const;
  return { ...before, crop };
}

/** The farthest corner, pixels at 300 dpi. */
function errorOf(corners: Corners, truth: Quad): number {
  const off = corners.map((p, i) =>
    Math.hypot(p.x / px - (truth[i] as Point).x, p.y / px - (truth[i] as Point).y),
  );
  return (Math.max(...off) * 300) / 25.4;
}

const grain = (context: SKRSContext2D) => {
  for (let i = 0; i < 900; i++) {
    context.fillStyle = `hsl(${20 + (i % 20)} 45% ${22 + ((i * 7) % 23)}%)`;
    context.fillRect(((i * 37) % 240) - 20, (i * 0.61803 * 330) % 330, 60, 2.5);
  }
};

describe('the four corners of a sheet', () => {
  it('IMG-112 are found within 2 pixels at 300 dpi where a camera or the feed moved them, whatever lies under the sheet', () => {
    for (const name of ['keystone', 'corner', 'slanted'] as const) {
      for (const view of [
        photographed(quads[name], '#15130f'),
        photographed(quads[name], '#808080'),
        photographed(quads[name], '#5a3a20', grain),
      ]) {
        const recipe = found(view);
        expect(recipe.corners.value, name).not.toBeNull();
        expect(recipe.corners.confidence).toBeGreaterThan(0.7);
        expect(recipe.crop).toMatchObject({ value: null, confidence: 1 });
        expect(errorOf(keptCorners(recipe, view.page), quads[name]), name).toBeLessThan(2);
      }
    }
  });

  it('IMG-113 stay where a sheet is straight, was cut or torn crooked, or shows only some of its edges', () => {
    const cutOff = quad([-10, 20], [210, 20], [226, 310], [-10, 310]);
    for (const sheet of [quads.straight, quads.cut, quads.torn, cutOff]) {
      const recipe = found(photographed(sheet, '#202020'));
      expect(recipe.corners.value).toBeNull();
      expect(recipe.crop.value).not.toBeNull();
    }
    const { corners } = found(photographed(quads.keystone, '#202020'), cleanupPresets.raw);
    expect(corners).toMatchObject({ value: null, confidence: 1 });
  });

  it('IMG-114 a bright panel printed on a dark page is no sheet on a table', () => {
    const view = photographed(quads.straight, '#274b8c');
    expect(found(view)).toMatchObject({ corners: { value: null }, crop: { value: null } });
  });
});

describe('the sheet on its bed', () => {
  it('IMG-115 is cut out within 2 pixels at 300 dpi of a bed that is darker on one side', () => {
    const shade = (context: SKRSContext2D) => {
      const light = context.createLinearGradient(0, 0, 240, 330);
      light.addColorStop(0, '#4a4a4a');
      light.addColorStop(1, '#8e8e8e');
      context.fillStyle = light;
      context.fillRect(0, 0, 240, 330);
    };
    const view = photographed(quads.straight, '#666', shade);
    expect(errorOf(keptCorners(found(view), view.page), quads.straight)).toBeLessThan(2);
  });

  it('IMG-116 is cut out inside the shadow it throws on the bed', () => {
    const shadow = (context: SKRSContext2D) => {
      const light = context.createLinearGradient(225, 0, 228, 0);
      light.addColorStop(0, '#303030');
      light.addColorStop(1, '#909090');
      context.fillStyle = light;
      context.fillRect(225, 14, 3, 301);
    };
    const view = photographed(quads.straight, '#909090', shadow);
    expect(errorOf(keptCorners(found(view), view.page), quads.straight)).toBeLessThan(2);
  });

  it('IMG-117 keeps the margin of bed the plan asks for, as far as there is bed', () => {
    const wide = quad([12.5, 13.5], [227.5, 13.5], [227.5, 315.5], [12.5, 315.5]);
    const view = photographed(quads.straight, '#101010');
    const recipe = found(view, cleanupPresets.archive);
    expect(errorOf(keptCorners(recipe, view.page), wide)).toBeLessThan(3);
    const touching = photographed(quad([0, 16], [225, 16], [225, 313], [0, 313]), '#101010');
    const crop = found(touching, cleanupPresets.archive).crop.value;
    expect(crop?.x).toBeGreaterThanOrEqual(0);
    expect((crop?.x ?? 0) + (crop?.width ?? 0)).toBeCloseTo(227.5 * px, -0.5);
    const keystone = photographed(quads.keystone, '#101010');
    const [first] = keptCorners(found(keystone, cleanupPresets.archive), keystone.page);
    expect(first.y / px).toBeCloseTo(17.5, 0);
  });

  it('IMG-118 is measured in millimetres where its edges are seen', () => {
    const size = sheetSize(photographed(quads.straight, '#303030'));
    expect(size?.width).toBeCloseTo(210, 0);
    expect(size?.height).toBeCloseTo(297, 0);
    expect(sheetSize(viewPage(decoded(capture(() => undefined)), null))).toBeNull();
  });
});
