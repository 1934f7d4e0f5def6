import type { Pen } from './pen.ts';
import { between, seededRandom } from './random.ts';

type Scene = 'valley' | 'lake' | 'city';

const skies: Record<Scene, readonly [string, string]> = {
  valley: ['#5b8fc9', '#f4d9b0'],
  lake: ['#3f6fae', '#cfe3ee'],
  city: ['#2c3c66', '#e79a6b'],
};

/** A printed photograph of the given size in millimetres: a made-up landscape within a white border. */
export function drawPhoto(pen: Pen, scene: Scene, width: number, height: number): void {
  const random = seededRandom(`photo ${scene}`);
  pen.save();
  pen.beginPath();
  pen.rect(4, 4, width - 8, height - 8);
  pen.clip();
  const horizon = height * 0.58;
  const sky = pen.createLinearGradient(0, 4, 0, horizon);
  sky.addColorStop(0, skies[scene][0]);
  sky.addColorStop(1, skies[scene][1]);
  pen.fillStyle = sky;
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = 'rgba(255, 244, 214, 0.9)';
  pen.beginPath();
  pen.arc(width * 0.72, height * 0.24, width * 0.07, 0, Math.PI * 2);
  pen.fill();
  for (let ridge = 0; ridge < 4; ridge += 1) {
    const shade = 150 - ridge * 34;
    pen.fillStyle = `rgb(${shade - 30}, ${shade}, ${shade + (scene === 'valley' ? -20 : 22)})`;
    drawRidge(pen, width, height, horizon - 22 + ridge * 11, 14 - ridge * 2, random);
  }
  if (scene === 'city') drawTowers(pen, width, horizon + 12, random);
  else drawGround(pen, scene, width, height, horizon + 18, random);
  pen.restore();
}

function drawRidge(
  pen: Pen,
  width: number,
  height: number,
  base: number,
  swing: number,
  random: () => number,
): void {
  const phase = between(random, 0, 6);
  pen.beginPath();
  pen.moveTo(0, height);
  for (let x = 0; x <= width; x += 1) {
    const y =
      base +
      Math.sin(x / 11 + phase) * swing * 0.5 +
      Math.sin(x / 4.3 + phase * 2) * swing * 0.2 +
      random() * 0.7;
    pen.lineTo(x, y);
  }
  pen.lineTo(width, height);
  pen.fill();
}

function drawTowers(pen: Pen, width: number, ground: number, random: () => number): void {
  pen.fillStyle = '#20242f';
  pen.fillRect(0, ground, width, 200);
  for (let x = 2; x < width; x += between(random, 7, 12)) {
    const tall = between(random, 18, 52);
    const wide = between(random, 5, 9);
    pen.fillStyle = `hsl(220, 14%, ${between(random, 14, 30)}%)`;
    pen.fillRect(x, ground - tall, wide, tall + 30);
    for (let y = ground - tall + 2; y < ground - 2; y += 2.6) {
      for (let window = x + 0.9; window < x + wide - 1; window += 1.8) {
        pen.fillStyle = random() < 0.45 ? '#f3c978' : '#343a4a';
        pen.fillRect(window, y, 1, 1.5);
      }
    }
  }
}

function drawGround(
  pen: Pen,
  scene: Scene,
  width: number,
  height: number,
  top: number,
  random: () => number,
): void {
  pen.fillStyle = scene === 'lake' ? '#4d7fa3' : '#5d7a3c';
  pen.fillRect(0, top, width, height);
  for (let stroke = 0; stroke < 900; stroke += 1) {
    const y = top + random() ** 0.7 * (height - top);
    const x = random() * width;
    if (scene === 'lake') {
      pen.fillStyle = `rgba(230, 240, 248, ${between(random, 0.05, 0.35)})`;
      pen.fillRect(x, y, between(random, 2, 8), 0.3);
    } else {
      pen.fillStyle = `hsl(${between(random, 70, 110)}, 40%, ${between(random, 24, 48)}%)`;
      pen.fillRect(x, y - 1.6, 0.4, between(random, 0.8, 2.4));
    }
  }
}
