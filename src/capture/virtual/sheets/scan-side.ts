import { type Canvas, createCanvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import type { SideSettings } from '../stack.ts';
import type { Pen } from './pen.ts';
import { between, type Random, seededRandom } from './random.ts';
import type { SheetLie } from './sample.ts';
import type { PaperSide } from './sides.ts';

/** How a side came to lie under the sensor. Angles in degrees, clockwise as the scan shows them. */
export interface FedSide {
  readonly side: PaperSide;
  /** The sheet's other side, which shines through a little; null for none. */
  readonly through: PaperSide | null;
  readonly lie: Pick<SheetLie, 'background' | 'tint'>;
  readonly turn: 0 | 90 | 180 | 270;
  readonly tilt: number;
  /** Same seed, same pixels. */
  readonly seed: string;
}

/** Width of the sensor; sheets are detected by length. */
export const sensorMm = 223.5;
const marginMm = 4;
const mmPerInch = 25.4;
const tints = { white: '#fcfcfa', cream: '#f7f1e2', yellow: '#f1e5c3', grey: '#ececec' } as const;
const backgrounds = { white: '#f3f4f4', black: '#121314' } as const;

/** Draws the side at the asked resolution as a feeder scanner would see it; a JPEG of quality 85 with its density. */
export async function scanSide(fed: FedSide, settings: SideSettings): Promise<Buffer> {
  const canvas = drawScene(fed, settings.dpi);
  const { width, height } = canvas;
  const pixels = canvas.getContext('2d').getImageData(0, 0, width, height).data;
  addNoise(pixels, seededRandom(`noise ${fed.seed}`));
  const raw = sharp(Buffer.from(pixels.buffer), { raw: { width, height, channels: 4 } }).removeAlpha();
  const coloured = settings.colour === 'gray' ? raw.toColourspace('b-w') : raw;
  return withDensity(await coloured.jpeg({ quality: 85 }).toBuffer(), settings.dpi);
}

/** Puts a JFIF header with the resolution first: the library can too, but makes a grey image a colour one on the way. */
function withDensity(jpeg: Buffer, dpi: number): Buffer {
  const header = Buffer.from('ffe000104a46494600010201000000000000', 'hex');
  header.writeUInt16BE(dpi, 12);
  header.writeUInt16BE(dpi, 14);
  return Buffer.concat([jpeg.subarray(0, 2), header, jpeg.subarray(2)]);
}

function drawScene(fed: FedSide, dpi: number): Canvas {
  const random = seededRandom(`lie ${fed.seed}`);
  const { width, height } = fed.side.size;
  const isSideways = fed.turn === 90 || fed.turn === 270;
  const [fedWidth, fedHeight] = isSideways ? [height, width] : [width, height];
  const tilt = (fed.tilt * Math.PI) / 180;
  const reach = fedHeight * Math.cos(tilt) + fedWidth * Math.abs(Math.sin(tilt));
  const windowHeight = reach + 2 * marginMm;

  const scale = dpi / mmPerInch;
  const canvas = createCanvas(Math.round(sensorMm * scale), Math.round(windowHeight * scale));
  const pen = canvas.getContext('2d');
  pen.scale(scale, scale);
  pen.fillStyle = backgrounds[fed.lie.background];
  pen.fillRect(0, 0, sensorMm, windowHeight);

  const play = Math.max(0, sensorMm - fedWidth - 8) / 2;
  pen.translate(sensorMm / 2 + between(random, -play, play) * 0.6, windowHeight / 2);
  pen.rotate(tilt + (fed.turn * Math.PI) / 180);
  pen.translate(-width / 2, -height / 2);
  drawPaper(pen, fed, random);
  return canvas;
}

function drawPaper(pen: Pen, fed: FedSide, random: Random): void {
  const { width, height } = fed.side.size;
  if (fed.lie.background === 'white') {
    // The edge of the sheet throws a thin shadow on a white backing.
    pen.fillStyle = 'rgba(90, 92, 96, 0.35)';
    pen.fillRect(-0.25, -0.1, width + 0.5, height + 0.45);
  }
  pen.beginPath();
  pen.rect(0, 0, width, height);
  pen.clip();
  pen.fillStyle = tints[fed.lie.tint];
  pen.fillRect(0, 0, width, height);
  if (fed.through?.draw) drawThrough(pen, fed.through);
  fed.side.draw?.(pen);
  drawAge(pen, fed, random);
}

/** The other side seen through the paper: mirrored, soft and very faint. */
function drawThrough(pen: Pen, other: PaperSide): void {
  const { width, height } = other.size;
  const softDpi = 40;
  const scale = softDpi / mmPerInch;
  const canvas = createCanvas(Math.round(width * scale), Math.round(height * scale));
  const softPen = canvas.getContext('2d');
  softPen.scale(scale, scale);
  other.draw?.(softPen);
  pen.save();
  pen.globalAlpha = 0.035;
  pen.translate(width, 0);
  pen.scale(-1, 1);
  pen.drawImage(canvas, 0, 0, width, height);
  pen.restore();
}

/** Uneven light and, on some sheets, a fold. */
function drawAge(pen: Pen, fed: FedSide, random: Random): void {
  const { width, height } = fed.side.size;
  const shade = pen.createLinearGradient(0, 0, width * between(random, -1, 1), height);
  shade.addColorStop(0, 'rgba(60, 50, 30, 0)');
  shade.addColorStop(
    1,
    `rgba(60, 50, 30, ${between(random, 0.005, fed.lie.tint === 'yellow' ? 0.07 : 0.025)})`,
  );
  pen.fillStyle = shade;
  pen.fillRect(0, 0, width, height);
  if (random() > 0.2) return;
  const y = height * between(random, 0.45, 0.55);
  pen.fillStyle = 'rgba(70, 66, 60, 0.07)';
  pen.fillRect(0, y, width, 0.35);
  pen.fillStyle = 'rgba(255, 255, 255, 0.35)';
  pen.fillRect(0, y + 0.35, width, 0.3);
}

const noiseLength = 1 << 16;
const rowLength = 4096;

/** Sensor noise of about 2 grey levels, from one table entered at another place each row's length. */
function addNoise(pixels: Uint8ClampedArray, random: Random): void {
  const table = new Int8Array(noiseLength + rowLength);
  for (let index = 0; index < table.length; index += 1) {
    table[index] = Math.round((random() + random() + random() - 1.5) * 4);
  }
  let entry = 0;
  for (let at = 0, pixel = 0; at < pixels.length; at += 4, pixel += 1) {
    const place = pixel & (rowLength - 1);
    if (place === 0) entry = Math.floor(random() * noiseLength);
    const noise = table[entry + place] ?? 0;
    pixels[at] = (pixels[at] ?? 0) + noise;
    pixels[at + 1] = (pixels[at + 1] ?? 0) + noise;
    pixels[at + 2] = (pixels[at + 2] ?? 0) + noise;
  }
}
