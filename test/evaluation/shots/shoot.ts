import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import sharp from 'sharp';
import type { Corners, Point } from '../../../src/domain/units.ts';
import type { Raster } from '../../../src/imaging/raster.ts';
import type { Random } from '../random.ts';
import type { Sheet, Spot } from '../sheets/sheet.ts';
import type { Shot } from './shot.ts';

/** x' = a x + c y + e, y' = b x + d y + f, as a canvas has it. */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

export interface Captured extends Raster {
  readonly channels: 3;
  readonly dpi: number;
  /** Millimetres of the sheet to pixels (edge coordinates) of the capture. */
  readonly place: Affine;
  /** The sheet's corners in captured pixels, clockwise from the one at the top left as captured. */
  readonly corners: Corners;
}

/** Captures a sheet. It is drawn once, through the transform that is the truth: no pixel is turned afterwards. */
export async function shoot(sheet: Sheet, shot: Shot, random: Random): Promise<Captured> {
  const { width, height, place } = frameOf(sheet, shot);
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const bed = shot.bed ? gray(shot.bed.level) : gray(40);
  context.fillStyle = bed;
  context.fillRect(0, 0, width, height);
  enter(context, place);
  if (shot.bed && shot.bed.level > 200) dropShadow(context, sheet, random);
  const [red, green, blue] = shot.paper.map(Math.round);
  context.fillStyle = `rgb(${red},${green},${blue})`;
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.save();
  context.beginPath();
  context.rect(0, 0, sheet.width, sheet.height);
  context.clip();
  if (shot.bleed) drawBleed(canvas, context, sheet, shot.bleed, place);
  context.save();
  context.fillStyle = '#1a1a1a';
  sheet.draw(context);
  context.restore();
  if (shot.shadow) edgeShadow(context, sheet, shot.shadow);
  context.restore();
  discs(context, shot.holes, bed);
  discs(context, shot.dust, '#303030');
  const data = await expose(context.getImageData(0, 0, width, height).data, width, height, shot, random);
  return { data, width, height, channels: 3, dpi: shot.dpi, place, corners: cornersOf(sheet, shot, place) };
}

/** Size of the captured frame and where the sheet lies in it. */
function frameOf(sheet: Sheet, shot: Shot): { width: number; height: number; place: Affine } {
  const px = shot.dpi / 25.4;
  const turned = shot.turn % 180 !== 0;
  const angle = (shot.skewDeg * Math.PI) / 180;
  const [w, h] = turned ? [sheet.height, sheet.width] : [sheet.width, sheet.height];
  const [top, right, bottom, left] = shot.cut;
  let [frameWidth, frameHeight] = [w, h];
  if (shot.bed) {
    frameWidth = w * Math.cos(angle) + h * Math.abs(Math.sin(angle)) + 2 * shot.bed.marginMm;
    frameHeight = h * Math.cos(angle) + w * Math.abs(Math.sin(angle)) + 2 * shot.bed.marginMm;
  }
  const width = Math.round((frameWidth - left - right) * px);
  const height = Math.round((frameHeight - top - bottom) * px);
  const lean = -angle + (shot.turn * Math.PI) / 180;
  const [cos, sin] = [Math.cos(lean) * px, Math.sin(lean) * px];
  const middle = { x: (frameWidth / 2 - left) * px, y: (frameHeight / 2 - top) * px };
  const place = {
    a: cos,
    b: sin,
    c: -sin,
    d: cos,
    e: middle.x - (cos * sheet.width - sin * sheet.height) / 2,
    f: middle.y - (sin * sheet.width + cos * sheet.height) / 2,
  };
  return { width, height, place };
}

export function apply({ a, b, c, d, e, f }: Affine, { x, y }: Point): Point {
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}

export function enter(context: SKRSContext2D, { a, b, c, d, e, f }: Affine): void {
  context.setTransform(a, b, c, d, e, f);
  context.fillStyle = '#1a1a1a';
  context.strokeStyle = '#1a1a1a';
}

function cornersOf({ width, height }: Sheet, { turn }: Shot, place: Affine): Corners {
  const all = [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: height },
    { x: 0, y: height },
  ].map((corner) => apply(place, corner));
  // Turned clockwise by 90 degrees, the sheet's own lower left corner lies at the top left.
  const first = (4 - turn / 90) % 4;
  return [0, 1, 2, 3].map((i) => all[(first + i) % 4]) as unknown as Corners;
}

/** What makes a white sheet seen on a white bed: its edges throw a thin shadow on two or three sides. */
function dropShadow(context: SKRSContext2D, { width, height }: Sheet, random: Random): void {
  const reach = random.between(0.4, 1.4);
  context.save();
  context.shadowColor = `rgba(0,0,0,${random.between(0.25, 0.6)})`;
  // Shadows are measured in pixels, whatever the transform.
  const { a, b } = context.getTransform();
  const px = Math.hypot(a, b);
  context.shadowBlur = reach * px;
  context.shadowOffsetX = random.between(-0.4, 0.4) * px;
  context.shadowOffsetY = random.between(0.1, 0.5) * px;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.restore();
}

/** The back, mirrored, soft and faint. Drawn at a third of the size: print that shines through paper has no edges. */
function drawBleed(
  canvas: Canvas,
  context: SKRSContext2D,
  { width, height }: Sheet,
  { back, share }: NonNullable<Shot['bleed']>,
  { a, b, c, d, e, f }: Affine,
): void {
  const scale = 1 / 3;
  const layer = createCanvas(Math.ceil(canvas.width * scale), Math.ceil(canvas.height * scale));
  const behind = layer.getContext('2d');
  behind.fillStyle = '#fff';
  behind.fillRect(0, 0, layer.width, layer.height);
  behind.setTransform(a * scale, b * scale, c * scale, d * scale, e * scale, f * scale);
  behind.translate(width, 0);
  behind.scale(-1, 1);
  behind.fillStyle = '#1a1a1a';
  behind.strokeStyle = '#1a1a1a';
  behind.save();
  behind.beginPath();
  behind.rect(0, 0, width, height);
  behind.clip();
  back.draw(behind);
  behind.restore();
  context.save();
  context.resetTransform();
  context.globalAlpha = share;
  context.globalCompositeOperation = 'multiply';
  context.drawImage(layer, 0, 0, layer.width / scale, layer.height / scale);
  context.restore();
}

function edgeShadow(
  context: SKRSContext2D,
  { width, height }: Sheet,
  shadow: NonNullable<Shot['shadow']>,
): void {
  const { edge, widthMm, share } = shadow;
  const [x0, y0, x1, y1] = [
    [0, 0, 0, widthMm],
    [width, 0, width - widthMm, 0],
    [0, height, 0, height - widthMm],
    [0, 0, widthMm, 0],
  ][edge] as [number, number, number, number];
  const dark = context.createLinearGradient(x0, y0, x1, y1);
  dark.addColorStop(0, `rgba(0,0,0,${share})`);
  dark.addColorStop(1, 'rgba(0,0,0,0)');
  context.fillStyle = dark;
  context.fillRect(0, 0, width, height);
}

function discs(context: SKRSContext2D, spots: readonly Spot[], colour: string): void {
  context.fillStyle = colour;
  for (const { x, y, radius } of spots) {
    context.beginPath();
    context.arc(x, y, radius, 0, Math.PI * 2);
    context.fill();
  }
}

/** Optics, light and sensor: blur, the light's falloff, noise of each channel. */
async function expose(
  rgba: Uint8ClampedArray,
  width: number,
  height: number,
  shot: Shot,
  random: Random,
): Promise<Uint8Array> {
  let plain = sharp(rgba, { raw: { width, height, channels: 4 } }).removeAlpha();
  if (shot.blur >= 0.3) plain = plain.blur(shot.blur);
  const data = new Uint8Array((await plain.raw().toBuffer()).buffer);
  const towards = (shot.falloff.towardsDeg * Math.PI) / 180;
  const [along, across] = [Math.cos(towards) / width, Math.sin(towards) / height];
  const grain = Float32Array.from(
    { length: 8191 },
    () => (random.next() + random.next() + random.next() - 1.5) * 2 * shot.noise,
  );
  let at = 0;
  for (let y = 0, i = 0; y < height; y++) {
    at = random.whole(0, grain.length - 1);
    for (let x = 0; x < width; x++) {
      const light = 1 - shot.falloff.share * (0.5 + (x - width / 2) * along + (y - height / 2) * across);
      for (let c = 0; c < 3; c++, i++) {
        if (++at >= grain.length) at -= grain.length;
        const level = (data[i] as number) * light + (grain[at] as number) + 0.5;
        data[i] = Math.max(0, Math.min(255, level));
      }
    }
  }
  return data;
}

function gray(level: number): string {
  return `rgb(${level},${level},${level})`;
}
