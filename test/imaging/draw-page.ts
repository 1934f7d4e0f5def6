import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import './han-faces.ts';

/* Pages with a known truth. Drawn upright on a sheet in millimetres, then laid on a scanner bed and captured. */

export type Draw = (sheet: SKRSContext2D, random: () => number) => void;

export interface Capture {
  readonly dpi: number;
  readonly widthMm: number;
  readonly heightMm: number;
  /** Positive: the sheet lies counter-clockwise. */
  readonly skewDeg: number;
  /** Clockwise turn of the sheet, as a feeder that takes it sideways makes it. */
  readonly turn: 0 | 90 | 180 | 270;
  /** Scanner bed around the sheet; null: the bed is as white as the sheet, and as large. */
  readonly bed: { readonly marginMm: number; readonly colour: string } | null;
  readonly paper: string;
  /** Amplitude of sensor noise in levels. */
  readonly noise: number;
  /** Radius of defocus, source pixels. */
  readonly blur: number;
  readonly seed: number;
}

export const plainCapture: Capture = {
  dpi: 150,
  widthMm: 210,
  heightMm: 297,
  skewDeg: 0,
  turn: 0,
  bed: null,
  paper: '#fafafa',
  noise: 3,
  blur: 0,
  seed: 1,
};

export interface Captured {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 3;
  readonly dpi: number;
  /** Box around the sheet in captured pixels. */
  readonly sheet: { x: number; y: number; width: number; height: number };
}

export function randomFrom(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

export function capture(draw: Draw, options: Partial<Capture> = {}): Captured {
  const how = { ...plainCapture, ...options };
  const px = how.dpi / 25.4;
  const isSideways = how.turn === 90 || how.turn === 270;
  const margin = how.bed ? how.bed.marginMm * 2 : 0;
  const angle = (how.skewDeg * Math.PI) / 180;
  const [w, h] = isSideways ? [how.heightMm, how.widthMm] : [how.widthMm, how.heightMm];
  const boxWidth = w * Math.cos(angle) + h * Math.abs(Math.sin(angle));
  const boxHeight = h * Math.cos(angle) + w * Math.abs(Math.sin(angle));
  const width = Math.round(((how.bed ? boxWidth : w) + margin) * px);
  const height = Math.round(((how.bed ? boxHeight : h) + margin) * px);
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = how.bed ? how.bed.colour : how.paper;
  context.fillRect(0, 0, width, height);
  if (how.blur > 0) context.filter = `blur(${how.blur}px)`;
  context.translate(width / 2, height / 2);
  context.rotate(-angle + (how.turn * Math.PI) / 180);
  context.scale(px, px);
  context.translate(-how.widthMm / 2, -how.heightMm / 2);
  context.fillStyle = how.paper;
  context.fillRect(0, 0, how.widthMm, how.heightMm);
  context.fillStyle = '#1a1a1a';
  const random = randomFrom(how.seed);
  draw(context, random);
  const rgba = context.getImageData(0, 0, width, height).data;
  const data = new Uint8Array(width * height * 3);
  const grain = Float32Array.from({ length: 4099 }, () => (random() + random() - 1) * how.noise * 2);
  for (let i = 0, j = 0, at = 0; j < data.length; i += 4, j += 3) {
    // Steps of random length through a table of noise: as rough, and ten times as fast.
    at = (at + 1 + ((rgba[i] as number) & 7) + (j % 11)) % grain.length;
    const off = grain[at] as number;
    for (let c = 0; c < 3; c++) data[j + c] = Math.max(0, Math.min(255, (rgba[i + c] as number) + off));
  }
  const sheet = {
    x: (width - boxWidth * px) / 2,
    y: (height - boxHeight * px) / 2,
    width: boxWidth * px,
    height: boxHeight * px,
  };
  return { data, width, height, channels: 3, dpi: how.dpi, sheet };
}

const latinWords =
  'the quick payment of travel expenses by department requires approval from head office before the date given on each invoice please attach all receipts hotel taxi meals budget project number total amount paid'.split(
    ' ',
  );
const hanText =
  '根据公司财务管理制度的有关规定现将本次差旅费用报销情况说明如下出差人员于本月中旬前往上海参加项目验收会议期间发生交通住宿餐饮等费用合计人民币壹万贰仟叁佰元整请领导审核批准并办理付款手续附件包括发票原件行程单以及会议通知';

export interface TextBlock {
  readonly script: 'latin' | 'han';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly lines: number;
  /** Letter size, millimetres. */
  readonly size: number;
  readonly pitch: number;
}

export function paragraph(sheet: SKRSContext2D, random: () => number, block: TextBlock): void {
  sheet.font = `${block.size}px ${block.script === 'han' ? 'Han' : 'DejaVu Serif'}`;
  for (let line = 0; line < block.lines; line++) {
    const isLast = line % 5 === 4;
    const limit = isLast ? block.width * (0.3 + random() * 0.5) : block.width;
    let text = '';
    while (sheet.measureText(text).width < limit - block.size * 2) {
      if (block.script === 'latin') text += `${latinWords[Math.floor(random() * latinWords.length)]} `;
      else {
        const from = Math.floor(random() * (hanText.length - 8));
        text += hanText.slice(from, from + 3 + Math.floor(random() * 5)) + (random() < 0.6 ? '，' : '。');
      }
    }
    sheet.fillText(text, block.x, block.y + line * block.pitch);
  }
}

export function letter(script: 'latin' | 'han'): Draw {
  return (sheet, random) => {
    sheet.font = `6px ${script === 'han' ? 'HanBold' : 'DejaVu Sans'}`;
    sheet.fillText(script === 'han' ? '差旅费用报销说明' : 'Travel expense report', 70, 28);
    const lines = 12 + Math.floor(random() * 22);
    paragraph(sheet, random, { script, x: 22, y: 42, width: 165, lines, size: 3.6 + random(), pitch: 6.5 });
  };
}

export function table(script: 'latin' | 'han'): Draw {
  return (sheet, random) => {
    paragraph(sheet, random, { script, x: 22, y: 30, width: 165, lines: 3, size: 4, pitch: 7 });
    sheet.strokeStyle = '#222';
    sheet.lineWidth = 0.35;
    const rows = 8 + Math.floor(random() * 8);
    for (let r = 0; r <= rows; r++) line(sheet, 20, 60 + r * 9, 190, 60 + r * 9);
    for (let c = 0; c <= 5; c++) line(sheet, 20 + c * 34, 60, 20 + c * 34, 60 + rows * 9);
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < 5; c++) {
        paragraph(sheet, random, {
          script,
          x: 22 + c * 34,
          y: 66 + r * 9,
          width: 26,
          lines: 1,
          size: 3.4,
          pitch: 6,
        });
      }
    }
  };
}

/** A coloured picture: smooth sky, textured ground with strong diagonals. Size in millimetres. */
export function photo(
  sheet: SKRSContext2D,
  random: () => number,
  x: number,
  y: number,
  w: number,
  h: number,
): void {
  const sky = sheet.createLinearGradient(x, y, x, y + h);
  sky.addColorStop(0, '#5b86c4');
  sky.addColorStop(1, '#c98f5a');
  sheet.fillStyle = sky;
  sheet.fillRect(x, y, w, h);
  sheet.save();
  sheet.beginPath();
  sheet.rect(x, y, w, h);
  sheet.clip();
  for (let i = 0; i < 60; i++) {
    const bright = Math.floor(40 + random() * 140);
    sheet.strokeStyle = `rgb(${bright},${Math.floor(bright * 0.8)},${Math.floor(bright * 0.5)})`;
    sheet.lineWidth = 0.5 + random() * 2;
    const at = x + random() * w;
    line(sheet, at, y + h * 0.4, at + h * 0.5, y + h);
  }
  sheet.restore();
  sheet.fillStyle = '#1a1a1a';
}

/** A round seal, 40 mm as the law has it, or smaller. */
export function seal(sheet: SKRSContext2D, x: number, y: number, radius: number, colour = '#d2232a'): void {
  sheet.save();
  sheet.strokeStyle = colour;
  sheet.fillStyle = colour;
  sheet.lineWidth = radius / 14;
  sheet.beginPath();
  sheet.arc(x, y, radius, 0, Math.PI * 2);
  sheet.stroke();
  sheet.font = `${radius / 4}px HanBold`;
  const words = '上海某某贸易有限公司发票专用章';
  for (let i = 0; i < words.length; i++) {
    sheet.save();
    sheet.translate(x, y);
    sheet.rotate(((i / words.length) * 300 - 150) * (Math.PI / 180));
    sheet.fillText(words[i] as string, -radius / 8, -radius * 0.65);
    sheet.restore();
  }
  sheet.beginPath();
  for (let i = 0; i < 10; i++) {
    const reach = i % 2 === 0 ? radius * 0.35 : radius * 0.14;
    const angle = (i * Math.PI) / 5 - Math.PI / 2;
    sheet.lineTo(x + Math.cos(angle) * reach, y + Math.sin(angle) * reach);
  }
  sheet.fill();
  sheet.restore();
}

export function signature(sheet: SKRSContext2D, random: () => number, x: number, y: number): void {
  sheet.strokeStyle = '#2a3f9a';
  sheet.lineWidth = 0.4;
  sheet.beginPath();
  sheet.moveTo(x, y);
  for (let i = 0; i < 6; i++) {
    sheet.bezierCurveTo(
      x + i * 5 + random() * 6,
      y - 8 + random() * 4,
      x + i * 5 + random() * 6,
      y + 4 + random() * 4,
      x + i * 5 + 5,
      y + random() * 4 - 2,
    );
  }
  sheet.stroke();
}

export function line(sheet: SKRSContext2D, x0: number, y0: number, x1: number, y1: number): void {
  sheet.beginPath();
  sheet.moveTo(x0, y0);
  sheet.lineTo(x1, y1);
  sheet.stroke();
}
